"""A complete copy of what is kept about a person, for that person."""
