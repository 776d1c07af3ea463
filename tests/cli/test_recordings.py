"""What ``show`` and ``verify`` say of files that hold several runs, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from multisport import CYCLING, DUATHLON, multisport
from negsplit.cli.program import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def duathlon(tmp_path: Path) -> Path:
    path = tmp_path / "duathlon.fit"
    path.write_bytes(multisport(DUATHLON))
    return path


def test_the_first_run_is_shown_unless_another_is_asked_for(
    capsys: Capture, duathlon: Path
) -> None:
    for options, number, metres in (([], 1, 4000), (["--part", "2"], 2, 2700)):
        assert run(["show", str(duathlon), "--json", *options]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["part"] == number
        assert found["summary"]["distance_m"] == pytest.approx(metres, rel=0.01)
        assert "2 x transition" in found["findings"][0]["message"]
    assert run(["show", str(duathlon), "--part", "3"]) == 1
    assert "2 runs; there is no run 3" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["show", "verify"])
def test_a_ride_is_said_to_be_one(
    command: str, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "ride.fit"
    path.write_bytes(multisport([(CYCLING, 1800, 7500)]))
    assert run([command, str(path)]) == 0
    assert "not a run: cycling" in " ".join(capsys.readouterr().out.split())


def test_the_zone_of_a_run_can_be_said(capsys: Capture, duathlon: Path) -> None:
    assert run(["show", str(duathlon), "--json", "--zone", "Asia/Kathmandu"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["started_at"].endswith("+05:45")
    assert (found["zone"], found["zone_source"]) == ("Asia/Kathmandu", "runner")
    assert run(["show", str(duathlon), "--zone", "Mars"]) == 1
    assert "is not a time zone; write Europe/Berlin" in capsys.readouterr().err


def test_where_a_runner_lives_is_said_once(
    capsys: Capture, tmp_path: Path, duathlon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGSPLIT_DIARY", str(tmp_path / "diary"))
    assert run(["import", str(duathlon)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "2 runs don't say where it was" in told
    assert "1 files in" in told
    assert run(["diary", "zone", "Asia/Tokyo"]) == 0
    assert run(["diary", "note", "1", "--zone", "+01:00", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Asia/Tokyo")
    assert json.loads(out.partition("\n")[2])["zone_source"] == "runner"
    assert run(["runs", "--json", "--oldest"]) == 0
    rows = [one["run"] for one in json.loads(capsys.readouterr().out)["runs"]]
    assert [row["started_at"][-6:] for row in rows] == ["+01:00", "+09:00"]
