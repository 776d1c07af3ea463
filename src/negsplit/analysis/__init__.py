"""What a recording says: cleaned, cut into splits, judged for its shape."""
