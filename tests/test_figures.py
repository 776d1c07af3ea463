"""No number is shown to a runner that no claim stands behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from negsplit.cli import COMMANDS
from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.evidence.figures import FIGURES
from negsplit.evidence.registry import CLAIMS
from negsplit.notation import parse

Capture = pytest.CaptureFixture[str]
RUNNER = ["--race", "half=1:35:00", "--hr-max", "188", "--hr-rest", "50"]
PLAN = "5km @5:50>4:57/km, 5km @4:57>4:41/km, 5km @4:41>4:24/km"
REPS = "wu 1km easy, 6x1km @4:30/km R 2min jog"
LOOP = "3km @5:30/km"
TEST = ["12km/h=1@140", "13km/h=1.1@150", "14km/h=1.6", "15km/h=3", "16km/h=6"]
ON = ["--on", "2026-11-22"]
ILL = ["--on", "2026-12-03", "--ill", "2026-12-03..2026-12-08"]
CLUB = '[[runner]]\nname = "Ann"\nvdot = 48.5\n'
# Commands whose figures are counts of files and bytes, or who have none.
WITHOUT_FIGURES = {"demo", "diary", "import", "save", "serve", "why"}
FROM_THE_DIARY = {"runs", "history"}
# What each command is asked, so that every figure it has is seen.
ASKED: dict[str, list[list[str]]] = {
    "paces": [["--age", "40", *RUNNER]],
    "forms": [[]],
    "form": [["thirds", "50min", *RUNNER]],
    "design": [
        ["vo2max", "12km", *RUNNER],
        ["vo2max", "45min", *RUNNER, "--hold", "best"],
    ],
    "simulate": [[PLAN, *RUNNER]],
    "export": [["5km @4:00/km, lap easy", "--to", "zwo", "--out", "x.zwo"]],
    "show": [["run.tcx", *RUNNER]],
    "runs": [[], ["1", *RUNNER]],
    "shoes": [["Blues", "--add", "--used", "120km"]],
    "history": [[]],
    "verify": [
        ["run.tcx", "--workout", PLAN, "--goal", "threshold", *RUNNER],
        ["reps.tcx", "--workout", REPS],
    ],
    "race": [["half", *RUNNER], ["10k", *RUNNER, "--temp", "24", "--target", "42:30"]],
    "calibrate": [["run.tcx", "reps.tcx", "loop.tcx"]],
    "lactate": [[*TEST, *RUNNER]],
    "goal": [
        ["5k under 20:00 by 2027-04-18", *RUNNER, *ON],
        ["first half marathon on 2027-04-18", *ON],
        ["build a base until 2027-04-18", *ON],
    ],
    "plan": [
        ["5k under 20:00 by 2027-04-18", *RUNNER, *ON],
        ["--why", "2027-04-18"],
        ["--out", "files", *ON],
    ],
    "today": [["--on", "2027-01-03"]],
    "squad": [["thirds 45min", "club.toml"]],
    "adapt": [[*ILL, "--race", "5k=20:30"]],
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path / "home"))
    Path("club.toml").write_text(CLUB, encoding="utf-8")
    for name, plan in (("run", PLAN), ("reps", REPS), ("loop", LOOP)):
        Path(f"{name}.tcx").write_bytes(recorded_run(parse(plan)))


def figures_in(found: object, name: str = "") -> Iterator[str]:
    """Yield the name of every number, each under the nearest name above it."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from figures_in(value, key)
    elif isinstance(found, list):
        for value in found:
            yield from figures_in(value, name)
    elif isinstance(found, (int, float)) and not isinstance(found, bool):
        yield name


def shown(capsys: Capture, command: str) -> set[str]:
    seen: set[str] = set()
    if command in FROM_THE_DIARY:
        assert run(["import", "run.tcx", "reps.tcx", "loop.tcx"]) == 0
        capsys.readouterr()
    if command in {"today", "adapt"}:
        assert run(["plan", *ASKED["plan"][0]]) == 0
        capsys.readouterr()
    for arguments in ASKED[command]:
        assert run([command, *arguments, "--json"]) == 0
        seen |= set(figures_in(json.loads(capsys.readouterr().out)))
    return seen


def behind(command: str) -> set[str]:
    return {field for figures in FIGURES[command] for field in figures.fields}


def test_every_command_with_figures_says_what_stands_behind_them() -> None:
    assert set(COMMANDS) <= WITHOUT_FIGURES | set(FIGURES)
    assert set(FIGURES) == set(ASKED)


@pytest.mark.parametrize("command", ASKED)
def test_every_number_that_is_shown_has_a_claim_behind_it(
    capsys: Capture, command: str
) -> None:
    seen = shown(capsys, command)
    assert seen
    assert seen <= behind(command)


@pytest.mark.parametrize("command", ASKED)
def test_nothing_is_claimed_of_a_number_that_is_never_shown(command: str) -> None:
    documented = (Path(__file__).parents[1] / "docs" / "json.md").read_text("utf-8")
    for field in behind(command):
        assert f"{field}`" in documented


def test_every_figure_rests_on_a_claim_of_the_registry() -> None:
    for output in FIGURES.values():
        for figures in output:
            assert figures.claims
            assert set(figures.claims) <= set(CLAIMS)


def test_no_figure_of_an_output_is_named_twice() -> None:
    for output in FIGURES.values():
        named = [field for figures in output for field in figures.fields]
        assert len(named) == len(set(named))


@pytest.mark.parametrize("command", ASKED)
def test_why_answers_for_every_output(capsys: Capture, command: str) -> None:
    assert run(["why", command]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for figures in FIGURES[command]:
        for claim in figures.claims:
            assert claim.text in told or f"As above: {claim.text[:30]}" in told
    assert run(["why", command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["figures"]
    assert [item["told"] for item in found] == [f.told for f in FIGURES[command]]


def test_why_answers_for_a_single_figure(capsys: Capture) -> None:
    assert run(["why", "completion_frac"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "completed if D′ never reaches zero" in told
    assert "heuristic" in told
