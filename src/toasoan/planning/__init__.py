"""Plans: what was promised, and whether it was kept."""
