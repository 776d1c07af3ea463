"""Settings of every test."""

from hypothesis import settings

pytest_plugins = ["app_fixtures"]

# How long an example takes depends on the machine and on what was imported before.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
