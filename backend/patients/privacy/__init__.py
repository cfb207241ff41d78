"""A person's own rights: to know who looked, and to be forgotten."""
