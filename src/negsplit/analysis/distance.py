"""How far it was: several witnesses, and which of them is believed.

A device says in up to five ways how far a run went: by its counter in every sample, by
speeds, by positions, by its laps and by one total. The samples need a distance that
rises with time, so the counter is what is used, after it was put right:

* a counter that is written every few seconds is spread over the time since it was last
  written: its steps are no jumps;
* a counter that starts over goes on; one that steps back had run ahead, and what it
  takes back is taken off what came before.

Then the first of these rules that applies decides:

1. A counter of a thousandth of what the others say counts kilometres (or miles).
2. Indoors the total is right: it is what the runner saved on the watch, corrected to
   what the belt showed. The counter is stretched to it.
3. Indoors, where nobody corrected the total and the speed is off by one share from
   beginning to end, the speed is the belt's own, and the counter is stretched to it.
4. A counter that hardly moves, or is more than a tenth away from two others that agree
   and from the total, is broken: positions count in its place, else speeds.
5. The counter is right.

Whatever then differs by more than :data:`TELL_FRAC` is reported with both numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.masks import true_runs
from negsplit.errors import MissingInputError
from negsplit.formats.track import metres_per_degree
from negsplit.recording import Finding, Format, Severity
from negsplit.units import PLAUSIBLE_SPEED_MPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from negsplit.recording import Column, Mask, Recording

# Two witnesses further apart than this are reported: satellites measure roads to 1 to
# 2 %, so less says nothing. The device's own total is the number that runners know.
TELL_FRAC = 0.02
TELL_TOTAL_FRAC = 0.01
# Inferred: a fall of the counter to less than this share of what it was is a new
# beginning. Corrections that were seen take back less than a tenth.
_NEW_BEGINNING_FRAC = 0.1
_NEW_BEGINNING_M = 20.0
# Falls up to this are jitter of positions; more was taken back.
_JITTER_M = 20.0
# Inferred: after so long without a change the counter stood still with the runner.
# Foot pods and watches were seen to catch up with what they had missed for a minute.
_CATCH_UP_S = 120.0
_CATCH_UP_MPS = 1.0
# A counter that lags moves at less than this share of the usual speed.
_LAG_FRAC = 0.5
# Inferred: watches that round a step to the next second were seen to write 0, 9 and 4 m
# where 4, 4 and 5 were run. A jump that is more than this over ten seconds is none.
_UNEVEN_S = 5.0
_UNEVEN_FRAC = 1.5
# The counter is written less often than samples are if this is so for most writes.
_COARSE = 1.5
# Metres in what else a counter may count, and how near to another witness that must
# come: a factor of 1000 is not an error of a fifth.
_UNITS_M = (1000.0, 1609.344)
_UNIT_FRAC = 0.2
# A saved total further than this from the counter is no correction, but damage.
_CORRECTION = (0.5, 2.0)
# The belt's speed is off by one share throughout: so near in each quarter of the run.
_STEADY_FRAC = 0.015
_SAME_FRAC = 0.005
_BROKEN_FRAC = 0.1
_AGREE_FRAC = 0.05
_DEAD_FRAC = 0.1  # a counter that hardly moves needs no second witness against it
# A witness of the whole has to have seen nearly all of it.
_WHOLE_FRAC = 0.9
# A speed speaks for the time to the next sample, but not for a gap.
_SPEED_HOLD_S = 20.0
# Nor is a minute between two positions a straight line.
_POSITION_HOLD_S = 60.0
_INDOORS = ("treadmill", "indoor", "virtual")


class Witness(Enum):
    """What says how far a run went."""

    COUNTER = "distance counter"
    SPEED = "speed"
    POSITIONS = "positions"
    LAPS = "laps"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance by the time of each sample, and what was found about it.

    Parameters
    ----------
    covered_m : array, shape (n,)
        Rises from zero. [m]
    by : Witness
        Who decided how far it was.
    findings : tuple of Finding
        Repairs, and witnesses that disagree.
    """

    covered_m: Column
    by: Witness
    findings: tuple[Finding, ...]


def distance_of(
    recording: Recording, order: NDArray[np.intp], paused: Mask
) -> Distance:
    """Return how far a run went by each sample.

    Parameters
    ----------
    recording : Recording
        As recorded.
    order : array of int
        Its usable samples in order of time, no time twice.
    paused : array of bool, one fewer
        Which intervals between them the watch was stopped for.

    Raises
    ------
    MissingInputError
        If there is neither distance nor positions nor speed.
    """
    return _Hearing(recording, order, ~paused).decided()


class _Hearing:
    """The witnesses of one run, heard one after the other."""

    def __init__(
        self, recording: Recording, order: NDArray[np.intp], running: Mask
    ) -> None:
        self._recording = recording
        self._order = order
        self._running = running
        self._time_s = recording.streams.time_s[order]
        self._duration_s = np.diff(self._time_s)
        self._findings: list[Finding] = []
        self._totals = dict(self._device())
        self._columns = dict(self._measured())
        self._totals |= {
            witness: self._along(column) for witness, column in self._columns.items()
        }

    def _along(self, column: Column) -> float:
        """Return what a column adds up to while the watch ran."""
        return float(np.diff(column)[self._running].sum())

    def _device(self) -> Iterator[tuple[Witness, float]]:
        """Yield what the device says of the whole, if the samples are of the whole."""
        totals, laps = self._recording.totals, self._recording.laps
        lasted_s = float(self._duration_s.sum())
        timer_s = totals.timer_s or totals.elapsed_s or lasted_s
        if totals.distance_m and lasted_s >= _WHOLE_FRAC * timer_s:
            yield Witness.TOTAL, totals.distance_m
        lapped_s = sum(lap.end_s - lap.start_s for lap in laps)
        lengths = [lap.distance_m for lap in laps if lap.distance_m is not None]
        are_whole = _WHOLE_FRAC * lasted_s <= lapped_s <= lasted_s / _WHOLE_FRAC
        if are_whole and len(lengths) == len(laps) > 0 and sum(lengths) > 0:
            yield Witness.LAPS, sum(lengths)

    def _measured(self) -> Iterator[tuple[Witness, Column]]:
        """Yield what the samples say, as far as they say enough."""
        streams, order = self._recording.streams, self._order
        along = self._positions()
        counter = streams.distance_m[order]
        if along is not None and not self._is_measured_along_positions:
            yield Witness.POSITIONS, along
        known = np.isfinite(counter)
        if known.sum() >= 2:
            filled = np.interp(self._time_s, self._time_s[known], counter[known])
            yield Witness.COUNTER, self._rising(filled)
        speed_mps = streams.speed_mps[order]
        if np.isfinite(speed_mps).sum() >= 2:
            yield from self._speed(speed_mps, is_only=not known.sum() >= 2)

    @property
    def _is_measured_along_positions(self) -> bool:
        """Whether the readers did so, as there was no counter."""
        recording = self._recording
        return recording.format is Format.GPX or any(
            finding.check == "distance-rebuilt" for finding in recording.findings
        )

    def _positions(self) -> Column | None:
        streams, order = self._recording.streams, self._order
        known = np.isfinite(streams.latitude_deg[order])
        hops_s = np.diff(self._time_s[known])
        seen_s = hops_s[hops_s <= _POSITION_HOLD_S].sum()
        if seen_s <= 0 or seen_s < _WHOLE_FRAC * self._duration_s[self._running].sum():
            return None
        path = _path(
            streams.latitude_deg[order][known], streams.longitude_deg[order][known]
        )
        if len(path) == len(order):
            return path
        filled: Column = np.interp(self._time_s, self._time_s[known], path)
        return filled

    def _speed(
        self, speed_mps: Column, *, is_only: bool
    ) -> Iterator[tuple[Witness, Column]]:
        if is_only:
            steps = np.nan_to_num(speed_mps[1:]) * self._duration_s
            yield Witness.COUNTER, np.concatenate([[0.0], np.cumsum(steps)])
            return
        means = (speed_mps[1:] + speed_mps[:-1]) / 2
        seen = np.isfinite(means) & (self._duration_s <= _SPEED_HOLD_S)
        seen_s = self._duration_s[seen & self._running].sum()
        if seen_s >= _WHOLE_FRAC * self._duration_s[self._running].sum():
            steps = np.where(seen, means, 0.0) * self._duration_s
            yield Witness.SPEED, np.concatenate([[0.0], np.cumsum(steps)])

    def _rising(self, counter_m: Column) -> Column:
        """Return the counter from zero, without falls and without jumps of writing."""
        falls = np.diff(counter_m) < 0
        if falls.any():
            counter_m = self._without_falls(counter_m)
        rising: Column = _spread(self._time_s, counter_m)
        return rising

    def _without_falls(self, counter_m: Column) -> Column:
        """Undo new beginnings of the counter and what it took back."""
        counter_m = _without_peaks(self._duration_s, counter_m)
        after, before = counter_m[1:], counter_m[:-1]
        begins = (after < before - _JITTER_M) & (
            (after < _NEW_BEGINNING_FRAC * before) | (after < _NEW_BEGINNING_M)
        )
        joined = counter_m.copy()
        for at in np.flatnonzero(begins):
            joined[at + 1 :] += joined[at] - joined[at + 1]
        took_back = np.flatnonzero(np.diff(joined) < -_JITTER_M)
        for at in took_back:
            joined = _taken_back(self._time_s, joined, int(at))
        for check, number, what in (
            ("reset", int(begins.sum()), "began again"),
            ("reset", len(took_back), "was set back"),
        ):
            if number:
                self._note(check, f"the distance {what} at {_places(number)}")
        return _agreed(self._time_s, joined)

    def _note(
        self, check: str, message: str, severity: Severity = Severity.NOTE
    ) -> None:
        self._findings.append(Finding(check, severity, message))

    def decided(self) -> Distance:
        """Return what the rules decide."""
        columns = self._columns
        if Witness.COUNTER not in columns:
            if not columns:
                raise MissingInputError(
                    "the recording holds no distance, no positions and no speed"
                )
            return self._given(next(iter(columns)))
        self._in_metres()
        for rule in (self._saved_total, self._belt_speed, self._broken_counter):
            decided = rule()
            if decided is not None:
                return decided
        return self._given(Witness.COUNTER)

    def _in_metres(self) -> None:
        """Rule 1."""
        counted_m = self._totals[Witness.COUNTER]
        others = [m for w, m in self._totals.items() if w is not Witness.COUNTER and m]
        for unit_m in _UNITS_M:
            near = [m for m in others if _apart(counted_m * unit_m, m) < _UNIT_FRAC]
            if near and counted_m > 0:
                self._columns[Witness.COUNTER] *= unit_m
                self._totals[Witness.COUNTER] *= unit_m
                unit = "kilometres" if unit_m == _UNITS_M[0] else "miles"
                self._note(
                    "distance",
                    f"the distance counter, {counted_m:.2f} at the end, is in {unit} "
                    f"and not in metres: others say {_km(near[0])}",
                    Severity.WARNING,
                )
                return

    @property
    def _is_indoors(self) -> bool:
        sport = self._recording.sport
        has_positions = np.isfinite(self._recording.streams.latitude_deg).any()
        return not has_positions or any(word in sport for word in _INDOORS)

    def _saved_total(self) -> Distance | None:
        """Rule 2."""
        counted_m = self._totals[Witness.COUNTER]
        total_m = self._totals.get(Witness.TOTAL)
        if not self._is_indoors or total_m is None or counted_m <= 0:
            return None
        low, high = _CORRECTION
        factor = total_m / counted_m
        if abs(factor - 1) < _SAME_FRAC or not low < factor < high:
            return None
        if abs(factor - 1) > TELL_FRAC:
            self._note(
                "distance",
                f"the watch counted {_km(counted_m)}, its total is {_km(total_m)}: "
                f"{_percent(counted_m, total_m)} apart; indoors the total counts: it "
                "is what was saved",
                Severity.WARNING,
            )
        return self._stretched(factor, Witness.TOTAL)

    def _belt_speed(self) -> Distance | None:
        """Rule 3."""
        counter = self._columns[Witness.COUNTER]
        speed = self._columns.get(Witness.SPEED)
        counted_m = self._totals[Witness.COUNTER]
        if not self._is_indoors or speed is None or counted_m <= 0:
            return None
        factor = self._totals[Witness.SPEED] / counted_m
        edges = np.linspace(0, len(counter) - 1, 5).astype(int)
        counted, run = np.diff(counter[edges]), np.diff(speed[edges])
        low, high = _CORRECTION
        if (
            abs(factor - 1) <= TELL_FRAC
            or not low < factor < high
            or (counted <= 0).any()
            or (np.abs(run / counted / factor - 1) > _STEADY_FRAC).any()
        ):
            return None
        self._note(
            "distance",
            f"the speed adds up to {_km(factor * counted_m)}, the distance counter to "
            f"{_km(counted_m)}: {_percent(counted_m, factor * counted_m)} apart from "
            "beginning to end; on a treadmill the speed is the belt's, so it counts",
            Severity.WARNING,
        )
        return self._stretched(factor, Witness.SPEED)

    def _broken_counter(self) -> Distance | None:
        """Rule 4."""
        counted_m = self._totals[Witness.COUNTER]
        total_m = self._totals.get(Witness.TOTAL, 0.0)
        is_confirmed = _apart(counted_m, total_m) < _AGREE_FRAC
        for witness in (Witness.POSITIONS, Witness.SPEED):
            if witness not in self._columns:
                continue
            measured_m = self._totals[witness]
            seconded = [
                other
                for other, m in self._totals.items()
                if other not in (witness, Witness.COUNTER)
                and _apart(m, measured_m) < _AGREE_FRAC
            ]
            is_dead = counted_m < _DEAD_FRAC * measured_m
            is_broken = (
                seconded
                and not is_confirmed
                and _apart(counted_m, measured_m) > _BROKEN_FRAC
            )
            if is_dead or is_broken:
                others = ", ".join(
                    f"{_says(other)} {_km(self._totals[other])}"
                    for other in (witness, *seconded)
                )
                self._note(
                    "distance",
                    f"the distance counter says {_km(counted_m)}, but {others}; the "
                    "counter is not used",
                    Severity.WARNING,
                )
                del self._totals[Witness.COUNTER]
                return self._given(witness)
        return None

    def _stretched(self, factor: float, by: Witness) -> Distance:
        """Return the counter by a factor, with what else disagrees."""
        self._columns[Witness.COUNTER] *= factor
        self._totals[Witness.COUNTER] *= factor
        return self._given(Witness.COUNTER, by)

    def _given(self, witness: Witness, by: Witness | None = None) -> Distance:
        said_m = self._totals[witness]
        # The total is compared when a run is cleaned; laps often add up to it.
        decided = {witness, by, Witness.TOTAL}
        laps_m, total_m = map(self._totals.get, (Witness.LAPS, Witness.TOTAL))
        if laps_m and total_m and _apart(laps_m, total_m) < TELL_TOTAL_FRAC:
            decided.add(Witness.LAPS)
        for other, m in self._totals.items():
            if other not in decided and _apart(m, said_m) > TELL_FRAC:
                self._note(
                    "distance",
                    f"{_says(other)} {_km(m)}, {_km(said_m)} counts: "
                    f"{_percent(m, said_m)} apart",
                )
        column = self._columns[witness]
        return Distance(column - column[0], by or witness, tuple(self._findings))


def total_differs(
    recording: Recording, total_m: float, lasted_s: float
) -> Finding | None:
    """Return a finding where a run is not as long as its device says."""
    said_m = recording.totals.distance_m
    if not said_m or _apart(total_m, said_m) <= TELL_TOTAL_FRAC:
        return None
    timer_s = recording.totals.timer_s or lasted_s
    part = "" if lasted_s >= _WHOLE_FRAC * timer_s else "; part of the run is missing"
    message = (
        f"the device's total is {_km(said_m)}, what was recorded comes to "
        f"{_km(total_m)}: {_percent(total_m, said_m)} apart{part}"
    )
    return Finding("distance", Severity.NOTE, message)


def _spread(time_s: Column, counter_m: Column) -> Column:
    """Return a counter that rises between writes, where it is written less often.

    A step is spread over the usual time between two writes, which leaves standing
    still as it is.
    """
    steps, duration_s = np.diff(counter_m), np.diff(time_s)
    written = np.flatnonzero(steps > 0)
    # Where most samples have a write of their own, so has the median one.
    if len(written) < 2 or _COARSE * len(written) > len(steps):
        return _caught_up(time_s, counter_m)
    ends_s = time_s[written + 1]
    since_s = np.diff(ends_s, prepend=time_s[0])
    own_s = duration_s[written]
    usual_s = float(np.median(since_s))
    if usual_s <= _COARSE * float(np.median(duration_s)):
        return _caught_up(time_s, counter_m)
    over_s = np.minimum(since_s, np.maximum(usual_s, own_s))
    knots_s = np.stack([ends_s - over_s, ends_s], axis=1).ravel()
    knots_m = np.stack([counter_m[written], counter_m[written + 1]], axis=1).ravel()
    return _caught_up(time_s, np.interp(time_s, knots_s, knots_m))


def _caught_up(time_s: Column, counter_m: Column) -> Column:
    """Return a counter that did not lag behind and then catch up at a jump.

    A jump that nobody can run is spread over the time before it in which the counter
    hardly moved, if both together make a run; else over the seconds around it, if it is
    no more than the counter being written a little early or late.
    """
    steps, duration_s = np.diff(counter_m), np.diff(time_s)
    speed_mps = steps / duration_s
    fastest_mps = PLAUSIBLE_SPEED_MPS[1]
    too_fast = speed_mps > fastest_mps
    if not too_fast.any():
        return counter_m
    usual_mps = float(np.median(speed_mps[speed_mps > _CATCH_UP_MPS]))
    lags = speed_mps < _LAG_FRAC * usual_mps
    level = counter_m.copy()
    for first, end in true_runs(too_fast):
        begin = first
        while begin and lags[begin - 1] and time_s[first] - time_s[begin] < _CATCH_UP_S:
            begin -= 1
        mean_mps = _mean_speed(time_s, counter_m, begin, end)
        if begin < first and _CATCH_UP_MPS <= mean_mps <= fastest_mps:
            _level(time_s, level, begin, end)
            continue
        begin = int(np.searchsorted(time_s, time_s[first] - _UNEVEN_S))
        last = int(np.searchsorted(time_s, time_s[end] + _UNEVEN_S, side="right")) - 1
        if _mean_speed(time_s, level, begin, last) <= _UNEVEN_FRAC * usual_mps:
            _level(time_s, level, begin, last)
    return level


def _mean_speed(time_s: Column, counter_m: Column, begin: int, end: int) -> float:
    return float((counter_m[end] - counter_m[begin]) / (time_s[end] - time_s[begin]))


def _level(time_s: Column, counter_m: Column, begin: int, end: int) -> None:
    """Let a counter rise evenly between two samples."""
    inside = slice(begin, end + 1)
    ends = [begin, end]
    counter_m[inside] = np.interp(time_s[inside], time_s[ends], counter_m[ends])


def _path(latitude_deg: Column, longitude_deg: Column) -> Column:
    """Return the length of a path; of the sphere of its middle, which is near enough.

    Over the degree of latitude that no run leaves it is wrong by less than the 2 % that
    are told, and ten times as fast as along the ellipsoid.
    """
    north_m, east_m = metres_per_degree(float(latitude_deg[len(latitude_deg) // 2]))
    turn = np.diff(longitude_deg)
    if np.abs(turn).max(initial=0.0) > 180:  # over the date line
        turn = (turn + 180) % 360 - 180
    steps = np.sqrt((np.diff(latitude_deg) * north_m) ** 2 + (turn * east_m) ** 2)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _without_peaks(duration_s: Column, counter_m: Column) -> Column:
    """Return a counter without single samples that nobody can have run up to."""
    middle = counter_m[1:-1]
    peaks = middle - counter_m[:-2] > PLAUSIBLE_SPEED_MPS[1] * duration_s[:-1]
    peaks &= (middle > counter_m[2:] + _JITTER_M) & (counter_m[2:] >= counter_m[:-2])
    if not peaks.any():
        return counter_m
    level = counter_m.copy()
    level[1:-1][peaks] = (counter_m[2:] + counter_m[:-2])[peaks] / 2
    return level


def _taken_back(time_s: Column, counter_m: Column, at: int) -> Column:
    """Return a counter that had not run ahead before it was set back behind ``at``.

    Where before it ran ahead nobody knows: all of it is shortened by one share.
    """
    steps, duration_s = np.diff(counter_m), np.diff(time_s)
    speeds = steps[steps > 0] / duration_s[steps > 0]
    meanwhile_m = float(np.median(speeds)) * duration_s[at] if len(speeds) else 0.0
    counted_m = counter_m[at] - counter_m[0]
    right_m = counter_m[at + 1] - meanwhile_m - counter_m[0]
    if not 0 < right_m < counted_m:
        return counter_m
    repaired = counter_m.copy()
    before = slice(0, at + 1)
    repaired[before] = counter_m[0] + (counter_m[before] - counter_m[0]) * (
        right_m / counted_m
    )
    return repaired


def _agreed(time_s: Column, counter_m: Column) -> Column:
    """Return a counter without falls: where it jitters, a line across the jitter."""
    before = np.maximum.accumulate(counter_m)
    after = np.minimum.accumulate(counter_m[::-1])[::-1]
    agreed = before == after
    if agreed.all():
        return counter_m
    if agreed.sum() < 2:
        return before
    line = np.interp(time_s, time_s[agreed], counter_m[agreed])
    rising: Column = np.maximum.accumulate(line)
    return rising


def _apart(one_m: float, other_m: float) -> float:
    """Return how far apart two distances are, as a share of the second."""
    return abs(one_m - other_m) / other_m if other_m > 0 else float("inf")


def _says(witness: Witness) -> str:
    is_plural = witness in (Witness.POSITIONS, Witness.LAPS)
    return f"the {witness.value} {'say' if is_plural else 'says'}"


def _km(distance_m: float) -> str:
    return f"{distance_m / 1000:.2f} km"


def _percent(one_m: float, other_m: float) -> str:
    return f"{100 * _apart(one_m, other_m):.0f}%"


def _places(number: int) -> str:
    return f"{number} {'place' if number == 1 else 'places'}"
