"""A patient's summary as a SMART Health Link: an encrypted document behind an address that expires and can be ended.

By HL7's "SMART Health Cards and Links" 1.0.0. `actions` makes and ends links, `opening` answers whoever has one, `jwe` encrypts,
`views` is the patient's side, `manifest` what the specification asks of a server. See ADR 0027.
"""
