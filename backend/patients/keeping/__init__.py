"""For how many years a clinic keeps what it knows of patients who left, and how that ends."""
