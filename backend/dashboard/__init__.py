"""Worklist, one patient's course, replay: read-only about patients; readers keep their saved views here."""
