"""Tòa soạn: the newsroom of a commune."""

__version__ = "0.1.0"
