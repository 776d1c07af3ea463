"""Verdicts: whether the run lifted, and whether it reached what it was for."""
