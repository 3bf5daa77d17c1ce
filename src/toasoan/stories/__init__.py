"""Stories: written once, channel-neutral, approved, signed."""
