"""Organisations: who speaks, and who may do what where."""
