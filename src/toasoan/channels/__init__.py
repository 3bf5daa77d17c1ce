"""Channels: each story reaches each channel once, or we say what happened."""
