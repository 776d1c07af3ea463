"""A workout before it is run, through the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from negsplit.cli.braille import WIDTH, binned, dot_edges, drawn, ruler
from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.drawings.panel_picture import svg_of
from negsplit.drawings.panels import Panel
from negsplit.notation import parse
from negsplit.units import DistanceUnit

Capture = pytest.CaptureFixture[str]
PLAN = "5km easy, 5km @MP, 5km @T"
RUNNER = ["--race", "half=1:35:00", "--hr-max", "188", "--hr-rest", "50"]
SVG = "{http://www.w3.org/2000/svg}"


def printed(capsys: Capture, *arguments: str) -> str:
    assert run(["simulate", *arguments]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def data(capsys: Capture, *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--json"))


@pytest.mark.parametrize("unit", ["km", "mi"])
def test_the_page_draws_four_curves_and_fits_eighty_columns(
    capsys: Capture, unit: str
) -> None:
    page = printed(capsys, PLAN, *RUNNER, "--unit", unit)
    for word in ("pace, faster up", "heart rate, bpm", "oxygen uptake", "D′ left"):
        assert word in page
    assert f"/{unit}" in page
    assert "Chance of completing it, by D′ and by duration" in page
    # Five figures, each with a range or said to be unsure.
    assert len(re.findall(r"\(\S+(?: m)? to \S+(?: m)?\)|\(unsure\)", page)) == 5
    assert "Unsure: a few per cent" in page
    assert max(len(line) for line in page.splitlines()) <= 80


def test_a_runner_without_heart_rates_sees_percent(capsys: Capture) -> None:
    page = printed(capsys, PLAN, "--vdot", "48")
    assert "heart rate, % of maximum" in page
    assert "maximum heart rate is unknown" in page


def test_easy_running_is_never_called_certain(capsys: Capture) -> None:
    assert "over 99 %" in printed(capsys, "30min easy", *RUNNER)
    assert "under 1 %" in printed(capsys, "30min @3:30/km", *RUNNER)


def test_data_agree_with_the_plan(capsys: Capture) -> None:
    found = data(capsys, PLAN, *RUNNER)
    assert found["distance_m"] == pytest.approx(15_000)
    assert found["samples"][-1]["distance_m"] == pytest.approx(15_000, abs=50)
    assert 0.5 < found["predicted"]["completion_frac"] <= 1
    figure = found["predicted"]["threshold_s"]
    assert figure["low"] <= figure["middle"] <= figure["high"]
    last = found["samples"][-1]
    assert last["heart_rate_bpm"] == pytest.approx(188 * last["heart_frac"])


def test_an_unknown_heart_rate_is_null(capsys: Capture) -> None:
    sample = data(capsys, PLAN, "--vdot", "48")["samples"][0]
    assert sample["heart_rate_bpm"] is None
    assert sample["heart_frac"] > 0.3


def test_heat_altitude_and_wind_slow_a_run_or_make_it_harder(capsys: Capture) -> None:
    mild = data(capsys, PLAN, *RUNNER)
    for hard in (
        ["--temp", "30", "--humidity", "60"],
        ["--altitude", "2000"],
        ["--headwind", "5"],
    ):
        slower = data(capsys, PLAN, *RUNNER, *hard)
        assert slower["duration_s"] > mild["duration_s"]
        kept = data(capsys, PLAN, *RUNNER, *hard, "--keep-pace")
        assert kept["duration_s"] == pytest.approx(mild["duration_s"])
        chances = [found["predicted"]["completion_frac"] for found in (kept, mild)]
        assert chances[0] < chances[1]


def test_a_recorded_course_slows_its_climbs(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "hills.tcx"
    path.write_bytes(recorded_run(parse("12km @5:00/km")))
    found = data(capsys, "12km @5:00/km", *RUNNER, "--course", str(path))
    samples = found["samples"]
    heights = {round(sample["altitude_m"]) for sample in samples}
    speeds = {round(sample["speed_mps"], 2) for sample in samples}
    assert max(heights) - min(heights) >= 5
    assert len(speeds) > 3
    efforts = [sample["effort_mps"] for sample in samples]
    assert efforts == pytest.approx([1000 / 300] * len(efforts))
    assert run(["simulate", PLAN, *RUNNER, "--course", str(path), "--altitude", "9"])
    assert "leave --altitude out" in capsys.readouterr().err


def test_what_stands_behind_the_figures_can_be_asked_for(capsys: Capture) -> None:
    assert "negsplit why simulate\n" in printed(capsys, PLAN, *RUNNER)
    assert run(["why", "simulate"]) == 0
    told = capsys.readouterr().out
    for word in ("D′ never reaches zero", "heuristic", "day to day"):
        assert word in " ".join(told.split())


def test_the_drawing_is_svg_that_can_be_read_aloud(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "run.svg"
    printed(capsys, PLAN, *RUNNER, "--svg", str(path))
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own bytes
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text is not None
    assert "15 km" in title.text
    assert root.get("role") == "img"
    assert len(root.findall(f"{SVG}polyline")) == 4
    assert len(root.findall(f"{SVG}polygon")) == 3
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for line in root.findall(f"{SVG}polyline") + root.findall(f"{SVG}polygon"):
        points = [
            map(float, pair.split(",")) for pair in line.get("points", "").split()
        ]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


def panel(title: str = "t") -> Panel:
    metres = np.linspace(10, 1000, 100)
    return Panel(title, metres, metres, None, 0.0, 1000.0, "{:.0f}".format)


def test_text_in_a_drawing_is_escaped() -> None:
    told = '<script>&"'
    drawing = svg_of((panel(told),), told, told, DistanceUnit.KM)
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own text
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts.count(told) == 3
    assert root.find(f".//{SVG}script") is None


def test_a_higher_value_is_drawn_higher() -> None:
    root = ElementTree.fromstring(  # noqa: S314 - our own text
        svg_of((panel(),), "a", "b", DistanceUnit.KM)
    )
    (line,) = root.findall(f"{SVG}polyline")
    ends = [pair.split(",") for pair in line.get("points", "").split()]
    assert float(ends[0][1]) > float(ends[-1][1])
    rising = drawn(np.linspace(0, 1, 2 * WIDTH), None, (0.0, 1.0), 4)
    assert rising[0].strip()[-1] != " "
    assert rising[0].startswith(" ")
    assert rising[-1].endswith(" ")


def test_dots_and_shade_lie_where_the_numbers_say() -> None:
    flat = np.full(2 * WIDTH, 1.0)
    band = np.zeros(WIDTH), np.full(WIDTH, 0.1)
    rows = drawn(flat, band, (0.0, 1.0), 4)
    # Both upper dots of every cell, U+2809; the shade in the lowest row alone.
    assert rows[0] == "⠉" * WIDTH
    assert rows[-1] == "░" * WIDTH
    assert rows[1].strip() == ""


def test_bins_are_means_and_a_ruler_marks_round_distances() -> None:
    edges = dot_edges(0.0, 120.0)
    assert len(edges) == 2 * WIDTH + 1
    metres = np.arange(0.5, 120.0)
    assert binned(metres, metres, edges) == pytest.approx(metres)
    line = ruler(0.0, 10_000.0, DistanceUnit.KM)
    assert line.split() == ["0", "2", "4", "6", "8", "10", "km"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((PLAN,), "--race"),
        ((PLAN, "--vdot", "50", "--temp", "86"), "temperature"),
        ((PLAN, "--vdot", "50", "--humidity", "170"), "humidity"),
        ((PLAN, "--vdot", "50", "--altitude", "8848"), "altitude"),
        (("lap easy", "--vdot", "50"), "lap button"),
        ((PLAN, "--vdot", "50", "--svg", "nowhere/run.svg"), "nowhere"),
    ],
)
def test_a_mistake_is_one_line(
    capsys: Capture,
    arguments: tuple[str, ...],
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["simulate", *arguments]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert word in told.err
