"""Push and pull for devices."""
