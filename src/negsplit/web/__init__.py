"""The web app: pages and a JSON interface; it translates, and computes nothing."""
