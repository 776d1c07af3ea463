"""A diary with two coaches and their runners, and how an intruder asks it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from negsplit.accounts.accounts import Accounts
from negsplit.accounts.team import Team
from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.diary import Diary
from negsplit.store import accounts as rows
from negsplit.web.app import create_app
from negsplit.web.settings import Settings
from web_client import GOOD, Visit
from web_routes import Way

# The most that a form of the club may have.
MAX_BODY = 100_000
# What is in the victim's diary, and must appear in nobody else's answers.
MARK = "Qwzx-mark"
# Counts of attempts; pytest --log-cli-level=INFO shows them.
tell = logging.getLogger("attempts").info


@dataclass
class Club:
    """A diary with two coaches: Carla coaches Ada; Otto coaches the victim.

    The victim is the demo runner with a season; ``run`` is one of its runs.
    """

    app: FastAPI
    path: Path
    ada: int
    victim: int
    run: int
    token: str

    def visit(self, name: str) -> Visit:
        visit = Visit(self.app, raise_server_exceptions=False)
        assert visit.log_in(name).status_code == 303
        return visit


def made_club(demo_diary: Path, folder: Path) -> Club:
    """Copy the demo diary into a folder, and make a club of it."""
    path = folder / "diary.sqlite3"
    shutil.copy(demo_diary, path)
    with Diary.open(path, DEMO_NAME) as demo:
        victim, run = demo.athlete_id, demo.runs()[-1].id
        demo.set_name(run, MARK)
    ada, token = _enter(path, victim)
    settings = Settings(path, is_shared=True, max_body_bytes=MAX_BODY)
    return Club(create_app(settings), path, ada, victim, run, token)


def _enter(path: Path, victim: int) -> tuple[int, str]:
    """Enter coaches and runners; return Ada, and a token of hers."""
    with Accounts.open(path) as accounts:
        team = Team(accounts)
        carla = accounts.begin("Carla", GOOD)
        otto = team.accept(team.invite_coach(carla, "Otto", 0), GOOD, 0)
        with accounts.writing() as connection:
            connection.execute("DELETE FROM coached")
            rows.coach(connection, otto.id, victim)
        ada = team.add_runner(carla, "Ada")
        own = team.accept(team.invite(carla, ada, "Ada", 0), GOOD, 0)
        team.accept(team.invite(otto, victim, "Victim", 0), GOOD, 0)
        return ada, accounts.add_token(own, "phone", 0)


@contextmanager
def nothing_written(club: Club) -> Iterator[None]:
    """Refuse any commit to the diary, and any file beside it."""
    watcher = sqlite3.connect(club.path)

    def state() -> tuple[object, set[Path]]:
        version = watcher.execute("PRAGMA data_version").fetchone()
        found = {p for p in club.path.parent.rglob("*") if not p.name.endswith("-shm")}
        return version, found

    before = state()
    yield
    assert state() == before
    watcher.close()


def asked(
    visit: Visit,
    way: Way,
    path: str,
    fields: Mapping[str, str],
    headers: Mapping[str, str],
) -> tuple[int, str]:
    """Ask a way as a browser does, its forms with what they need; return the answer."""
    sent = dict.fromkeys(way.fields, "1") | dict(fields)
    if way.method == "GET":
        found = visit.get(path, headers=headers)
    elif way.is_data:
        found = visit.request(way.method, path, json=sent, headers=headers)
    else:
        found = visit.request(way.method, path, data=sent, headers=headers)
    return found.status_code, found.text
