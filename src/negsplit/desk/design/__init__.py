"""A workout designed, pulled, foretold, kept and taken along."""
