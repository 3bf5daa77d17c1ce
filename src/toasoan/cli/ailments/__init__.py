"""What `doctor` looks at, by where the trouble sits."""
