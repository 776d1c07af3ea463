"""Histories at hand: made once for each state of a diary, beside the pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from negsplit.athlete import Athlete
from negsplit.desk.desk import Desk
from negsplit.desk.history import histories
from negsplit.desk.history.histories import Histories
from negsplit.desk.people.demo_diary import DEMO_NAME, make_demo
from negsplit.diary import Diary
from negsplit.units import DistanceUnit

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module", name="path")
def a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("histories") / "diary.sqlite3"
    make_demo(path, TODAY)
    return path


@pytest.fixture(name="desk")
def a_desk(path: Path) -> Iterator[Desk]:
    with Diary.open(path, DEMO_NAME) as diary:
        yield Desk(diary, Athlete(), TODAY, DistanceUnit.KM)


def test_few_runs_are_looked_back_on_at_once(desk: Desk) -> None:
    kept = Histories(desk.diary.path).of(desk)
    assert kept.is_current
    assert kept.view is not None
    assert kept.view.told.startswith(f"{desk.diary.count()} runs")


def test_the_same_state_gives_the_same_history(desk: Desk) -> None:
    kept = Histories(desk.diary.path)
    assert kept.of(desk).view is kept.of(desk).view


def test_what_is_said_of_a_run_makes_it_anew(desk: Desk) -> None:
    kept = Histories(desk.diary.path)
    before = kept.of(desk).view
    run = desk.diary.runs()[0]
    desk.diary.set_felt(run.id, 9.0)
    after = kept.of(desk).view
    assert after is not before
    assert after is not None
    assert before is not None
    assert after.felt != before.felt


def test_many_runs_are_looked_back_on_beside_the_pages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "AT_ONCE_RUNS", 0)
    monkeypatch.setattr(histories, "PATIENCE_S", 0.0)
    kept = Histories(desk.diary.path)
    try:
        first = kept.of(desk)
        assert first == histories.Kept(None, is_current=False)
        deadline = time.monotonic() + 60
        while not (found := kept.of(desk)).is_current:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert found.view is not None
        assert found.view.lifts_in_all == len(found.view.lifts)
        desk.diary.set_name(desk.diary.runs()[0].id, "a much longer name than before")
        meanwhile = kept.of(desk)
        assert meanwhile == histories.Kept(found.view, is_current=False)
    finally:
        kept.close()
