"""Clients that ask as a browser does: with our name, cookies and the token of forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from negsplit.accounts.accounts import Accounts
from negsplit.accounts.team import Team
from negsplit.web.app import create_app
from negsplit.web.settings import Settings

GOOD = "four words by the canal"
HERE = "http://127.0.0.1"


class Visit(TestClient):
    """A browser at our pages: its forms carry the token of its cookie."""

    def __init__(self, app: FastAPI, **options: Any) -> None:
        super().__init__(app, base_url=HERE, follow_redirects=False, **options)

    @property
    def csrf(self) -> str:
        """The token of a page that this browser would have been given."""
        found = self.get("/account", follow_redirects=True)
        token = re.search(r'<meta name="csrf" content="([^"]+)"', found.text)
        assert token is not None
        return token[1]

    def submit(self, path: str, fields: dict[str, Any] | None = None) -> Response:
        """Send a form of ours."""
        data = {"csrf": self.csrf, **(fields or {})}
        return self.post(path, data=data, headers={"Origin": HERE})

    def log_in(self, name: str, password: str = GOOD) -> Response:
        """Log in, as by the form."""
        return self.submit("/login", {"name": name, "password": password})


def local(diary: Path) -> Visit:
    """Return the browser of the user of this machine."""
    return Visit(create_app(Settings(diary)))


def shared(diary: Path) -> FastAPI:
    """Return an app that is served to others."""
    return create_app(Settings(diary, is_shared=True))


def team_of(diary: Path) -> dict[str, int]:
    """Enter two coaches, each with a runner who logs in; return the runners.

    Their names: Carla coaches Ada, Otto coaches Bo; all have the same password.
    """
    with Accounts.open(diary) as accounts:
        team = Team(accounts)
        carla = accounts.begin("Carla", GOOD)
        otto = team.accept(team.invite_coach(carla, "Otto", 0), GOOD, 0)
        found = {}
        for coach, name in ((carla, "Ada"), (otto, "Bo")):
            found[name] = team.add_runner(coach, name)
            team.accept(team.invite(coach, found[name], name, 0), GOOD, 0)
        return found
