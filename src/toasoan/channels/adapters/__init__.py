"""One file per kind of channel; plain Python, no Django."""
