"""Settings: base, and what dev, test and production change."""
