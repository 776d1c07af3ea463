from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.cli.lactate_chart import chart_lines
from negsplit.cli.program import run as typed
from negsplit.drawings.lactate_picture import lactate_drawing
from negsplit.drawings.lactate_run import LactateRun, lactate_run, told
from negsplit.notation import parse
from negsplit.runner import Runner
from negsplit.simulate import Settings, simulate
from negsplit.units import DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI
RUNNER = Runner.of(Athlete(races=(Race(21097.5, 5700.0),)))
BUILDING = "5km @5:50>4:57/km, 5km @4:57>4:41/km, 5km @4:41>4:24/km"
REPEATS = "wu 2km easy, 4x1km @4:05/km R 2min jog, cd 1km easy"


def picture(plan: str) -> LactateRun:
    workout = parse(plan)
    return lactate_run(simulate(workout, RUNNER, settings=Settings(members=2)), workout)


@pytest.fixture(scope="module")
def building() -> LactateRun:
    return picture(BUILDING)


@pytest.fixture(scope="module")
def repeats() -> LactateRun:
    return picture(REPEATS)


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<svg>{text}</svg>")  # noqa: S314 - our own text


def columns_of(line: str) -> str:
    return line[11:]


def test_a_run_that_builds_has_the_three_phases_of_the_article(
    building: LactateRun,
) -> None:
    assert [part.name for part in building.parts] == ["warm-up", "build", "target"]
    ends_m = [building.distance_m[part.stretches[0][1] - 1] for part in building.parts]
    # A cell is about a second, which is under 5 m.
    assert ends_m == pytest.approx([5000, 10_000, 15_000], abs=5)


def test_several_steps_in_the_middle_are_one_build() -> None:
    found = picture("2km easy, 2km @5:10/km, 2km @4:50/km, 10min @4:30/km")
    assert [part.name for part in found.parts] == ["warm-up", "build", "target"]
    build = found.parts[1].stretches
    assert len(build) == 1
    assert found.distance_m[build[0][1] - 1] == pytest.approx(6000, abs=5)


def test_a_run_that_does_not_build_is_named_by_its_effort(repeats: LactateRun) -> None:
    easy, hard = repeats.parts
    assert (easy.name, hard.name) == ("easy", "hard")
    assert len(hard.stretches) == 4
    assert len(easy.stretches) == 5
    for start, end in hard.stretches:
        assert repeats.effort_mps[start:end].min() >= repeats.curve.second_mps
    assert [part.name for part in picture("8km easy").parts] == ["easy"]


def test_the_parts_cover_the_run_without_a_gap(
    building: LactateRun, repeats: LactateRun
) -> None:
    for found in (building, repeats):
        stretches = sorted(s for part in found.parts for s in part.stretches)
        assert stretches[0][0] == 0
        assert stretches[-1][1] == len(found.distance_m)
        assert all(a[1] == b[0] for a, b in pairwise(stretches))


def test_a_step_that_waits_for_the_lap_button_takes_no_part() -> None:
    found = picture("2km easy, lap easy, 2km @4:50/km")
    assert len(found.parts) == 2
    assert found.distance_m[found.parts[0].stretches[0][1] - 1] == pytest.approx(
        2000, abs=5
    )


def test_faster_lies_to_the_right_and_more_lactate_higher(building: LactateRun) -> None:
    assert float(building.across(4.0)) > float(building.across(3.5))
    assert float(building.up(4.0)) > float(building.up(2.0)) > 0
    speeds, lactates = building.curve_points()
    assert np.all(np.diff(speeds) > 0)
    assert np.all(np.diff(lactates) > 0)
    # By the curve's definition: 2 and 4 mmol/l at the thresholds.
    at = np.interp(
        [building.curve.first_mps, building.curve.second_mps], speeds, lactates
    )
    assert at == pytest.approx([2, 4], abs=0.01)


def test_a_slow_build_stays_just_below_the_curve(building: LactateRun) -> None:
    # Lactate follows within minutes, so that the run lags behind what would settle.
    speeds, lactates = building.curve_points()
    settled = np.interp(building.effort_mps, speeds, lactates)
    behind = settled - building.lactate_mmol_l
    late = building.distance_m > 5000
    assert np.all(behind[late] > 0)
    assert np.all(behind[late] < 0.6)


def test_all_of_the_run_and_both_thresholds_are_in_the_picture(
    building: LactateRun, repeats: LactateRun
) -> None:
    for found in (building, repeats):
        assert found.slow_mps < found.curve.first_mps
        assert found.fast_mps > found.curve.second_mps
        assert found.fast_mps > found.effort_mps.max()
        assert found.top_mmol_l > max(found.lactate_mmol_l.max(), 4)


def test_a_pause_does_not_squeeze_the_picture_and_much_walking_is_in_it() -> None:
    walking_mps = 1000 / 900
    paused = picture("8km easy, 20s @15:00/km, 4km @T")
    assert paused.slow_mps > 2 * walking_mps
    walked = picture("20min @15:00/km, 30min @T")
    assert walked.slow_mps < walking_mps
    assert max(len(line) for line in chart_lines(paused, KM)) <= 80


def test_the_chart_fits_the_screen_and_shows_every_part(building: LactateRun) -> None:
    lines = list(chart_lines(building, KM))
    assert max(len(line) for line in lines) <= 80
    for number, word in enumerate(("warm-up", "build", "target"), start=1):
        assert sum(f"{number} {word}: " in line for line in lines) == 1
        assert any(str(number) in columns_of(line) for line in lines[1:13])
    # The numbers climb with the run, from left to right.
    places = {
        digit: (row, columns_of(line).index(digit))
        for row, line in enumerate(lines[1:13])
        for digit in "123"
        if digit in columns_of(line)
    }
    assert places["1"][1] < places["2"][1] < places["3"][1]
    assert places["1"][0] >= places["2"][0] >= places["3"][0]


def test_both_thresholds_stand_where_the_chart_says(building: LactateRun) -> None:
    lines = list(chart_lines(building, KM))
    top = columns_of(lines[1])
    marks = [match.start() for match in re.finditer("┊", top)]
    names = next(columns_of(line) for line in lines if "LT1 " in line and "LT2" in line)
    assert [names.index("LT1") + 1, names.index("LT2") + 1] == marks
    assert "/mi" in "\n".join(chart_lines(building, MI))


def test_the_chart_holds_as_many_rows_for_repeats_as_there_are_names(
    repeats: LactateRun,
) -> None:
    lines = list(chart_lines(repeats, KM))
    told_of = [line.split()[1] for line in lines if "lactate " in line and ": " in line]
    assert told_of == ["easy:", "hard:"]
    assert any("2 hard: 4 stretches, 2 to " in line for line in lines)


def test_what_is_told_of_a_part_is_what_the_run_does(building: LactateRun) -> None:
    start, end = building.parts[1].stretches[0]
    first, last = building.lactate_mmol_l[start], building.lactate_mmol_l[end - 1]
    expected = f"build: 5 to 10 km, lactate {first:.1f} to {last:.1f} mmol/l"
    assert told(building, building.parts[1], KM) == expected
    assert "3.11 to 6.21 mi" in told(building, building.parts[1], MI)


def points_of(drawing: str, kind: str) -> list[list[tuple[float, float]]]:
    found = re.findall(rf'class="{kind}[^"]*" points="([^"]+)"', drawing)
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]
        for text in found
    ]


def test_the_drawing_shows_the_path_part_by_part(building: LactateRun) -> None:
    drawing = lactate_drawing(building, KM)
    text = "\n".join(drawing.lines)
    root = read(text)
    paths = points_of(text, "path p")
    assert len(paths) == 3
    assert all(78 <= x <= 704 and 52 <= y <= 332 for path in paths for x, y in path)
    # From left to right and upwards, one part after the other.
    assert paths[0][0][0] < paths[1][0][0] < paths[2][0][0]
    assert paths[0][0][1] > paths[1][0][1] > paths[2][0][1]
    words = " ".join(node.text or "" for node in root.iter("text"))
    for word in ("warm-up: 0 to 5 km", "LT1", "LT2", "per km", "easy", "moderate"):
        assert word in words


def test_parts_are_told_apart_by_numbers_and_not_by_colour_alone(
    repeats: LactateRun,
) -> None:
    text = "\n".join(lactate_drawing(repeats, KM).lines)
    for number in "12":
        # On the path and in the list below it.
        assert len(re.findall(rf'class="number"[^>]*>{number}<', text)) == 2
    assert len(points_of(text, "path p1")) == 4
    # Every stretch but the first is joined to the one before it.
    assert len(points_of(text, "hair")) == 8


def test_the_arrow_points_the_way_the_run_goes(
    building: LactateRun, repeats: LactateRun
) -> None:
    turns = []
    for found in (building, repeats):
        text = "\n".join(lactate_drawing(found, KM).lines)
        match = re.search(r"rotate\((-?\d+)\)", text)
        assert match is not None
        turns.append(int(match[1]))
    # Upwards to the right at the end of a build; straight down in a cool-down.
    assert -90 < turns[0] < 0
    assert turns[1] == pytest.approx(90, abs=5)


def test_the_drawing_has_colours_for_the_dark(building: LactateRun) -> None:
    drawing = lactate_drawing(building, KM)
    for number in range(3):
        light = re.search(rf"\.p{number}{{stroke:(#\w+)}}", drawing.style)
        dark = re.search(rf"\.p{number}{{stroke:(#\w+)}}", drawing.style_dark)
        assert light is not None
        assert dark is not None
        assert light[1] != dark[1]


@settings(max_examples=25)
@given(st.floats(2.6, 5.2), st.floats(2.6, 5.2), st.floats(300, 4000))
def test_any_two_steps_make_a_picture(
    first_mps: float, second_mps: float, length_m: float
) -> None:
    paces = (
        f"{1000 / v // 60:.0f}:{1000 / v % 60:02.0f}" for v in (first_mps, second_mps)
    )
    plan = ", ".join(
        f"{length_m:.0f}m @{pace}/km" for pace in paces if ":60" not in pace
    )
    if not plan:
        return
    found = picture(plan)
    assert max(len(line) for line in chart_lines(found, KM)) <= 80
    assert len(read("".join(lactate_drawing(found, KM).lines))) > 10


def test_simulate_shows_the_picture_on_the_page_and_in_the_drawing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "run.svg"
    options = ["--race", "half=1:35:00", "--svg", str(path)]
    assert typed(["simulate", BUILDING, *options]) == 0
    page = capsys.readouterr().out
    assert "3 target: 10 to 15 km, lactate" in page
    drawing = path.read_text("utf-8")
    root = read(drawing)[0]
    assert "target: 10 to 15 km" in drawing
    assert "prefers-color-scheme:dark" in drawing
    height = float(root.attrib["viewBox"].split()[3])
    # The last line of the picture is inside the paper.
    moved = re.search(r"translate\(0 (\d+)\)", drawing)
    assert moved is not None
    lowest = max(float(y) for y in re.findall(r'<text x="[^"]+" y="([\d.]+)"', drawing))
    assert float(moved[1]) + lowest > height / 2
    assert int(moved[1]) < height
