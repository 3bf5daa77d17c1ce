"""Sheets (.xlsx, .csv) that fill a register: read, checked, and their empty form."""
