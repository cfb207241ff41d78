"""Who looks after whom: care team, caregivers, clinics and the move between them."""
