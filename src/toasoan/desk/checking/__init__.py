"""Checking what was understood of a plan before it is confirmed."""
