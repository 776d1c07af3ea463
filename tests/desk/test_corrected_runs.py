"""Runs corrected in the diary: bytes stay, what is computed follows, and comes back."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import full_diary
import same_run
from full_diary import content, import_all
from negsplit.analysis.shape import Answer
from negsplit.desk.runs import run_edits
from negsplit.desk.runs.run_edits import RunByHand, edit_lines
from negsplit.diary import Diary, check
from negsplit.diary_export import export
from negsplit.errors import InputError, NotFoundError
from negsplit.intake.alone import Alone
from negsplit.intake.renewal import renew
from negsplit.store import run_edits as rows
from negsplit.store.records import RunFilter
from negsplit.units import DistanceUnit

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
SECONDS = 2400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with a run of forty minutes and nothing else."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "run.fit").write_bytes(same_run.as_fit(SECONDS))
    with Diary.open(folder / "diary", begin=True) as diary:
        assert import_all(diary, folder / "run.fit").new_runs == 1
    return folder / "diary"


@pytest.fixture
def diary(made: Path, tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(Path(shutil.copy(made, tmp_path / "diary"))) as opened:
        yield opened


def state(diary: Diary, run: int = 1) -> tuple[object, ...]:
    """Return everything that is computed of a run, to the bit."""
    found = diary.connection.execute(
        "SELECT started_ms, elapsed_s, distance_m, moving_s, form, is_progression, "
        "body FROM run JOIN features ON features.run = run.id WHERE run.id = ?",
        (run,),
    ).fetchone()
    return tuple(found)


def bytes_of(diary: Diary, run: int = 1) -> str:
    return hashlib.sha256(diary.original(run).data).hexdigest()


def test_what_is_computed_follows_a_trim_and_comes_back(diary: Diary) -> None:
    before, original = state(diary), bytes_of(diary)
    row = diary.run(1)
    run_edits.trim(diary, 1, 600.0, 1800.0, NOW)
    after = diary.run(1)
    assert after.started_at == row.started_at + timedelta(minutes=10)
    assert after.elapsed_s == 1200
    (line,) = edit_lines(diary, 1, DistanceUnit.KM)
    assert line.words == "Only 10:00 to 30:00 of the recording"
    assert line.undone_at is None
    assert len(diary.recording(1).streams) < len(diary.as_recorded(1).streams)
    run_edits.undo(diary, 1, line.id, NOW)
    assert state(diary) == before
    assert bytes_of(diary) == original
    (line,) = edit_lines(diary, 1, DistanceUnit.KM)
    assert line.undone_at == NOW


def test_times_are_those_of_the_run_as_it_is_shown(diary: Diary) -> None:
    # Five minutes off the start, then again five: ten minutes of the recording.
    run_edits.trim(diary, 1, 300.0, None, NOW)
    run_edits.trim(diary, 1, 300.0, None, NOW)
    assert diary.run(1).elapsed_s == pytest.approx(SECONDS - 600, abs=1)


def test_a_corrected_distance_is_what_was_said_and_a_second_replaces_it(
    diary: Diary,
) -> None:
    measured_m = diary.run(1).distance_m or 0.0
    for said_m in (1.1 * measured_m, 0.95 * measured_m):
        run_edits.correct_distance(diary, 1, said_m, NOW)
        assert diary.run(1).distance_m == pytest.approx(said_m, rel=1e-3)
    holding = [
        one for one in edit_lines(diary, 1, DistanceUnit.KM) if not one.undone_at
    ]
    assert len(holding) == 1


def test_a_start_can_be_set(diary: Diary) -> None:
    began = datetime(2026, 6, 4, 21, 30, tzinfo=UTC)
    run_edits.set_start(diary, 1, began, NOW)
    assert diary.run(1).started_at == began
    assert diary.recording(1).started_at == began


def test_a_race_is_marked_once(diary: Diary) -> None:
    run_edits.mark_race(diary, 1, NOW)
    run_edits.mark_race(diary, 1, NOW)
    assert diary.run(1).is_race
    (line,) = edit_lines(diary, 1, DistanceUnit.KM)
    run_edits.undo(diary, 1, line.id, NOW)
    assert not diary.run(1).is_race


def test_a_marked_race_is_listed_as_one_and_called_one(diary: Diary) -> None:
    assert not diary.runs(RunFilter(is_race=True))
    run_edits.mark_race(diary, 1, NOW)
    assert [row.id for row in diary.runs(RunFilter(is_race=True))] == [1]
    assert diary.recording(1).is_race
    assert not diary.as_recorded(1).is_race


def test_a_split_run_is_two_with_the_same_original(diary: Diary) -> None:
    before = state(diary)
    whole_m = diary.run(1).distance_m or 0.0
    second = run_edits.split(diary, 1, 1200.0, NOW)
    parts = [diary.run(1), diary.run(second)]
    assert sum(part.distance_m or 0.0 for part in parts) == pytest.approx(
        whole_m, abs=10
    )
    assert parts[1].started_at == parts[0].started_at + timedelta(minutes=20)
    assert bytes_of(diary, second) == bytes_of(diary)
    assert check(diary.path, lambda *_: None) == []
    third = run_edits.split(diary, second, 600.0, NOW)
    assert diary.run(third).elapsed_s == pytest.approx(600, abs=1)
    (line,) = edit_lines(diary, 1, DistanceUnit.KM)
    run_edits.undo(diary, 1, line.id, NOW)
    assert [row.id for row in diary.runs()] == [1]
    assert state(diary) == before


def test_a_split_can_be_undone_from_its_second_part(diary: Diary) -> None:
    before = state(diary)
    second = run_edits.split(diary, 1, 1200.0, NOW)
    (line,) = edit_lines(diary, second, DistanceUnit.KM)
    run_edits.undo(diary, second, line.id, NOW)
    assert [row.id for row in diary.runs()] == [1]
    assert state(diary) == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda diary: run_edits.cut(diary, 1, 0.0, 1e5, NOW),
        lambda diary: run_edits.trim(diary, 1, 1e5, None, NOW),
        lambda diary: run_edits.split(diary, 1, 1e5, NOW),
        lambda diary: run_edits.correct_distance(diary, 1, 1e6, NOW),
        lambda diary: run_edits.merge(diary, 1, 1, ["power"], NOW),
        lambda diary: run_edits.undo(diary, 1, 7, NOW),
        lambda diary: run_edits.trim(diary, 9, 10.0, None, NOW),
    ],
)
def test_an_edit_that_makes_no_sense_changes_nothing(diary: Diary, edit: Any) -> None:
    before = content(diary.path)
    with pytest.raises((InputError, NotFoundError)):
        edit(diary)
    assert content(diary.path) == before


def test_newer_code_computes_through_the_edits(diary: Diary) -> None:
    run_edits.trim(diary, 1, 600.0, 1800.0, NOW)
    second = run_edits.split(diary, 1, 600.0, NOW)
    before = state(diary), state(diary, second)
    with diary.transaction() as connection:
        connection.execute("UPDATE features SET code = 0, body = x''")
        connection.execute("UPDATE run SET distance_m = 0, started_ms = 0")
    with closing(Alone()) as workers:
        assert renew(diary, workers, lambda _: None) == 0
    assert (state(diary), state(diary, second)) == before


def test_edits_go_with_an_export_and_come_back(diary: Diary, tmp_path: Path) -> None:
    run_edits.correct_distance(diary, 1, 9000.0, NOW)
    second = run_edits.split(diary, 1, 1200.0, NOW)
    run_edits.mark_race(diary, second, NOW)
    diary.set_name(second, "The second half")
    third = run_edits.split(diary, second, 300.0, NOW)
    (*_, last) = edit_lines(diary, second, DistanceUnit.KM)
    run_edits.undo(diary, second, last.id, NOW)
    assert third not in [row.id for row in diary.runs()]
    with (tmp_path / "all.zip").open("wb") as file:
        export(diary, file, lambda _: None)
    with Diary.open(tmp_path / "new", begin=True) as new:
        assert import_all(new, tmp_path / "all.zip").differences == []
    before, after = content(diary.path), content(tmp_path / "new")
    for table in ("run", "run_edit", "features", "streams"):
        assert after[table] == before[table], table
    with Diary.open(tmp_path / "new") as new:
        assert import_all(new, tmp_path / "all.zip").new_runs == 0
    assert content(tmp_path / "new") == after


def test_a_run_by_hand_has_an_original_and_no_verdict_on_its_shape(
    diary: Diary,
) -> None:
    began = datetime(2026, 6, 5, 7, 0, tzinfo=UTC) + timedelta(0)
    typed = RunByHand(began, 10_000.0, 3150.0, "Belt & rain", 148.0)
    number = run_edits.add_by_hand(diary, typed, felt_cr10=4.0)
    row = diary.run(number)
    assert row.started_at == began
    assert row.distance_m == pytest.approx(10_000, rel=1e-3)
    assert row.moving_s == pytest.approx(3150, abs=2)
    assert (row.name, row.felt_cr10) == ("Belt & rain", 4.0)
    assert row.is_progression is Answer.CANNOT_TELL
    with pytest.raises(InputError, match="already"):
        run_edits.add_by_hand(diary, typed)


@pytest.mark.parametrize(("metres", "seconds"), [(10_000, 60), (10, 3600), (1000, 0)])
def test_what_nobody_runs_cannot_be_typed_in(metres: float, seconds: float) -> None:
    with pytest.raises(InputError):
        RunByHand(NOW, metres, seconds)


minutes = st.floats(0, 38)
step = st.one_of(
    st.tuples(st.just("trim"), minutes, minutes),
    st.tuples(st.just("cut"), minutes, minutes),
    st.tuples(st.just("distance"), st.floats(0.6, 1.6), st.none()),
    st.tuples(st.just("start"), st.floats(0, 1e9), st.none()),
    st.tuples(st.just("race"), st.none(), st.none()),
    st.tuples(st.just("split"), minutes, st.none()),
    st.tuples(st.just("undo"), st.integers(0, 20), st.none()),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(step, max_size=8))
def test_random_edits_and_undos_leave_bytes_and_features_as_they_were(
    made: Path, tmp_path: Path, steps: list[tuple[Any, ...]]
) -> None:
    with Diary.open(Path(shutil.copy(made, tmp_path / "diary"))) as diary:
        before, original = state(diary), bytes_of(diary)
        for what in steps:
            try_step(diary, *what)
            assert bytes_of(diary) == original
        while holding := [one for one in diary.edits(1) if one.holds]:
            run_edits.undo(diary, 1, holding[-1].id, NOW)
        assert state(diary) == before
        assert bytes_of(diary) == original
        assert diary.count(RunFilter(with_twins=True)) == 1
    for path in tmp_path.glob("diary*"):
        path.unlink()


def try_step(diary: Diary, what: str, one: Any, other: Any) -> None:
    """Do it; what makes no sense by now is refused, and nothing has happened."""
    run = diary.runs()[-1].id
    try:
        match what:
            case "trim":
                run_edits.trim(
                    diary, run, 60 * min(one, other), 60 * max(one, other), NOW
                )
            case "cut":
                run_edits.cut(
                    diary, run, 60 * min(one, other), 60 * max(one, other), NOW
                )
            case "distance":
                run_edits.correct_distance(
                    diary, run, one * (diary.run(run).distance_m or 0.0), NOW
                )
            case "start":
                run_edits.set_start(diary, run, datetime.fromtimestamp(one, UTC), NOW)
            case "race":
                run_edits.mark_race(diary, run, NOW)
            case "split":
                run_edits.split(diary, run, 60 * one, NOW)
            case _:
                every = rows.of_run(diary.connection, run)
                run_edits.undo(
                    diary, run, every[one % len(every)].id if every else 0, NOW
                )
    except (InputError, NotFoundError):
        pass


def test_the_full_diary_has_edits(tmp_path: Path) -> None:
    assert content(full_diary.filled(tmp_path))["run_edit"] != []
