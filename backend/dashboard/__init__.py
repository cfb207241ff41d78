"""Read-only: worklist, one patient's course, digest."""
