"""A clinic's own instruments: FHIR R4 Questionnaires in, answers and scores out."""
