"""From a goal on a date to a week that makes sense, and back when life happens."""
