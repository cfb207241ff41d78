"""FHIR R4, CSV, PDF, calendar, replay."""
