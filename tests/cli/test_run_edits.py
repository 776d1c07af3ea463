"""``negsplit runs edit`` and ``negsplit runs add``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import same_run
from negsplit.cli.program import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_DIARY", "diary")
    Path("run.fit").write_bytes(same_run.as_fit(1200))
    assert run(["import", "run.fit", "--jobs", "1"]) == 0
    capsys.readouterr()


def printed(capsys: Capture, *words: str) -> str:
    code = run(["runs", *words])
    told = capsys.readouterr()
    assert code == 0, told.err
    return told.out


@pytest.mark.parametrize("action", ["edit", "add"])
def test_each_action_has_examples_and_json(capsys: Capture, action: str) -> None:
    told = printed(capsys, action, "--help")
    assert f"\n      negsplit runs {action}" in told
    assert "--json" in told


def test_an_edit_is_made_shown_and_undone(capsys: Capture) -> None:
    before = json.loads(printed(capsys, "edit", "1", "--json"))
    assert before["edits"] == []
    told = printed(capsys, "edit", "1", "--cut", "5:00-10:00")
    assert "1  Cut out: 5:00 to 10:00 (20" in told
    after = json.loads(printed(capsys, "edit", "1", "--undo", "1", "--json"))
    assert after["run"] == before["run"]
    assert after["edits"][0]["undone_at"] is not None


def test_a_race_is_named_as_one(capsys: Capture) -> None:
    assert "race" not in printed(capsys)
    printed(capsys, "edit", "1", "--race")
    assert "race" in printed(capsys)
    assert "race" in printed(capsys, "1")


def test_a_second_part_is_named(capsys: Capture) -> None:
    assert "The second part is run 2." in printed(
        capsys, "edit", "1", "--split", "10:00"
    )
    assert "2 runs" in printed(capsys)


def test_a_run_is_typed_in_and_found(capsys: Capture) -> None:
    told = printed(
        capsys, "add", "2026-06-05 07:00", "10km", "52:30", "--zone", "Asia/Tokyo",
        "--name", "Belt",
    )  # fmt: skip
    assert told == "Run 2 of 2026-06-05 07:00 is in the diary.\n"
    (found,) = json.loads(printed(capsys, "Belt", "--json"))["runs"]
    assert found["run"]["distance_m"] == pytest.approx(10_000, rel=1e-3)
    assert "only its totals are known" in printed(capsys, "2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["edit", "9"], "run 9"),
        (["edit", "1", "--undo", "4"], "edit 4"),
        (["edit", "1", "--cut", "5:00"], "12:00-25:30"),
        (["edit", "1", "--race", "--from", "1:00"], "one correction at a time"),
        (["edit", "1", "--distance", "1000km"], "times"),
        (["edit", "1", "--merge", "1", "--take", "power"], "from itself"),
        (["add", "soon", "10km", "50:00"], "2026-06-04 21:30"),
        (["add", "2026-06-05 07:00", "10km", "5:00"], "not a run"),
        (["add", "2026-06-05 07:00", "10km", "50:00", "--hr", "high"], "152"),
    ],
)
def test_a_mistake_is_one_line(capsys: Capture, words: list[str], told: str) -> None:
    assert run(["runs", *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert told in said.err
