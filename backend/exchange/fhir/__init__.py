"""FHIR R4 in and out: files from the rest of health care into the record log, and a patient's record as a Bundle."""
