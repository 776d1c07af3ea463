"""A diary in which no table is empty, and what such a diary holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import zstandard

import exports
import same_run
from negsplit.desk.runs import run_edits, shoes
from negsplit.diary import Diary
from negsplit.formats import native
from negsplit.intake.alone import Alone
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.report import Report
from negsplit.notation import parse
from negsplit.planning.build import build_plan
from negsplit.planning.plan_text import plan_text
from negsplit.sources.search import search
from negsplit.store import accounts, keys
from negsplit.store.records import Role
from negsplit.units import DistanceUnit
from negsplit.workout import Goal
from plan_requests import random_request

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
# What is computed: of checksums, and of how SQLite counts.
_NOT_CONTENT = frozenset({"seal", "sqlite_sequence"})


def filled(folder: Path) -> Path:
    """Make a diary in a folder with something in every table; return its path."""
    path = folder / "diary.sqlite3"
    exports.write_all(
        folder / "in",
        {
            "0.fit": exports.fit_of(0),
            "1.fit": exports.fit_of(1),
            "2.tcx": same_run.as_tcx(exports.SECONDS),
            "3.gpx": same_run.as_gpx(exports.SECONDS).replace(
                b"2024-03-22", b"2024-05-22"
            ),
            "broken.gpx": b"<gpx><trk>",
            "export.zip": exports.zipped(exports.apple()),
        },
    )
    with Diary.open(path, begin=True) as diary:
        import_all(diary, folder / "in")
        _say(diary)
        _add_accounts(diary)
    return path


def import_all(diary: Diary, path: Path) -> Report:
    """Bring a file or a folder into a diary."""
    with closing(Alone()) as workers:
        work = Import(diary, workers, Wishes())
        return work.run(search([str(path)]), lambda _: None)


def _say(diary: Diary) -> None:
    first, second, third, *_ = [row.id for row in diary.runs()]
    diary.set_name(first, "Früh, 走る")
    diary.set_felt(first, 6.5)
    diary.set_goal(first, Goal.THRESHOLD)
    diary.set_plan(second, parse("5km easy, 5km @4:30/km"))
    diary.set_stopped(second, "hot")
    diary.set_stopped(third, "")
    diary.set_apart(third)
    shoes.add_shoe(diary, "Blue trainers", 120_000.0, 700_000.0)
    shoes.add_shoe(diary, "Racers")
    shoes.use_from(diary, "Blue trainers", date(2024, 1, 1))
    shoes.wear(diary, first, "Racers")
    diary.set_temperature(first, 29.0)
    run_edits.correct_distance(diary, first, 1500.0, NOON)
    run_edits.trim(diary, second, 30.0, None, NOON)
    run_edits.mark_race(diary, second, NOON)
    run_edits.undo(diary, second, diary.edits(second)[0].id, NOON)
    for seed in (1, 2):
        diary.keep_plan(plan_text(build_plan(random_request(seed))), NOON)
    diary.keep_goal("10k under 45:00 by 2026-05-03", NOON)
    diary.keep_values(date(2025, 1, 1), "vdot = 44.0\n")
    diary.keep_values(date(2026, 1, 1), "vdot = 47.0\n")
    diary.set_unit(DistanceUnit.MI)
    diary.set_home_zone("Europe/Zurich")
    diary.set_zone("Asia/Tokyo", second)
    body = json.dumps(native.as_data(parse("10min easy, 20min @T")))
    diary.keep_workout("Tuesday", body, NOON)


def _add_accounts(diary: Diary) -> None:
    with diary.transaction() as connection:
        coach = accounts.add(connection, "Carla", Role.COACH)
        own = accounts.add(connection, "Ada", Role.RUNNER, diary.athlete_id)
        assert coach is not None
        assert own is not None
        accounts.coach(connection, coach, diary.athlete_id)
        keys.add_session(connection, "s" * 64, own, 1, 2**40)
        keys.add_token(connection, "t" * 64, own, "phone", 1)
        keys.invite(connection, "i" * 64, coach, 2**40)


def content(path: Path) -> dict[str, list[Any]]:
    """Return every row of every table, read without any code of ours.

    Numbers of rows are no content: a row stands for another by what tells it apart.
    """
    opened = sqlite3.connect(path)
    opened.row_factory = sqlite3.Row
    try:
        found = {}
        names = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names_of_runs = "SELECT id, digest || '/' || part FROM run"
        digests = dict(opened.execute(names_of_runs).fetchall())
        for (name,) in names.fetchall():
            if name not in _NOT_CONTENT:
                rows = opened.execute(f"SELECT * FROM {name} ORDER BY 1, 2")  # noqa: S608
                found[name] = [_plain(name, row, digests) for row in rows]
        return found
    finally:
        opened.close()


def _plain(table: str, row: sqlite3.Row, digests: dict[int, str]) -> dict[str, Any]:
    values = {key: row[key] for key in row.keys() if key not in {"id", "athlete"}}  # noqa: SIM118
    for key in {"run", "twin_of"} & values.keys():
        values[key] = digests.get(values[key])
    if table == "original" and values["packing"] == "zstd":
        values["bytes"] = zstandard.decompress(values["bytes"])
    return values
