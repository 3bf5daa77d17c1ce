"""Readers counted in sums: views of each story a day, nobody known again."""
