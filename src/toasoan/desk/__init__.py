"""The desk: an editor's day on one screen."""
