"""A small invented clinic to look around in. Refused where production settings are on."""
