"""Screens of the reports. Any role of the newsroom may read them."""
