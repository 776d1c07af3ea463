"""The diary: one method for each thing that a runner does with runs.

One use case is one transaction. A diary is opened for one athlete; others may be in
the same file.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from negsplit.analysis import features
from negsplit.edits import edited
from negsplit.errors import InputError, NotFoundError
from negsplit.formats import READER_VERSION, native
from negsplit.recording import ZoneSource
from negsplit.store import (
    athletes,
    checks,
    lists,
    marks,
    plans,
    portable,
    portable_accounts,
    run_edits,
    runs,
    shoes,
    stream_code,
    twins,
    workouts,
)
from negsplit.store import connection as database
from negsplit.store.records import EVERY_RUN, RunFilter
from negsplit.units import DistanceUnit
from negsplit.zones import local_start, zone_named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from negsplit.analysis.feature_records import Features
    from negsplit.recording import Recording
    from negsplit.store.checks import Problem
    from negsplit.store.portable import Row
    from negsplit.store.records import AthleteRow, EditRow, Original, RunRow, ShoeRow
    from negsplit.store.runs import Said
    from negsplit.workout import Goal, Workout

# Borg's CR10 scale, on which runners say how hard it felt.
CR10_RANGE = (0.0, 10.0)
# The coldest and the hottest that people have run races in, with room. [°C]
TEMPERATURE_RANGE_DEGC = (-60.0, 60.0)
_ALL = RunFilter(with_twins=True, with_other_sports=True)


class Diary:
    """The runs of one athlete, in a file."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, athlete_id: int, athlete: str
    ):
        self.path = path
        self.connection = connection
        self.athlete_id = athlete_id
        self.athlete = athlete
        connection.create_function("casefold", 1, str.casefold, deterministic=True)

    @classmethod
    def open(
        cls,
        path: Path,
        athlete: str = "",
        *,
        begin: bool = False,
        across_threads: bool = False,
    ) -> Diary:
        """Open a diary for an athlete, whose name is '' where none was ever given.

        Parameters
        ----------
        path : Path
            The diary's file.
        athlete : str
            Whose runs; entered if new.
        begin : bool
            Whether to make a diary where there is none.
        across_threads : bool
            Whether another thread than this one may use it, one at a time.

        Raises
        ------
        NotFoundError
            If there is no diary and none is to be made.
        DiaryError
            If it cannot be opened, or is no diary.
        """
        connection = _connected(path, begin=begin, across_threads=across_threads)
        with _closed_on_error(connection), database.clearly(path):
            number = athletes.find(connection, athlete)
            if number is None:
                with database.transaction(connection):
                    number = athletes.athlete_of(connection, athlete)
        return cls(path, connection, number, athlete)

    @classmethod
    def of_athlete(
        cls, path: Path, number: int, *, across_threads: bool = False
    ) -> Diary:
        """Open a diary for the athlete of a number, who has to be in it.

        Raises
        ------
        NotFoundError
            If there is no diary, or nobody of that number in it.
        DiaryError
            If it cannot be opened, or is no diary.
        """
        connection = _connected(path, across_threads=across_threads)
        with _closed_on_error(connection), database.clearly(path):
            name = athletes.name_of(connection, number)
        return cls(path, connection, number, name)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Diary:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        with database.clearly(self.path):
            yield

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do everything inside or nothing, and say clearly what fails."""
        with self._clearly(), database.transaction(self.connection):
            yield self.connection

    def runs(self, wanted: RunFilter = EVERY_RUN) -> list[RunRow]:
        """Return the runs that a filter lets through, oldest first unless told."""
        with self._clearly():
            return lists.runs(self.connection, self.athlete_id, wanted)

    def count(self, wanted: RunFilter = EVERY_RUN) -> int:
        """Return how many runs a filter lets through, whatever its page."""
        with self._clearly():
            return lists.count(self.connection, self.athlete_id, wanted)

    def run(self, number: int) -> RunRow:
        """Return one run by its number.

        Raises
        ------
        NotFoundError
            If the athlete has no such run.
        """
        with self._clearly():
            return lists.one(self.connection, self.athlete_id, number)

    def features(
        self, rows: Sequence[RunRow] | None = None
    ) -> Iterator[tuple[RunRow, Features]]:
        """Yield runs and what was computed of them, all of them if none are given.

        A run whose features are from other code is left out: see :meth:`outdated`.
        """
        chosen = {row.id: row for row in (self.runs() if rows is None else rows)}
        code = features.FEATURES_VERSION
        with self._clearly():
            found = list(lists.bodies(self.connection, list(chosen), code))
        for number, body in found:
            yield chosen[number], features.decode(body)

    def outdated(self) -> list[int]:
        """Return the runs that the present code would read or analyse anew."""
        with self._clearly():
            return runs.outdated(
                self.connection,
                self.athlete_id,
                READER_VERSION,
                features.FEATURES_VERSION,
            )

    def recording(self, number: int) -> Recording:
        """Return a run as its runner sees it: as recorded, with all edits that hold."""
        holding = [one.edit for one in self.edits(number) if one.holds]
        return edited(self.as_recorded(number), holding)

    def edits(self, number: int) -> list[EditRow]:
        """Return what the runner corrected of a run, oldest first, undone ones too."""
        self.run(number)
        with self._clearly():
            return run_edits.of_run(self.connection, number)

    def as_recorded(self, number: int) -> Recording:
        """Return a run as it was recorded, on the clock that the diary has it on."""
        row = self.run(number)
        with self._clearly():
            _, text, samples = runs.samples(self.connection, number)
            part = runs.part(self.connection, number)
        recording = marks.decode(text, stream_code.decode(samples))
        return replace(
            recording,
            started_at=recording.started_at.astimezone(row.started_at.tzinfo),
            zone=row.zone,
            zone_source=row.zone_source,
            part=part,
        )

    def original(self, number: int) -> Original:
        """Return the bytes that a run came in, and what came beside them."""
        self.run(number)
        with self._clearly():
            return runs.original(self.connection, number)

    def set_felt(self, number: int, cr10: float | None) -> None:
        """Note how hard a run felt, from 0 (nothing at all) to 10 (maximal)."""
        low, high = CR10_RANGE
        if cr10 is not None and not low <= cr10 <= high:
            raise InputError(
                f"felt effort {cr10:g} is not on the scale; it goes from 0, nothing at "
                "all, to 10, maximal"
            )
        self._change(number, "felt_cr10", cr10)

    def set_goal(self, number: int, goal: Goal | None) -> None:
        """Note what a run was for."""
        self._change(number, "goal", None if goal is None else goal.value)

    def set_plan(self, number: int, workout: Workout | None) -> None:
        """Note what was planned for a run."""
        text = None if workout is None else json.dumps(native.as_data(workout))
        self._change(number, "plan", text)

    def say(self, number: int, said: Said) -> None:
        """Note all that the runner says of a run at once."""
        self.run(number)
        with self.transaction() as connection:
            runs.say(connection, number, said)

    def plan(self, number: int) -> Workout | None:
        """Return what the runner says was planned for a run."""
        self.run(number)
        with self._clearly():
            text = runs.plan(self.connection, number)
        return None if text is None else native.from_data(json.loads(text))

    def keep_plan(self, body: str, made_at: datetime) -> None:
        """Keep the text of a plan file as the current plan; older ones stay."""
        with self.transaction() as connection:
            plans.keep(connection, self.athlete_id, body, made_at)

    def kept_plans(self) -> list[str]:
        """Return the texts of all plans that were kept, the current one last."""
        with self._clearly():
            return plans.bodies(self.connection, self.athlete_id)

    def keep_goal(self, words: str, made_at: datetime) -> None:
        """Keep what the runner trains for, in place of what was kept before."""
        with self.transaction() as connection:
            plans.keep_goal(connection, self.athlete_id, words, made_at)

    def keep_workout(self, name: str, body: str, made_at: datetime) -> None:
        """Keep a workout, as negsplit's own JSON, in place of what had its name."""
        with self.transaction() as connection:
            workouts.keep(connection, self.athlete_id, name, body, made_at)

    def kept_workouts(self) -> list[tuple[str, str]]:
        """Return name and body of every workout that was kept, by name."""
        with self._clearly():
            return workouts.bodies(self.connection, self.athlete_id)

    def kept_workout(self, name: str) -> str:
        """Return the body of a workout that was kept.

        Raises
        ------
        NotFoundError
            If there is none of that name.
        """
        with self._clearly():
            found = workouts.body(self.connection, self.athlete_id, name)
        if found is None:
            raise NotFoundError(f"there is no workout '{name}' on the shelf")
        return found

    def drop_workout(self, name: str) -> None:
        """Delete a workout that was kept.

        Raises
        ------
        NotFoundError
            If there is none of that name.
        """
        with self.transaction() as connection:
            is_gone = workouts.drop(connection, self.athlete_id, name)
        if not is_gone:
            raise NotFoundError(f"there is no workout '{name}' on the shelf")

    def portable_rows(self) -> dict[str, list[Row]]:
        """Return all that another diary could take over, but recordings, by table."""
        with self._clearly():
            return portable.dump(self.connection, self.athlete_id)

    def portable_accounts(self) -> dict[str, list[Row]]:
        """Return who may log in to the diary's file, by table."""
        with self._clearly():
            return portable_accounts.dump(self.connection, self.athlete_id)

    def kept_goal(self) -> str | None:
        """Return what the runner trains for, if that was kept."""
        with self._clearly():
            return plans.goal(self.connection, self.athlete_id)

    def athletes(self) -> list[AthleteRow]:
        """Return everybody who shares the file, by name."""
        with self._clearly():
            return athletes.everybody(self.connection)

    def keep_values(self, day: date, body: str) -> None:
        """Keep what is known of the runner from a day on, as the text of a table."""
        with self.transaction() as connection:
            athletes.keep_values(connection, self.athlete_id, day, body)

    def drop_values(self, day: date) -> None:
        """Forget what was said to be known of the runner from a day on."""
        with self.transaction() as connection:
            athletes.drop_values(connection, self.athlete_id, day)

    def kept_values(self) -> list[tuple[date, str]]:
        """Return what is known of the runner and from when on, oldest first."""
        with self._clearly():
            found = athletes.values(self.connection, self.athlete_id)
        return [(date.fromisoformat(day), body) for day, body in found]

    def set_unit(self, unit: DistanceUnit) -> None:
        """Note which unit the runner counts in."""
        with self.transaction() as connection:
            athletes.set_unit(connection, self.athlete_id, unit.value)

    def home_zone(self) -> str:
        """Return the zone that the runner lives in; '' where that was not said."""
        with self._clearly():
            return athletes.home(self.connection, self.athlete_id)

    def set_home_zone(self, zone: str) -> None:
        """Note where the runner lives, for runs that do not say where they were run.

        Runs that are in the diary already are put on that clock too.

        Raises
        ------
        InputError
            If there is no such zone.
        """
        if zone:
            zone_named(zone)
        source = ZoneSource.HOME if zone else ZoneSource.NONE
        unknown = (ZoneSource.HOME, ZoneSource.NONE)
        rows = [row for row in self.runs(_ALL) if row.zone_source in unknown]
        with self.transaction() as connection:
            athletes.set_home(connection, self.athlete_id, zone)
            for row in rows:
                _put_zone(connection, row, zone, source)

    def set_zone(self, zone: str, *numbers: int) -> None:
        """Note in which zone runs were run, whatever else says so.

        Raises
        ------
        InputError
            If there is no such zone.
        """
        zone_named(zone)
        rows = [self.run(number) for number in numbers]
        with self.transaction() as connection:
            for row in rows:
                _put_zone(connection, row, zone, ZoneSource.RUNNER)

    def unit(self) -> DistanceUnit | None:
        """Return the unit that the runner counts in, if one was chosen."""
        with self._clearly():
            chosen = athletes.unit(self.connection, self.athlete_id)
        return None if chosen is None else DistanceUnit(chosen)

    def set_stopped(self, number: int, because: str | None) -> None:
        """Note why a build was not finished; nothing where it was not stopped.

        '' says that it was stopped, and leaves the reason to the runner.
        """
        self._change(number, "stopped_because", because)

    def set_name(self, number: int, name: str) -> None:
        """Give a run a name."""
        self._change(number, "name", name)

    def _change(self, number: int, column: str, value: object) -> None:
        self.run(number)
        with self.transaction() as connection:
            runs.change(connection, number, column, value)

    def shoes(self) -> list[ShoeRow]:
        """Return all pairs of shoes with what was run in them, those in use first."""
        with self._clearly():
            return shoes.of_athlete(self.connection, self.athlete_id)

    def shoe_of(self, number: int) -> int | None:
        """Return the pair that a run was run in, if one is known."""
        with self._clearly():
            return shoes.of_run(self.connection, number)

    def temperature(self, number: int) -> float | None:
        """Return how warm it was on a run, as the runner says, in °C."""
        with self._clearly():
            return runs.temperature(self.connection, number)

    def set_temperature(self, number: int, temperature_degc: float | None) -> None:
        """Note how warm it was on a run; nothing for what its file says. In °C."""
        low, high = TEMPERATURE_RANGE_DEGC
        if temperature_degc is not None and not low <= temperature_degc <= high:
            raise InputError(
                f"{temperature_degc:g} °C is not the weather of a run; write a "
                f"temperature from {low:g} to {high:g}"
            )
        self.run(number)
        with self.transaction() as connection:
            runs.put_temperature(connection, number, temperature_degc)

    def twins_of(self, number: int) -> list[int]:
        """Return the runs that seem to be other recordings of a run."""
        with self._clearly():
            return twins.of_run(self.connection, number)

    def set_apart(self, number: int) -> None:
        """Note that a run is no twin of another, whatever it looks like."""
        self.run(number)
        with self.transaction() as connection:
            twins.set_apart(connection, number)

    def delete(self, *numbers: int) -> None:
        """Delete runs with their originals and all that was computed of them."""
        for number in numbers:
            self.run(number)
        with self.transaction() as connection:
            for number in numbers:
                runs.delete(connection, number)
        self._empty_log()

    def delete_athlete(self) -> None:
        """Delete all runs of the athlete, and the athlete."""
        with self.transaction() as connection:
            athletes.delete_athlete(connection, self.athlete_id)
        with self._clearly():
            self.connection.execute("VACUUM")  # gives back the room, too
        self._empty_log()

    def _empty_log(self) -> None:
        """Leave nothing of what was deleted in the log; the file overwrites it."""
        with self._clearly():
            database.empty_log(self.connection)


def check(path: Path, tell: Callable[[int, int], None]) -> list[Problem]:
    """Return all that is wrong with a diary, of all athletes; change nothing.

    Parameters
    ----------
    path : Path
        The diary's file.
    tell : callable
        Gets how many runs are checked, and of how many.

    Raises
    ------
    NotFoundError
        If there is no diary.
    DiaryError
        If it is so damaged that it cannot be opened.
    """
    connection = _connected(path)
    with closing(connection), database.clearly(path):
        return list(checks.check(connection, tell))


def _put_zone(
    connection: sqlite3.Connection, row: RunRow, zone: str, source: ZoneSource
) -> None:
    started_at, *_ = local_start(row.started_at, zone or "UTC", source)
    offset = started_at.utcoffset()
    offset_s = round(offset.total_seconds()) if offset else 0
    runs.put_zone(connection, row.id, offset_s, zone, source.value)


def _connected(
    path: Path, *, begin: bool = False, across_threads: bool = False
) -> sqlite3.Connection:
    if begin:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        raise NotFoundError(
            f"there is no diary at {path} yet; negsplit import FOLDER begins one"
        )
    return database.connect(path, across_threads=across_threads)


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise
