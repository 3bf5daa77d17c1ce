"""A handful of small things every floor may use; no tables."""
