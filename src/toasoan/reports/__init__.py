"""Reports: every number opens down to what it counts."""
