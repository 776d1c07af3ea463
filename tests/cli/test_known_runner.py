"""What the diary knows of a runner by days is used where no option says more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from negsplit.athlete import Athlete, Race
from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.desk.people.runner_values import keep_runner
from negsplit.diary import Diary
from negsplit.notation import parse

Capture = pytest.CaptureFixture[str]
DAY = date(2026, 5, 1)
RUNNER = Athlete(races=(Race(10_000.0, 2700.0),), max_hr_bpm=188.0)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_DIARY", str(tmp_path / "diary"))
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        keep_runner(diary, RUNNER, DAY)


def told(capsys: Capture, *arguments: str) -> dict[str, object]:
    assert run([*arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_plan_is_made_for_the_runner_of_the_diary(capsys: Capture) -> None:
    goal = ("5k under 21:30 by 2026-09-20", "--on", "2026-06-01")
    known = told(capsys, "plan", *goal)
    Path("diary").unlink()
    given = told(capsys, "plan", *goal, "--race", "10k=45:00", "--hr-max", "188")
    assert known["weeks"] == given["weeks"]


def test_a_goal_is_judged_for_the_runner_of_the_diary(capsys: Capture) -> None:
    goal = ("5k under 21:30 by 2026-09-20", "--on", "2026-06-01")
    known = told(capsys, "goal", *goal)
    faster = told(capsys, "goal", *goal, "--race", "10k=43:00")
    assert known["now_s"] != faster["now_s"]


def test_a_run_is_judged_by_what_was_known_on_its_day(capsys: Capture) -> None:
    Path("run.tcx").write_bytes(recorded_run(parse("3km easy, 3km @T")))
    assert run(["import", "run.tcx"]) == 0
    capsys.readouterr()
    known = told(capsys, "runs", "1")["summary"]
    given = told(capsys, "runs", "1", "--race", "10k=45:00")["summary"]
    assert known == given
    slower = told(capsys, "runs", "1", "--race", "10k=60:00")["summary"]
    assert known != slower
