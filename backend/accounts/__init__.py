"""People, clinics, roles, invitations, sign-in."""
