"""From found files to runs in the diary: many at once, and none of them lost."""
