"""Spreadsheets both ways: what is shown as CSV, and CSV into the record log with a rehearsal that says row by row what would be."""
