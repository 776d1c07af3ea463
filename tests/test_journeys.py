"""The journeys of a runner, through the command line, as a new user types them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from negsplit import formats
from negsplit.cli import COMMANDS, help_text
from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.notation import parse

Capture = pytest.CaptureFixture[str]
JSON_FIELDS = Path(__file__).parents[1] / "docs" / "json.md"
RUNNER = ["--race", "half=1:35:00", "--hr-max", "188", "--hr-rest", "50"]
PLAN = "5km @5:50>4:57/km, 5km @4:57>4:41/km, 5km @4:41>4:24/km"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path / "home"))


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A synthetic run of the plan, on disk."""
    path = tmp_path / "run.tcx"
    path.write_bytes(recorded_run(parse(PLAN)))
    return path


def typed(*arguments: object) -> int:
    return run([str(argument) for argument in arguments])


def printed(capsys: Capture, *arguments: object) -> str:
    assert typed(*arguments) == 0
    return capsys.readouterr().out


def data_of(capsys: Capture, *arguments: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(printed(capsys, *arguments, "--json"))
    return found


def test_the_demo_goes_round_the_loop_and_leaves_its_files(capsys: Capture) -> None:
    told = printed(capsys, "demo")
    assert "synthetic" in told
    for word in ("VDOT 47.9", "Threshold", "Yes, you progressed", "Target held"):
        assert word in told
    assert formats.read(Path("negsplit-demo/run.tcx").read_bytes()).laps
    assert Path("negsplit-demo/threshold.fit").read_bytes()[8:12] == b".FIT"


def test_the_demo_can_be_run_twice(capsys: Capture) -> None:
    assert printed(capsys, "demo") == printed(capsys, "demo")


def test_a_design_goes_to_the_watch_and_comes_back_as_a_verdict(
    capsys: Capture, recorded: Path
) -> None:
    designed = data_of(capsys, "design", "threshold", "15km", *RUNNER)
    Path("plan.txt").write_text(str(designed["notation"]), encoding="utf-8")
    assert typed("export", "plan.txt", "--to", "fit", "--out", "plan.fit") == 0
    capsys.readouterr()
    verdict = data_of(
        capsys,
        "verify",
        recorded,
        "--workout",
        "plan.fit",
        "--goal",
        "threshold",
        *RUNNER,
    )
    shape, dose = verdict["shape"], verdict["dose"]
    assert isinstance(shape, dict)
    assert isinstance(dose, dict)
    assert shape["is_progression"] == "yes"
    assert dose["reached"] == "yes"
    assert dose["goal"] == "threshold"


def test_the_best_hold_is_told_with_its_limit_and_neighbours(capsys: Capture) -> None:
    told = printed(capsys, "design", "vo2max", "45min", *RUNNER, "--hold", "best")
    assert re.search(r"Best hold: \d+ min", told)
    for word in ("what keeps it from being longer", "instead: dose −", "30-30", "4x4"):
        assert word in told
    assert max(len(line) for line in told.splitlines()) <= 80


def test_a_saved_workout_is_used_by_its_name(capsys: Capture, recorded: Path) -> None:
    printed(capsys, "save", "sunday", PLAN)
    assert "sunday" in printed(capsys, "forms")
    assert "4:41/km" in printed(capsys, "form", "sunday")
    told = printed(capsys, "verify", recorded, "--workout", "sunday")
    assert "Target held" in told


def test_a_saved_name_needs_no_quotes(capsys: Capture) -> None:
    for name in ("../up", "a/b", "", ".hidden", "x" * 80):
        assert typed("save", name, "5km easy") == 1
        assert "is no name" in capsys.readouterr().err


def test_a_built_in_name_cannot_be_taken(capsys: Capture) -> None:
    assert typed("save", "thirds", "5km easy") == 1
    assert "built-in" in capsys.readouterr().err


def test_an_unknown_form_names_the_nearest(capsys: Capture) -> None:
    assert typed("form", "thrids", "50min") == 1
    assert "did you mean thirds?" in capsys.readouterr().err


def test_why_shows_both_sides_of_a_disagreement(capsys: Capture) -> None:
    told = " ".join(printed(capsys, "why", "vo2max").split())
    assert "The article: Four times four minutes raised VO2max by 13 %" in told
    assert "The literature: The paper's abstract says 7.2 %" in told


def test_why_finds_an_author(capsys: Capture) -> None:
    assert "G. P. Millet" in printed(capsys, "why", "millet")


def test_why_about_nothing_says_where_to_look(capsys: Capture) -> None:
    assert typed("why", "moonlight") == 1
    assert "negsplit why lists it" in capsys.readouterr().err


@pytest.mark.parametrize("unit", ["km", "mi"])
def test_show_speaks_the_runners_unit(
    capsys: Capture, recorded: Path, unit: str
) -> None:
    told = printed(capsys, "show", recorded, "--unit", unit)
    assert f"/{unit}" in told
    other = "mi" if unit == "km" else "km"
    assert f"/{other}" not in told


def test_pages_fit_eighty_columns(
    capsys: Capture, recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = printed(capsys, "verify", recorded, "--workout", PLAN, *RUNNER)
    told += printed(capsys, "show", recorded, *RUNNER)
    assert max(len(line) for line in told.splitlines()) <= 80


def test_a_run_stopped_early_is_told_kindly(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "short.tcx"
    path.write_bytes(recorded_run(parse("5km @5:50>4:57/km, 5km @4:57>4:41/km")))
    told = printed(
        capsys, "verify", path, "--workout", PLAN, "--stopped", "felt off", *RUNNER
    )
    assert "felt off" in told
    assert "good judgement" in " ".join(told.split())


ZIP = b"PK\x03\x04" + bytes(30)
BAD_FILES = {
    "empty.fit": (b"", "empty"),
    "page.gpx": (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    "archive.fit": (ZIP, "zip"),
    "noise.tcx": (bytes(range(256)), "FIT, TCX or GPX"),
    "route.gpx": (
        b'<gpx><rte><rtept lat="1" lon="2"></rtept></rte></gpx>',
        "route",
    ),
}


@pytest.mark.parametrize("command", ["show", "verify"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_that_names_it(
    capsys: Capture, tmp_path: Path, command: str, name: str
) -> None:
    content, word = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    assert typed(command, tmp_path / name) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert name in told.err
    assert word in told.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["show", "nowhere.fit"], "nowhere.fit"),
        (["show", "."], "folder"),
        (["paces", "--race", "half=1:75:00"], "1:75:00"),
        (["paces", "--race", "half"], "NAME=TIME"),
        (["paces", "--vdot", "500"], "500"),
        (["design", "threshold", "15"], "15"),
        (["design", "vo2max", "20min", "--vdot", "30", "--hold", "15min"], "30 min"),
        (["design", "nonsense", "15km"], "nonsense"),
        (["export", "10m easy", "--to", "fit"], "10min"),
        (["export", "5km @4:75/km", "--to", "fit"], "4:75"),
        (["nonsense"], "nonsense"),
        (["verify"], "RUN"),
    ],
)
def test_a_mistake_is_one_line_on_stderr_and_exit_code_1(
    capsys: Capture, arguments: list[str], word: str
) -> None:
    assert typed(*arguments) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("negsplit: ")
    assert told.err.count("\n") == 1
    assert word in told.err
    assert not any(Path().glob("*.fit"))


def fields(found: object) -> Iterator[str]:
    if isinstance(found, dict):
        yield from found
        for value in found.values():
            yield from fields(value)
    elif isinstance(found, list):
        for value in found:
            yield from fields(value)


def test_every_field_of_json_is_documented(capsys: Capture, recorded: Path) -> None:
    documented = set(re.findall(r"`(?:[\w]+\.)*(\w+)`", JSON_FIELDS.read_text("utf-8")))
    plan = "wu 1km easy, 6x1km @4:30/km R 2min jog"
    club = '[[runner]]\nname = "Ann"\nvdot = 48.5\n'
    Path("club.toml").write_text(club, encoding="utf-8")
    for arguments in (
        ["paces", *RUNNER],
        ["forms"],
        ["form", "thirds", "50min", *RUNNER],
        ["design", "vo2max", "12km", *RUNNER],
        ["design", "vo2max", "45min", *RUNNER, "--hold", "best"],
        ["simulate", PLAN, *RUNNER],
        ["export", "5km @4:00/km, lap easy", "--to", "zwo", "--out", "x.zwo"],
        ["show", str(recorded), *RUNNER],
        ["verify", str(recorded), "--workout", PLAN, *RUNNER],
        ["verify", str(recorded), "--workout", plan, "--stopped", "tired"],
        ["why"],
        ["import", str(recorded)],
        ["diary", "check"],
        ["diary", "note", "1", "--felt", "6"],
        ["diary", "export", "backup.zip"],
        ["runs"],
        ["runs", "1"],
        ["history"],
        ["save", "tuesday", PLAN],
        ["goal", "5k under 20:00 by 2027-04-18", *RUNNER, "--on", "2026-11-22"],
        ["goal", "first half marathon on 2027-04-18", "--on", "2026-11-22"],
        ["plan", "5k under 20:00 by 2027-04-18", *RUNNER, "--on", "2026-11-22"],
        ["plan", "--out", "files", "--on", "2026-11-22"],
        ["plan", "--why", "2027-04-18"],
        ["today", "--on", "2027-01-03"],
        ["adapt", "--on", "2026-12-03", "--ill", "2026-12-03..2026-12-08"],
        ["adapt", "--on", "2026-12-03", "--race", "5k=20:30"],
        ["squad", "thirds 45min", "club.toml"],
    ):
        found: object = json.loads(printed(capsys, *arguments, "--json"))
        assert set(fields(found)) <= documented, arguments


def test_every_command_that_answers_has_json(capsys: Capture) -> None:
    for name in set(COMMANDS) - {"demo", "serve"}:
        assert "--json" in printed(capsys, name, "--help")


def test_help_names_every_command_and_each_has_an_example(capsys: Capture) -> None:
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", help_text(), re.MULTILINE)
        assert f"\n      negsplit {name}" in printed(capsys, name, "--help")


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command loads in a fresh interpreter."""
    code = (
        "import sys; from negsplit.cli import main\n"
        f"sys.argv = ['negsplit', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n'.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(ran.stderr.split())


def test_help_loads_neither_numpy_nor_rich_nor_click() -> None:
    assert not {"numpy", "rich", "click"} & imported("--help")


@pytest.mark.parametrize(
    "arguments",
    [
        ["paces", "--race", "half=1:12:29"],
        ["design", "threshold", "15km", "--vdot", "50"],
        ["export", "5km @4:00/km", "--to", "fit", "--out", "x.fit"],
    ],
)
def test_pages_without_a_recording_load_neither_numpy_nor_rich(
    arguments: list[str],
) -> None:
    assert not {"numpy", "rich"} & imported(*arguments)
