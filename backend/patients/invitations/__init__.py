"""Inviting people to a record or a clinic, and taking an invitation up."""
