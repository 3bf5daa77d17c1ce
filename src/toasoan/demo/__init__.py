"""The demo: a made-up commune, its plan, its stories and its pictures."""
