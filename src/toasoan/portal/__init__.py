"""The portal: what a citizen reads."""
