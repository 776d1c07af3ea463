"""``negsplit diary``: check, export, note, delete."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import exports
import same_run
from negsplit import formats
from negsplit.cli.program import run
from negsplit.diary import Diary, check
from negsplit.formats import native
from negsplit.notation import parse
from negsplit.recording import Format
from negsplit.store.records import RunFilter, RunRow

Capture = pytest.CaptureFixture[str]
EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_DIARY", str(tmp_path / "diary"))


def typed(*arguments: object) -> int:
    return run([str(argument) for argument in arguments])


@pytest.fixture
def imported(capsys: Capture) -> dict[str, bytes]:
    """Files that are in the diary."""
    files = {
        "0.fit": exports.fit_of(0),
        "1.fit": exports.fit_of(1),
        "2.tcx": same_run.as_tcx(exports.SECONDS).replace(b"2024-03-22", b"2024-04-22"),
    }
    exports.write_all(Path("in"), files)
    Path("apple.zip").write_bytes(exports.zipped(exports.apple()))
    # One worker, so that runs are numbered in the order of their names.
    assert typed("import", "in", "apple.zip", "--jobs", "1") == 0
    capsys.readouterr()
    return files


def printed(capsys: Capture, *arguments: object) -> str:
    assert typed(*arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "export", "salvage", "note", "delete"])
def test_every_command_has_an_example_and_json(capsys: Capture, command: str) -> None:
    told = printed(capsys, "diary", command, "--help")
    assert f"\n      negsplit diary {command}" in told
    assert "--json" in told
    assert r"\b" not in told


def test_a_sound_diary_is_whole(capsys: Capture, imported: dict[str, bytes]) -> None:
    del imported
    assert "whole" in printed(capsys, "diary", "check")
    assert json.loads(printed(capsys, "diary", "check", "--json"))["problems"] == []


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("UPDATE original SET bytes = x'00' WHERE run = 2", "original is not"),
        ("UPDATE run SET digest = 'x' WHERE id = 2", "original is not"),
        ("UPDATE streams SET samples = x'01' WHERE run = 2", "samples cannot"),
        ("UPDATE streams SET marks = '{}' WHERE run = 2", "samples cannot"),
        ("UPDATE features SET body = x'01' WHERE run = 2", "features cannot"),
        ("DELETE FROM original WHERE run = 2", "original are missing"),
        ("DELETE FROM features WHERE run = 2", "features are missing"),
        ("DROP INDEX run_by_start", "tables are not"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM run WHERE id = 2", "belongs to nothing"),
    ],
)
def test_every_kind_of_damage_is_found(
    capsys: Capture, imported: dict[str, bytes], sql: str, word: str
) -> None:
    del imported
    with Diary.open(Path("diary")) as diary:
        diary.connection.executescript(sql)
    assert typed("diary", "check") == 1
    told = capsys.readouterr()
    assert word in told.out
    assert told.err.count("\n") == 1


def test_flipped_bytes_in_the_file_are_found(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    del imported
    whole = Path("diary").read_bytes()
    # Almost all that is not zero is a blob, and each of these has a checksum.
    places = [at for at in range(16_384, len(whole)) if whole[at]]
    found = 0
    for place in places[:: len(places) // 12]:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        Path("diary").write_bytes(damaged)
        assert typed("diary", "check") in (0, 1)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        found += "negsplit: the diary" in told.err
    assert found >= 9


def test_an_export_holds_every_original_byte_for_byte(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    printed(capsys, "diary", "export", "all.zip", "--samples")
    with zipfile.ZipFile("all.zip") as archive:
        assert archive.testzip() is None
        originals = {
            hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name.startswith("originals/")
        }
        samples = archive.read("samples/000001.csv").decode().splitlines()
        one = json.loads(archive.read("runs/000001.json"))
    expected = {hashlib.sha256(data).hexdigest() for data in imported.values()}
    assert expected <= originals
    assert samples[0].startswith("time_s,distance_m,speed_mps")
    assert len(samples) == 1 + len(formats.read(imported["0.fit"]).streams)
    assert one["features"]["distance_m"] == one["distance_m"]


def test_an_export_holds_plans_and_the_goal(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    del imported
    with Diary.open(Path("diary")) as diary:
        for text in ("the old plan", "the plan"):
            diary.keep_plan(text, datetime(2026, 1, 1, tzinfo=UTC))
        diary.keep_goal("10k on 2026-05-03", datetime(2026, 1, 1, tzinfo=UTC))
        diary.keep_values(date(2026, 4, 1), "vdot = 47.0")
        body = json.dumps(native.as_data(parse("10min easy")))
        diary.keep_workout("../short", body, datetime(2026, 1, 1, tzinfo=UTC))
    printed(capsys, "diary", "export", "all.zip")
    with zipfile.ZipFile("all.zip") as archive:
        assert archive.read("plans/001.toml") == b"the old plan"
        assert archive.read("plans/002.toml") == b"the plan"
        assert archive.read("runner/2026-04-01.toml") == b"vdot = 47.0"
        workout = json.loads(archive.read("workouts/001.json"))
        index = json.loads(archive.read("negsplit-diary.json"))
    assert index["goal"] == "10k on 2026-05-03"
    assert workout["name"] == "../short"
    assert native.from_data(workout["workout"]) == parse("10min easy")


def key(row: RunRow) -> tuple[datetime, Format]:
    """Return what tells a run from others, twins included."""
    return row.started_at, row.format


def test_an_export_comes_back_whole(
    capsys: Capture, imported: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    del imported
    printed(capsys, "diary", "note", 1, "--felt", "7", "--name", "=Läufchen")
    plan = "5km easy, 5km @4:30/km"
    printed(capsys, "diary", "note", 2, "--goal", "base", "--plan", plan)
    with Diary.open(Path("diary")) as diary:
        diary.set_stopped(2, "hot, and my legs were heavy")
    printed(capsys, "diary", "export", "all.zip")
    with Diary.open(Path("diary")) as diary:
        before = {key(r): (r, diary.plan(r.id)) for r in diary.runs(EVERYTHING)}
    monkeypatch.setenv("NEGSPLIT_DIARY", "second")
    told = json.loads(printed(capsys, "import", "all.zip", "--json"))
    assert told["counts"]["skipped"] == told["counts"]["refused"] == 0
    with Diary.open(Path("second")) as diary:
        after = {key(r): (r, diary.plan(r.id)) for r in diary.runs(EVERYTHING)}
    assert after.keys() == before.keys()
    for start, (row, planned) in after.items():
        old, old_plan = before[start]
        for name in (*_SAID, "sport", "distance_m", "form"):
            assert getattr(row, name) == getattr(old, name), name
        assert planned == old_plan


# What only the runner can say.
_SAID = ("name", "felt_cr10", "goal", "stopped_because")


def test_nothing_of_a_deleted_run_stays_in_the_file(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    del imported
    words, before = "Geheimer Weg 17", "Noch geheimerer Pfad 4"
    printed(capsys, "diary", "note", 2, "--name", before)
    printed(capsys, "diary", "note", 2, "--name", words)
    with Diary.open(Path("diary")) as diary:
        blob = bytes(
            diary.connection.execute("SELECT bytes FROM original WHERE run = 2")
            .fetchone()[0][1000:1100]
        )  # fmt: skip
        diary.connection.execute("PRAGMA wal_checkpoint")
        # An update leaves the old text on a page that is only zeroed when deleted.
        assert words.encode() in Path("diary").read_bytes()
        assert blob in Path("diary").read_bytes()
    assert "1 runs deleted" in printed(capsys, "diary", "delete", 2, "--yes")
    for path in Path().glob("diary*"):
        data = path.read_bytes()
        assert words.encode() not in data
        assert before.encode() not in data
        assert blob not in data
        assert b"1.fit" not in data
    with Diary.open(Path("diary")) as diary:
        assert [row.id for row in diary.runs()] != []
        assert check(diary.path, lambda *_: None) == []


def test_deleting_everything_leaves_an_empty_diary(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    del imported
    printed(capsys, "diary", "delete", "--everything", "--yes")
    Diary.open(Path("new"), begin=True).close()
    # A new one has some pages free, of tables that steps of the schema made anew.
    assert Path("diary").stat().st_size <= Path("new").stat().st_size
    with Diary.open(Path("diary")) as diary:
        assert diary.runs(EVERYTHING) == []


def test_nothing_is_deleted_without_a_yes(
    capsys: Capture, imported: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    del imported
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    assert typed("diary", "delete", "--everything") == 1
    assert "stopped" in capsys.readouterr().err
    with Diary.open(Path("diary")) as diary:
        assert len(diary.runs(EVERYTHING)) == 4


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["delete"], "--everything"),
        (["delete", "1", "--everything"], "--everything"),
        (["delete", "99", "--yes"], "99"),
        (["note", "99"], "99"),
        (["note", "1", "--felt", "11"], "11"),
        (["note", "1", "--plan", "5km @4:75/km"], "4:75"),
        (["export", "nowhere/x.zip"], "nowhere"),
        (["nonsense"], "nonsense"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    capsys: Capture, imported: dict[str, bytes], arguments: list[str], word: str
) -> None:
    del imported
    assert typed("diary", *arguments) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert word in told.err
    with Diary.open(Path("diary")) as diary:
        assert len(diary.runs(EVERYTHING)) == 4


def test_a_run_set_apart_is_listed_again(
    capsys: Capture, imported: dict[str, bytes]
) -> None:
    del imported
    with Diary.open(Path("diary")) as diary:
        twins = [row.id for row in diary.runs(EVERYTHING) if row.twin_of]
        assert len(twins) == 1
    printed(capsys, "diary", "note", twins[0], "--apart")
    with Diary.open(Path("diary")) as diary:
        assert twins[0] in [row.id for row in diary.runs()]
