"""Ids, clock, audit, permissions, errors, paging: what every layer above leans on."""
