"""A race before it is run: its course, its split, and what every mark should say."""
