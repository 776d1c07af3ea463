"""The pages of a run: what they say of odd runs, and that they always can."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from negsplit.cli.program import run as typed

Capture = pytest.CaptureFixture[str]
TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def tcx(pieces: list[tuple[int, float]], *, altitude: bool = False) -> bytes:
    """A TCX run of pieces of seconds and m/s, one sample a second and a lap each."""
    laps, second, place = [], 0, 0.0
    for seconds, speed in pieces:
        points = []
        for _ in range(seconds + 1):
            height = "<AltitudeMeters>300</AltitudeMeters>" if altitude else ""
            points.append(
                f"<Trackpoint><Time>{clock(second)}</Time>{height}"
                f"<DistanceMeters>{place:.2f}</DistanceMeters></Trackpoint>"
            )
            second, place = second + 1, place + speed
        second, place = second - 1, place - speed
        laps.append(
            f'<Lap StartTime="{clock(second - seconds)}"><TotalTimeSeconds>{seconds}'
            f"</TotalTimeSeconds><Track>{''.join(points)}</Track></Lap>"
        )
    return (
        f'<TrainingCenterDatabase xmlns="{TCX}"><Activities><Activity Sport="Running">'
        f"<Id>{clock(0)}</Id>{''.join(laps)}</Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def clock(second: int) -> str:
    hours, rest = divmod(second, 3600)
    return f"2026-05-01T{6 + hours:02d}:{rest // 60:02d}:{rest % 60:02d}Z"


def page(capsys: Capture, path: Path, data: bytes, *arguments: str) -> str:
    """The page that a command prints, on one line with single blanks."""
    path.write_bytes(data)
    command, *options = arguments
    assert typed([command, str(path), *options]) == 0
    return " ".join(capsys.readouterr().out.replace("│", " ").split())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.tcx"


BUILD = [(900, 2.9), (900, 3.3), (900, 3.8)]


def test_a_recording_of_a_few_seconds_of_standing_is_refused_in_one_line(
    capsys: Capture, path: Path
) -> None:
    path.write_bytes(tcx([(3, 0.0)]))
    assert typed(["show", str(path)]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "nobody moves" in told.err


@pytest.mark.parametrize("why", ["[/x]", "[bold]hot[/bold]"])
def test_the_reason_of_a_stop_is_printed_as_it_was_typed(
    capsys: Capture, path: Path, why: str
) -> None:
    options = ["--goal", "base", "--stopped", why]
    assert f"'{why}'" in page(capsys, path, tcx(BUILD), "verify", *options)


def test_a_terminal_without_braille_gets_a_page_and_no_traceback(path: Path) -> None:
    path.write_bytes(tcx(BUILD))
    ran = subprocess.run(
        [sys.executable, "-m", "negsplit", "show", str(path)],
        env={"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"it lifted" in ran.stdout
