"""One module a page: its page, its forms, and the same as JSON."""
