"""Boring makers of rows; no surprises."""
