"""The patient and the record log; episodes, prescriptions, programmes, care team, consent."""
