"""A diary taken out and brought back: all of it, and nothing that is there is lost."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cheap_hashes import CHEAP
from full_diary import NOON, content, filled, import_all
from negsplit.accounts import passwords
from negsplit.accounts.accounts import Accounts
from negsplit.desk.imports.archive_choice import keep_choice
from negsplit.desk.imports.inbox import Inbox
from negsplit.diary import Diary, check
from negsplit.diary_export import export
from negsplit.intake.report import Report
from negsplit.intake.restore import Restored, restore
from negsplit.intake.restore_accounts import restore_accounts
from negsplit.sources.found import Backup
from negsplit.sources.own import TABLES
from negsplit.store import accounts
from negsplit.store.portable import Difference
from negsplit.store.records import Role
from negsplit.units import DistanceUnit
from web_client import GOOD, team_of

# Who may log in is a matter of the server, and stays there.
OF_THE_SERVER = {"account", "coached", "web_session", "api_token", "invitation"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def archive(full: Path) -> Path:
    path = full.with_name("all.zip")
    with Diary.open(full) as diary, path.open("wb") as file:
        export(diary, file, lambda _: None)
    return path


def brought(archive: Path, path: Path) -> Report:
    with Diary.open(path, begin=True) as diary:
        return import_all(diary, archive)


def test_no_table_of_the_full_diary_is_empty(full: Path) -> None:
    assert [name for name, rows in content(full).items() if not rows] == []


def test_everything_comes_back_into_an_empty_diary(
    full: Path, archive: Path, tmp_path: Path
) -> None:
    report = brought(archive, tmp_path / "second")
    assert (report.differences, report.left_out) == ([], 0)
    before, after = content(full), content(tmp_path / "second")
    assert before.keys() == after.keys()
    for name in before.keys() - OF_THE_SERVER:
        assert ordered(after[name]) == ordered(before[name]), name
    assert check(tmp_path / "second", lambda *_: None) == []


def ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without the order in which they came."""
    return sorted(rows, key=repr)


def test_bringing_it_back_twice_changes_nothing(archive: Path, tmp_path: Path) -> None:
    brought(archive, tmp_path / "second")
    before = content(tmp_path / "second")
    report = brought(archive, tmp_path / "second")
    assert (report.new_runs, report.differences) == (0, [])
    assert content(tmp_path / "second") == before


def change_everything(diary: Diary) -> None:
    """Say otherwise whatever can be said only once."""
    row = next(row for row in diary.runs() if row.name)
    diary.set_name(row.id, "Mine")
    diary.set_felt(row.id, 2)
    diary.keep_goal("5k under 20:00 by 2026-07-01", NOON)
    diary.keep_values(date(2026, 1, 1), "vdot = 55.0\n")
    diary.set_unit(DistanceUnit.KM)
    body = diary.kept_workout("Tuesday").replace("1200", "900")
    diary.keep_workout("Tuesday", body, NOON)
    plans = diary.kept_plans()
    diary.keep_plan(plans[0], NOON.replace(year=2027))


def test_what_is_there_is_told_and_never_overwritten(
    archive: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second"
    brought(archive, path)
    with Diary.open(path) as diary:
        change_everything(diary)
    before = content(path)
    report = brought(archive, path)
    assert content(path) == before
    told = {(one.table, one.column) for one in report.differences}
    assert told == {
        ("run", "name"),
        ("run", "felt_cr10"),
        ("goal", "words"),
        ("runner_values", "body"),
        ("preference", "unit"),
        ("workout", "body"),
        ("plan", "is_current"),
    }


def test_what_the_runner_prefers_of_the_archive_is_taken(
    archive: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second"
    brought(archive, path)
    before = content(path)
    with Diary.open(path) as diary:
        change_everything(diary)
    (backup,) = brought(archive, path).backups
    with Diary.open(path) as diary:
        found = restore(diary, backup, (), lambda _: True)
    assert found.differences == ()
    after = content(path)
    # The plan that was current in between is history now, as any plan before.
    assert len(after.pop("plan")) == len(before.pop("plan")) + 1
    assert after == before


def test_notes_of_a_run_that_had_none_are_filled_in(
    full: Path, archive: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second"
    with Diary.open(path, begin=True) as diary:
        import_all(diary, full.parent / "in")
    report = brought(archive, path)
    assert (report.new_runs, report.differences) == (0, [])
    names = {row["digest"]: row["name"] for row in content(full)["run"]}
    assert {row["digest"]: row["name"] for row in content(path)["run"]} == names


BAD_ROWS: list[tuple[str, dict[str, Any]]] = [
    ("plan", {"made_at": NOON.isoformat(), "body": "no plan", "is_current": 1}),
    ("runner_values", {"day": "2026-02-30", "body": ""}),
    ("runner_values", {"day": "2026-02-20", "body": "vdot = 'fast'"}),
    ("workout", {"name": "a", "body": "{}", "made_at": NOON.isoformat()}),
    ("workout", {"name": "a\nb", "body": "{}", "made_at": NOON.isoformat()}),
    ("preference", {"unit": "furlong"}),
    ("goal", {"made_at": "yesterday", "words": "faster"}),
    ("goal", {"words": "faster"}),
    ("run", {"digest": 7}),
    ("source", {"place": "x", "size": "large"}),
]


@pytest.mark.parametrize(("table", "row"), BAD_ROWS)
def test_a_row_that_the_diary_could_not_have_written_is_left_out(
    archive: Path, tmp_path: Path, table: str, row: dict[str, Any]
) -> None:
    changed = with_tables(archive, tmp_path / "bad.zip", lambda _: {table: [row]})
    report = brought(changed, tmp_path / "second")
    assert report.left_out == 1
    rows = content(tmp_path / "second")[table]
    assert rows == [] or table == "run"


def test_an_archive_cannot_reach_another_runner(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "second"
    with Diary.open(path, "Ada", begin=True) as diary:
        diary.set_unit(DistanceUnit.KM)
        number = diary.athlete_id

    def evil(tables: dict[str, Any]) -> dict[str, Any]:
        return tables | {"preference": [{"unit": "mi", "athlete": number, "id": 1}]}

    brought(with_tables(archive, tmp_path / "bad.zip", evil), path)
    with Diary.open(path, "Ada") as diary:
        assert diary.unit() is DistanceUnit.KM


@pytest.mark.parametrize("text", ["", "[]", "{", '{"run": 1}', '{"run": [1]}'])
def test_broken_tables_bring_the_recordings_alone(
    archive: Path, tmp_path: Path, text: str
) -> None:
    changed = tmp_path / "bad.zip"
    rewrite(archive, changed, text.encode())
    report = brought(changed, tmp_path / "second")
    assert (report.new_runs, report.left_out) == (5, 0)


def with_tables(
    archive: Path, target: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Path:
    with zipfile.ZipFile(archive) as old:
        tables = json.loads(old.read(TABLES))
    rewrite(archive, target, json.dumps(change(tables)).encode())
    return target


def rewrite(archive: Path, target: Path, tables: bytes) -> None:
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, tables if name == TABLES else old.read(name))


def test_an_export_is_the_same_from_the_diary_that_it_made(
    archive: Path, tmp_path: Path
) -> None:
    brought(archive, tmp_path / "second")
    with Diary.open(tmp_path / "second") as diary:
        rows = diary.portable_rows()
    with zipfile.ZipFile(archive) as old:
        first = json.loads(old.read(TABLES))
    assert {name: ordered(found) for name, found in rows.items()} == {
        name: ordered(found) for name, found in first.items()
    }
    shutil.rmtree(tmp_path)


# Who may log in, where that is asked for.

BROUGHT = ("account", "coached", "invitation")


@pytest.fixture
def with_accounts(full: Path, tmp_path: Path) -> Path:
    path = tmp_path / "accounts.zip"
    with Diary.open(full) as diary, path.open("wb") as file:
        export(diary, file, lambda _: None, with_accounts=True)
    return path


def test_accounts_come_back_where_that_is_asked_for(
    full: Path, with_accounts: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second"
    (backup,) = brought(with_accounts, path).backups
    assert [content(path)[name] for name in OF_THE_SERVER] == [[]] * 5
    with Diary.open(path) as diary:
        assert restore_accounts(diary, backup) == Restored((), 0)
    before, after = content(full), content(path)
    assert {name: after[name] for name in BROUGHT} == {
        name: before[name] for name in BROUGHT
    }
    assert (after["web_session"], after["api_token"]) == ([], [])
    assert check(path, lambda *_: None) == []
    with Diary.open(path) as diary:  # once more, nothing is new
        assert restore_accounts(diary, backup) == Restored((), 0)
    assert content(path) == after


def test_an_export_has_no_accounts_unless_they_are_asked_for(
    archive: Path, with_accounts: Path
) -> None:
    found = []
    for path in (archive, with_accounts):
        with zipfile.ZipFile(path) as opened:
            found.append(OF_THE_SERVER & json.loads(opened.read(TABLES)).keys())
    assert found == [set(), set(BROUGHT)]


def test_an_account_of_that_name_is_never_overwritten(
    with_accounts: Path, tmp_path: Path
) -> None:
    path = tmp_path / "second"
    (backup,) = brought(with_accounts, path).backups
    with Diary.open(path) as diary:
        with diary.transaction() as connection:
            accounts.add(connection, "carla", Role.RUNNER, diary.athlete_id)
        found = restore_accounts(diary, backup)
    assert [(one.table, one.what) for one in found.differences] == [
        ("account", "Carla")
    ]
    rows = {row["name"]: row["role"] for row in content(path)["account"]}
    assert rows == {"carla": "runner", "Ada": "runner"}
    assert (content(path)["coached"], content(path)["invitation"]) == ([], [])


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Eve", "password": "secret", "role": "coach", "athlete": None},
        {"name": "Eve", "password": None, "role": "owner", "athlete": None},
        {"name": "E\nve", "password": None, "role": "coach", "athlete": None},
        {"name": "Eve", "password": None, "role": "runner", "athlete": None},
        {"name": "Eve"},
        {
            "name": "Eve",
            "password": "$argon2id$v=19$m=4194304,t=3,p=4$c29tZXNhbHQ$aGFzaGhhc2g",
            "role": "coach",
            "athlete": None,
        },
    ],
)
def test_an_account_that_could_not_have_been_made_is_left_out(
    archive: Path, tmp_path: Path, row: dict[str, Any]
) -> None:
    changed = with_tables(
        archive, tmp_path / "bad.zip", lambda _: {"account": [{"is_own": 0} | row]}
    )
    path = tmp_path / "second"
    (backup,) = brought(changed, path).backups
    with Diary.open(path) as diary:
        assert restore_accounts(diary, backup) == Restored((), 1)
    assert content(path)["account"] == []


def test_everybody_logs_in_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)
    team_of(tmp_path / "club")
    archive = tmp_path / "ada.zip"
    with Diary.open(tmp_path / "club", "Ada") as diary, archive.open("wb") as file:
        export(diary, file, lambda _: None, with_accounts=True)
    path = tmp_path / "second"
    with Diary.open(path, "Ada", begin=True) as diary:
        (backup,) = import_all(diary, archive).backups
        assert restore_accounts(diary, backup) == Restored((), 0)
    for place in (tmp_path / "club", path):
        with Accounts.open(place) as opened:
            seen = {}
            for name in ("Carla", "Otto", "Ada", "Bo"):
                account = opened.visitor(opened.log_in(name, GOOD, 0) or "", 0)
                assert account is not None
                seen[name] = [one.name for one in opened.athletes(account)]
        assert seen == {"Carla": ["Ada"], "Otto": ["Bo"], "Ada": ["Ada"], "Bo": ["Bo"]}


def test_no_hash_stays_beside_the_report_of_an_upload(tmp_path: Path) -> None:
    batch = Inbox(tmp_path / "diary", 1).begin()
    rows: dict[str, Any] = {
        "account": [{"name": "Ada", "password": "$argon2id$"}],
        "preference": [{"unit": "mi"}],
    }
    differences = [Difference("preference", "", "unit", "km", "mi")]
    keep_choice(batch, [Backup("all.zip", rows)], differences)
    text = batch.choice_file.read_text("utf-8")
    assert "argon2id" not in text
    assert "preference" in text
