"""Appending to the log: the one place where records are written."""
