"""Public pages as files: rendered when what they show changes, served as bytes."""
