"""A clinic's records for research, as FHIR Bulk Data (NDJSON): only of those who agreed, without names."""
