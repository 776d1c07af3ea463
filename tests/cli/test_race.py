"""``negsplit race`` as a runner types it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from negsplit.cli.program import run
from negsplit.formats import native

KNOWN = ["--race", "10k=45:00"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["race", *arguments]) == 0
    return capsys.readouterr().out


def test_a_race_is_planned_from_one_result(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "half 2027-04-18", *KNOWN)
    assert "Half marathon 2027-04-18, 21.1 km" in out
    assert "Halves" in out
    assert "Even effort:" in out
    assert "and no faster" in out


@pytest.mark.parametrize("target", ["1:42", "1:42:00", "1h42"])
@pytest.mark.parametrize("unit", ["km", "mi"])
def test_the_marks_add_up_to_the_target(
    capsys: pytest.CaptureFixture[str], target: str, unit: str
) -> None:
    out = printed(capsys, "half", *KNOWN, "--target", target, "--unit", unit, "--json")
    found = json.loads(out)
    assert found["finish_s"] == 6120
    assert sum(split["took_s"] for split in found["splits"]) == 6120
    assert found["splits"][-1]["clock_s"] == 6120


def route(path: Path, points: int = 250, tag: str = "rtept") -> Path:
    """Write a course without times: 10 km to the north, 50 m up and down again."""
    inner = "".join(
        f'<{tag} lat="{50 + 10_000 / 111_229 * at / (points - 1):.7f}" lon="8.0">'
        f"<ele>{50 - abs(at - points / 2) / points * 100:.2f}</ele></{tag}>"
        for at in range(points)
    )
    holder = f"<rte>{inner}</rte>"
    if tag == "trkpt":
        holder = f"<trk><trkseg>{inner}</trkseg></trk>"
    path.write_text(
        f'<?xml version="1.0"?><gpx version="1.1" creator="test" '
        f'xmlns="http://www.topografix.com/GPX/1/1">{holder}</gpx>'
    )
    return path


@pytest.mark.parametrize("tag", ["rtept", "trkpt"])
def test_a_course_without_times_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tag: str
) -> None:
    course = route(tmp_path / "city.gpx", tag=tag)
    out = printed(
        capsys, "10k", "--race", "5k=21:00", "--course", str(course), "--json"
    )
    found = json.loads(out)
    assert found["climb_m"] == pytest.approx(50, abs=4)
    first, last = found["splits"][1], found["splits"][-2]
    assert first["speed_mps"] < first["effort_mps"]
    assert last["speed_mps"] > last["effort_mps"]


def test_a_packed_course_is_read_whatever_it_is_called(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    packed = tmp_path / "city.bin"
    packed.write_bytes(gzip.compress(route(tmp_path / "city.gpx").read_bytes()))
    known = ["--race", "5k=21:00", "--course", str(packed), "--json"]
    assert json.loads(printed(capsys, "10k", *known))["climb_m"] > 40


def test_a_bold_target_is_called_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bold" in printed(capsys, "half", *KNOWN, "--target", "1:36")
    assert "bold" not in printed(capsys, "half", *KNOWN, "--target", "1:44")


def test_a_band_and_a_workout_are_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    band, workout = tmp_path / "band.html", tmp_path / "race.json"
    out = printed(
        capsys, "half", *KNOWN, "--band", str(band), "--workout", str(workout)
    )
    assert f"Written: {band}" in out
    page = band.read_text()
    assert page.count("<tr><td>") == 22
    assert "Half marathon in 1:4" in page
    planned = native.read(workout.read_bytes())
    assert len(tuple(planned.flat())) == 22


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["half"], "race result"),
        (["foo", *KNOWN], "not a distance"),
        (["100k", *KNOWN], "to 50 km"),
        (["half 2027-02-30", *KNOWN], "not a day of the calendar"),
        (["half", *KNOWN, "--target", "1:20"], "faster than your races say"),
        (["half", *KNOWN, "--target", "soon"], "soon"),
        (["half", *KNOWN, "--target", "1:45", "--chance", "50"], "either"),
        (["half", *KNOWN, "--humidity", "80"], "--temp"),
        (["half", *KNOWN, "--temp", "38", "--humidity", "80"], "called off"),
        (["half", *KNOWN, "--course", "nowhere.gpx"], "nowhere.gpx"),
    ],
)
def test_bad_input_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    assert run(["race", *arguments]) != 0
    told = capsys.readouterr()
    assert told.out == ""
    assert word in told.err
    assert told.err.count("\n") == 1
