"""A run corrected by its runner: one function for each thing that can be corrected.

Each correction is an edit with its date (:mod:`negsplit.edits`); what was recorded and
the bytes stay as they are. Times are given as the runner sees the run now, and kept as
seconds of the recording, so that later edits do not move them. Each function is one
transaction: an edit that would leave nothing of the run is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from negsplit.edits import (
    LENDABLE,
    POSITIONS,
    Borrow,
    Cut,
    Race,
    Split,
    StartAt,
    Stretch,
    Trim,
    first_s,
    kind_of,
)
from negsplit.errors import InputError, NotFoundError
from negsplit.formats.tcx_writer import write_totals
from negsplit.intake.measuring import measure_again
from negsplit.intake.take import take
from negsplit.intake.task import Taken, Task
from negsplit.recording import Streams
from negsplit.reports.edit_words import edit_words
from negsplit.sources.found import Found, Hint
from negsplit.sources.reading import Shelf
from negsplit.store import run_edits, runs
from negsplit.store.twins import QUARTER_S
from negsplit.units import PLAUSIBLE_SPEED_MPS, format_clock
from negsplit.zones import ZoneWish, offset_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from negsplit.diary import Diary
    from negsplit.edits import Edit
    from negsplit.recording import Recording
    from negsplit.store.records import EditRow
    from negsplit.units import DistanceUnit

# A day and a night: the longest that a run typed by hand may take.
LONGEST_BY_HAND_S = 86_400.0
# Means that a runner may type; as readers take samples.
LEAST_BPM, MOST_BPM = 30.0, 230.0


@dataclass(frozen=True, slots=True)
class EditLine:
    """An edit as it is shown.

    Parameters
    ----------
    id : int
        Its number, by which it is undone.
    kind : str
        As in :data:`negsplit.edits.KINDS`.
    words : str
        What it did.
    made_at : datetime
        When the runner said so.
    undone_at : datetime, optional
        When it was taken back; it holds until then.
    """

    id: int
    kind: str
    words: str
    made_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunByHand:
    """A run that no device recorded.

    Parameters
    ----------
    started_at : datetime
        With its zone.
    distance_m, duration_s : float
        [m], [s]
    name : str
        What it is called.
    heart_rate_bpm : float, optional
        Mean.
    """

    started_at: datetime
    distance_m: float
    duration_s: float
    name: str = ""
    heart_rate_bpm: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.duration_s <= LONGEST_BY_HAND_S:
            raise InputError(
                f"a run of {format_clock(self.duration_s)} cannot be typed in; the "
                f"longest is {format_clock(LONGEST_BY_HAND_S)}"
            )
        low, high = PLAUSIBLE_SPEED_MPS
        if not low <= self.distance_m / self.duration_s <= high:
            raise InputError(
                f"{self.distance_m / 1000:.2f} km in {format_clock(self.duration_s)} "
                "is not a run; check both"
            )


def edit_lines(diary: Diary, number: int, unit: DistanceUnit) -> tuple[EditLine, ...]:
    """Return all edits of a run, oldest first, undone ones too."""
    return tuple(
        EditLine(
            row.id,
            kind_of(row.edit),
            edit_words(row.edit, unit),
            row.made_at,
            row.undone_at,
        )
        for row in diary.edits(number)
    )


def trim(
    diary: Diary,
    number: int,
    start_s: float | None,
    end_s: float | None,
    now: datetime,
) -> None:
    """Let a run be only what lies between two times of it."""
    zero_s = _first_s(diary, number)
    edit = Trim(_on(zero_s, start_s), _on(zero_s, end_s))
    _make(diary, number, edit, now)


def cut(diary: Diary, number: int, start_s: float, end_s: float, now: datetime) -> None:
    """Cut a stretch out of a run."""
    zero_s = _first_s(diary, number)
    _make(diary, number, Cut(zero_s + start_s, zero_s + end_s), now)


def correct_distance(
    diary: Diary, number: int, distance_m: float, now: datetime
) -> None:
    """Set how far a run was, in place of any earlier correction.

    Raises
    ------
    InputError
        If that is further from what was recorded than any device errs.
    """
    measured_m = diary.run(number).distance_m
    if not measured_m:
        raise InputError(f"run {number} has no distance that could be corrected")
    earlier = [one for one in _holding(diary, number) if isinstance(one.edit, Stretch)]
    factor = distance_m / measured_m
    for one in earlier:
        factor *= one.edit.factor if isinstance(one.edit, Stretch) else 1.0
    _make(diary, number, Stretch(factor, distance_m), now, instead_of=earlier)


def set_start(diary: Diary, number: int, started_at: datetime, now: datetime) -> None:
    """Set when a run began, in place of any earlier correction."""
    earlier = [one for one in _holding(diary, number) if isinstance(one.edit, StartAt)]
    _make(diary, number, StartAt(started_at), now, instead_of=earlier)


def mark_race(diary: Diary, number: int, now: datetime) -> None:
    """Note that a run was a race."""
    if not any(isinstance(one.edit, Race) for one in _holding(diary, number)):
        _make(diary, number, Race(), now)


def split(diary: Diary, number: int, at_s: float, now: datetime) -> int:
    """Make two runs of one; return the number of the second.

    Both have the same original. The second has the edits of the first, so that a
    corrected distance holds for both; what was noted stays with the first.
    """
    at_s += _first_s(diary, number)
    with diary.transaction() as connection:
        second = run_edits.add_piece(connection, number)
        for row in _holding(diary, number):
            run_edits.add(connection, second, row.edit, row.made_at)
        run_edits.add(connection, number, Split(at_s, is_first=True), now)
        run_edits.add(connection, second, Split(at_s, is_first=False), now)
        measure_again(diary, connection, number)
        measure_again(diary, connection, second)
    return second


def lent_columns(diary: Diary, other: int) -> tuple[str, ...]:
    """Return what another recording has to lend."""
    streams = diary.as_recorded(other).streams
    return tuple(name for name in LENDABLE if Streams.has(getattr(streams, name)))


def merge(
    diary: Diary, number: int, other: int, columns: Sequence[str], now: datetime
) -> None:
    """Take columns of another recording of the same run, such as its heart rate.

    Whole hours (and quarters) that the other clock is wrong by are taken off; the other
    recording stays as it is.

    Raises
    ------
    InputError
        If the other has none of that, or the two do not overlap in time.
    """
    if number == other:
        raise InputError(f"run {number} has all that it could take from itself")
    here, there = diary.as_recorded(number), diary.as_recorded(other)
    wanted = _both_of_a_place(columns)
    missing = [n for n in wanted if not Streams.has(getattr(there.streams, n))]
    if missing or not wanted:
        has = ", ".join(lent_columns(diary, other)) or "nothing"
        raise InputError(f"run {other} cannot lend {', '.join(missing)}; it has {has}")
    row = diary.run(other)
    source = row.name or row.device or f"run {other}"
    edit = _borrowed(here, there, wanted, f"{source} (run {other})")
    _make(diary, number, edit, now)


def _both_of_a_place(columns: Sequence[str]) -> tuple[str, ...]:
    """Return names of columns, where a position is two of them."""
    both = dict.fromkeys(("positions", *POSITIONS), POSITIONS)
    named = [full for name in columns for full in both.get(name, (_full(name),))]
    return tuple(dict.fromkeys(named))


def _full(name: str) -> str:
    """Return the column of a name as it may be typed, such as ``heart rate``."""
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    return next((full for full in LENDABLE if full.startswith(plain)), plain)


def _borrowed(
    here: Recording, there: Recording, columns: tuple[str, ...], source: str
) -> Borrow:
    apart_s = (there.started_at - here.started_at).total_seconds()
    longer_s = here.streams.time_s[-1] - there.streams.time_s[-1]
    # Clocks are wrong by whole quarters of an hour, if the two are about as long; if
    # not, one of them was started later.
    is_same = abs(longer_s) < QUARTER_S / 2
    shift_s = apart_s - QUARTER_S * round(apart_s / QUARTER_S) if is_same else apart_s
    time_s = there.streams.time_s + shift_s
    if time_s[0] > here.streams.time_s[-1] or time_s[-1] < here.streams.time_s[0]:
        raise InputError("these two recordings do not overlap in time")
    known = [getattr(there.streams, name).tolist() for name in columns]
    return Borrow(
        columns,
        tuple(time_s.round(3).tolist()),
        tuple(tuple(values) for values in known),
        source,
    )


def undo(diary: Diary, number: int, edit: int, now: datetime) -> int:
    """Take an edit back, and return the run that is left.

    Of a split run the second part is deleted, with what was noted of it.

    Raises
    ------
    NotFoundError
        If the run has no such edit, or it was undone already.
    """
    found = next((one for one in _holding(diary, number) if one.id == edit), None)
    if found is None:
        raise NotFoundError(f"run {number} has no edit {edit} that could be undone")
    with diary.transaction() as connection:
        run_edits.undo(connection, edit, now)
        left = number
        if isinstance(found.edit, Split):
            left = _join(diary, number, found.edit, now)
        measure_again(diary, connection, left)
    return left


def _join(diary: Diary, number: int, done: Split, now: datetime) -> int:
    """Undo a split in all runs that it made; return the run that is left."""
    connection = diary.connection
    pieces = run_edits.pieces_of(connection, number)
    first = number
    for piece in pieces:
        for row in _holding(diary, piece):
            if row.edit == replace(done, is_first=True):
                run_edits.undo(connection, row.id, now)
                first = piece
    for piece in pieces:
        seconds = [row.edit for row in diary.edits(piece)]
        if piece != first and replace(done, is_first=False) in seconds:
            runs.delete(connection, piece)
    return first


def add_by_hand(diary: Diary, run: RunByHand, felt_cr10: float | None = None) -> int:
    """Put a run in that no device recorded; return its number.

    It gets an original like any other, a TCX file of its totals at an even pace.

    Raises
    ------
    InputError
        If the same run was typed in before.
    """
    data = write_totals(
        run.started_at, run.duration_s, run.distance_m, run.heart_rate_bpm, run.name
    )
    task = Task(
        Found("(typed by hand)", len(data), 0),
        Hint(name=run.name, sport="running", felt_cr10=felt_cr10),
        data=data,
        zone=ZoneWish(offset_text(run.started_at)),
    )
    with Shelf() as shelf:
        answer = take(task, shelf)
    if not isinstance(answer, Taken):
        raise InputError(answer.reason)
    with diary.transaction() as connection:
        added = runs.add(connection, diary.athlete_id, answer.runs[0].run)
    if not added.is_new:
        raise InputError(f"that is run {added.run} already")
    return added.run


def _holding(diary: Diary, number: int) -> list[EditRow]:
    return [row for row in diary.edits(number) if row.holds]


def _first_s(diary: Diary, number: int) -> float:
    """Return where a run begins now, in seconds of its recording."""
    return first_s(row.edit for row in _holding(diary, number))


def _on(zero_s: float, shown_s: float | None) -> float | None:
    return None if shown_s is None or not isfinite(shown_s) else zero_s + shown_s


def _make(
    diary: Diary,
    number: int,
    edit: Edit,
    now: datetime,
    instead_of: Sequence[EditRow] = (),
) -> None:
    with diary.transaction() as connection:
        for row in instead_of:
            run_edits.undo(connection, row.id, now)
        run_edits.add(connection, number, edit, now)
        measure_again(diary, connection, number)
