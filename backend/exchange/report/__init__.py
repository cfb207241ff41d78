"""The course of one patient on one or two pages of accessible PDF: for the referring doctor, or for the patient."""
