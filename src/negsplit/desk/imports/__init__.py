"""Files that are sent in, and imported beside the pages."""
