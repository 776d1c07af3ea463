"""``negsplit calibrate`` as a runner types it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.notation import parse

Capture = pytest.CaptureFixture[str]
JSON_FIELDS = Path(__file__).parents[2] / "docs" / "json.md"
PLANS = (
    "3km @5:50>4:57/km, 2km @4:57>4:41/km",
    "wu 1km easy, 4x800m @4:20/km R 90s jog, cd 1km easy",
    "7km @5:30/km",
    "6km @5:40>5:00/km",
)


@pytest.fixture
def runs(tmp_path: Path) -> list[str]:
    """Runs of the demo's runner, whose maximum heart rate is 188 bpm."""
    paths = []
    for number, plan in enumerate(PLANS):
        path = tmp_path / f"run{number}.tcx"
        path.write_bytes(recorded_run(parse(plan)))
        paths.append(str(path))
    return paths


def printed(capsys: Capture, *arguments: str) -> str:
    assert run(["calibrate", *arguments]) == 0
    return capsys.readouterr().out


def test_every_number_is_told_with_its_error_and_basis(
    capsys: Capture, runs: list[str]
) -> None:
    told = printed(capsys, *runs, "--hr-rest", "50")
    assert "4 of 4 files" in told
    assert re.search(r"VDOT +\d\d\.\d ± \d\.\d +measured, 4 runs", told)
    assert re.search(r"Resting heart rate +50 +bpm +given", told)
    assert re.search(r"D′ +\d+ ± \d+ +m +population", told)
    assert "four runs in five" in told


def test_the_demo_runners_heart_is_found_again(
    capsys: Capture, runs: list[str]
) -> None:
    told = printed(capsys, *runs, "--hr-rest", "50", "--hr-max", "188", "--json")
    found = json.loads(told)["calibration"]
    # A half marathon in 1:35:00 is VDOT 47.9 by the published equations.
    assert found["vdot_ml_kg_min"]["value"] == pytest.approx(47.9, abs=2.5)
    assert found["vdot_ml_kg_min"]["basis"] == "measured"
    assert found["measured_on"] == "2026-05-16"


def test_files_that_hold_no_run_are_left_out_and_named(
    capsys: Capture, runs: list[str], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.fit"
    broken.write_bytes(b"nothing")
    ride = tmp_path / "ride.tcx"
    ride.write_bytes(
        Path(runs[0]).read_bytes().replace(b'Sport="Running"', b'Sport="Biking"')
    )
    told = printed(capsys, *runs, *runs, str(broken), str(ride))
    assert "4 of 10 files" in told
    assert "Left out: broken.fit" in told
    assert "Left out: ride.tcx: is biking" in told


def test_few_runs_are_said_to_be_few(capsys: Capture, runs: list[str]) -> None:
    told = printed(capsys, runs[0])
    assert "Fewer than 3" in told
    assert "measured" not in told


@pytest.mark.parametrize("name", ["broken.fit", "nowhere.fit"])
def test_without_any_run_there_is_one_line(
    capsys: Capture, tmp_path: Path, name: str
) -> None:
    (tmp_path / "broken.fit").write_bytes(b"nothing")
    assert run(["calibrate", str(tmp_path / name)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert name in told.err


def test_every_field_is_documented(capsys: Capture, runs: list[str]) -> None:
    section = JSON_FIELDS.read_text("utf-8").split("## `calibrate`")[1].split("\n## ")
    documented = set(re.findall(r"`(?:\w+\.)*(\w+)`", section[0]))

    def fields(found: object) -> set[str]:
        if isinstance(found, dict):
            return set(found).union(*map(fields, found.values()))
        return set().union(*map(fields, found)) if isinstance(found, list) else set()

    assert fields(json.loads(printed(capsys, *runs, "--json"))) <= documented
    assert "path" in documented


def test_what_was_learnt_is_kept_and_used(
    capsys: Capture, runs: list[str], tmp_path: Path
) -> None:
    me = tmp_path / "me.json"
    printed(capsys, *runs, "--hr-rest", "50", "--out", str(me))
    known = ["--calibration", str(me)]
    assert run(["verify", runs[2], *known]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "What this pace costs your heart" in told
    assert "Compared with 4 earlier runs of your own, the last of " in told
    assert run(["simulate", "5km easy, 3km @MP", *known]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "heart rate follows 4 runs of your own" in told
    assert run(["design", "threshold", "12km", *known]) == 0
    assert "@" in capsys.readouterr().out


def test_a_run_is_drawn_over_what_was_foretold(
    capsys: Capture, runs: list[str], tmp_path: Path
) -> None:
    runner = ["--race", "half=1:35:00", "--hr-max", "188", "--hr-rest", "50"]
    drawing = tmp_path / "run.svg"
    plan = ["--workout", PLANS[0], "--svg", str(drawing)]
    assert run(["verify", runs[0], *plan, *runner, "--json"]) == 0
    cost = json.loads(capsys.readouterr().out)["heart_cost"]
    # The demo's runner follows the models but for a random day.
    assert abs(cost["above_bpm"]) < cost["band_bpm"]
    assert cost["earlier_runs"] == 0
    text = drawing.read_text("utf-8")
    parts = [*ElementTree.fromstring(text).iter()]  # noqa: S314 - our own drawing
    kinds = [part.get("class") for part in parts if part.tag.endswith("polyline")]
    assert kinds == ["other", "line", "other", "line"]
    assert sum(part.get("class") == "area" for part in parts) == 1


def test_a_file_that_is_no_calibration_is_one_line(
    capsys: Capture, runs: list[str]
) -> None:
    assert run(["verify", runs[0], "--calibration", runs[1]]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "negsplit: run1.tcx: not JSON, so not a calibration\n"
