"""The shape of what access is sent."""
