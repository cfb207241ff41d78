"""Break-glass: a clinician opens a record of their own clinic without being on its team, with a reason, for hours, and is seen."""
