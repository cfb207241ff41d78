"""Repeatable measurements: one module each, run as `python3 manage.py` would run it. See README.md."""
