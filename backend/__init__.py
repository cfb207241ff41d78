"""TOH Tracker: docs/architecture.md shows its layers."""
