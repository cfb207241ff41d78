"""TOH Tracker: see docs/ and DESIGN for the layers."""
