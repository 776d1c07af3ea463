"""Who may log in where a diary is served to others, and whose runs they see."""
