"""Searching over HTTP as FHIR R4 has it: which parameters there are, what fits, in which order, and how much of it."""
