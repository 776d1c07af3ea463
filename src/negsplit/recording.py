"""What a device wrote: streams over time, laps, pauses, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from negsplit.workout import Workout

    Column = NDArray[np.float64]
    Mask = NDArray[np.bool_]


# What stands as the device of a run that was typed in.
BY_HAND = "Typed by hand"


class Severity(Enum):
    """How much a finding matters for what is concluded from a recording."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the data that the runner should know; not an exception."""

    check: str
    severity: Severity
    message: str
    start_s: float | None = None
    end_s: float | None = None


class Format(Enum):
    """The format that a recording or a workout came in."""

    FIT = "fit"
    TCX = "tcx"
    GPX = "gpx"


@dataclass(frozen=True, slots=True, eq=False)
class Streams:
    """Columns of equal length, one row per sample; NaN is a gap.

    Parameters
    ----------
    time_s : array, shape (n,)
        Seconds since the recording's start, wall clock. As recorded: not
        necessarily regular, increasing or unique.
    distance_m : array, shape (n,)
        Distance covered, as the device counted it. [m]
    speed_mps : array, shape (n,)
        Speed as the device measured it. [m/s]
    altitude_m, heart_rate_bpm, power_w : array, shape (n,)
        [m], [beats/min], [W]
    cadence_spm : array, shape (n,)
        Steps of both feet per minute.
    latitude_deg, longitude_deg : array, shape (n,)
        WGS 84. [degrees]
    """

    time_s: Column
    distance_m: Column
    speed_mps: Column
    altitude_m: Column
    heart_rate_bpm: Column
    cadence_spm: Column
    power_w: Column
    latitude_deg: Column
    longitude_deg: Column

    def __post_init__(self) -> None:
        lengths = {getattr(self, column.name).shape for column in fields(self)}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1:
            raise InputError(f"streams differ in length: {sorted(lengths)}")

    @classmethod
    def from_columns(cls, time_s: Column, **columns: Column) -> Streams:
        """Return streams in which every column that is not given is a gap."""
        missing = np.full(time_s.shape, np.nan)
        names = [column.name for column in fields(cls)[1:]]
        return cls(time_s, *(columns.get(name, missing) for name in names))

    def __len__(self) -> int:
        """Return the number of samples."""
        return len(self.time_s)

    @staticmethod
    def has(column: Column) -> bool:
        """Return whether a column holds any value."""
        return bool(np.isfinite(column).any())


@dataclass(frozen=True, slots=True)
class Lap:
    """A stretch that the device marked: by button, by distance or by workout step.

    Parameters
    ----------
    start_s, end_s : float
        Seconds since the recording's start, wall clock.
    distance_m, timer_s : float, optional
        As the device counted them, pauses left out.
    step_index : int, optional
        Index of the workout step that was being run, as in the FIT file:
        counted over messages, repeats included.
    trigger : str
        What ended the lap, in the format's own word; empty if not recorded.
    """

    start_s: float
    end_s: float
    distance_m: float | None = None
    timer_s: float | None = None
    step_index: int | None = None
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch during which the watch was stopped. Seconds since the start."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Totals:
    """What the device says of the whole recording."""

    distance_m: float | None = None
    elapsed_s: float | None = None
    timer_s: float | None = None
    ascent_m: float | None = None
    highest_bpm: float | None = None


class ZoneSource(Enum):
    """Where the zone of a start comes from, the surest first."""

    RUNNER = "runner"  # said for this run, or for the import that brought it
    FILE = "file"  # written behind the times
    PLACE = "place"  # of the first position
    DEVICE = "device"  # what the watch's own clock was ahead of UTC
    HOME = "home"  # where the runner lives, as a setting
    NONE = "none"  # nobody says; the start is in UTC


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """One recorded run, as the device wrote it; never repaired in place.

    Parameters
    ----------
    started_at : datetime
        Instant of time zero, with its zone; UTC where the file does not say.
    streams : Streams
        The samples.
    format : Format
        What the bytes were.
    digest : str
        SHA-256 of the bytes as given, in hexadecimal.
    sport : str
        Sport in the format's own words, lower case; empty if not recorded.
    device : str
        Device that recorded, as the file names it.
    title : str
        What the file calls the run; empty if nothing.
    is_race : bool
        Whether the runner marked it as a race.
    part : int
        Which run of the file it is: a file may hold several, counted from 0.
    zone : str
        The zone that the start is in, by its name; empty where only an offset is known.
    zone_source : ZoneSource
        Where the zone of ``started_at`` comes from.
    laps, pauses, totals : tuple of Lap, tuple of Pause, Totals
        As marked and counted by the device.
    workout : Workout, optional
        The planned workout that the file carries.
    step_indices : tuple of int
        For each step of ``workout.flat()``, the index that laps refer to it by.
    findings : tuple of Finding
        What the reader noticed: damage, dropped samples, doubts.
    temperature_degc : float, optional
        The median that the device measured; on the wrist it reads warm. [°C]
    """

    started_at: datetime
    streams: Streams
    format: Format
    digest: str
    sport: str = ""
    device: str = ""
    title: str = ""
    is_race: bool = False
    part: int = 0
    zone: str = ""
    zone_source: ZoneSource = ZoneSource.NONE
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    totals: Totals = Totals()
    workout: Workout | None = None
    step_indices: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    temperature_degc: float | None = None

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise InputError("the start of a recording needs a time zone")
