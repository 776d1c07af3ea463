"""A runner's own models from their own recordings."""
