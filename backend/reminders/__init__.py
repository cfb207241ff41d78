"""Plan, deliver, channels."""
