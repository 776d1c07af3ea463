"""What goes into the diary and comes out of it, as rows; no row knows SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.analysis.classify import Form
    from negsplit.analysis.shape import Answer
    from negsplit.edits import Edit
    from negsplit.recording import Format, ZoneSource
    from negsplit.workout import Goal


class Outcome(Enum):
    """What became of a file that was brought to the diary."""

    READ = "read"
    REPAIRED = "repaired"
    TWIN = "same run"
    KNOWN = "already known"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as given, and what came beside them.

    Parameters
    ----------
    place : str
        Where they were found.
    packing : str
        'zstd', or 'plain' where packing would not have paid.
    data : bytes
        The bytes, packed.
    beside : str, optional
        What is known of the run from elsewhere, as JSON: heart rate of Apple Health.
    """

    place: str
    packing: str
    data: bytes
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """The features of a run in their code, and those that lists are made of."""

    code: int
    body: bytes
    distance_m: float
    moving_s: float
    form: str
    is_progression: str


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run as a worker leaves it: read, analysed, packed, ready for the diary."""

    digest: str
    part: int
    content_key: str
    started_ms: int
    utc_offset_s: int
    zone: str
    zone_source: str
    elapsed_s: float
    name: str
    sport: str
    is_run: bool
    device: str
    format: str
    felt_cr10: float | None
    goal: str | None
    plan: str | None
    reader: int
    marks: str
    samples: bytes
    original: Original
    measures: Measures
    stopped_because: str | None = None
    shoe: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at: how it looked, and what became of it."""

    size: int
    stamp: int
    reader: int
    outcome: Outcome
    reason: str = ""
    run: int | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list.

    Parameters
    ----------
    id : int
        Its number in the diary, which no other run ever gets.
    started_at : datetime
        On the clock where it was run, as far as that is known; else in UTC.
    zone, zone_source : str, ZoneSource
        The zone by its name, if it is known; and who says so.
    elapsed_s : float
        Wall clock from the first sample to the last. [s]
    name, sport, device : str
        As the runner, the service or the file says; may be empty.
    format : Format
        What the original is.
    is_run : bool
        False for other sports, which are there only if they were asked for.
    distance_m, moving_s : float, optional
        [m], [s]
    form, is_progression : Form, Answer, optional
        The verdict on the shape.
    felt_cr10 : float, optional
        Felt effort from 0 to 10, as the runner says.
    goal : Goal, optional
        What the run was for, as the runner says.
    has_plan : bool
        Whether the runner named a planned workout; one in the file does not count.
    twin_of : int, optional
        The recording that this one is proposed to be a copy of.
    stopped_because : str, optional
        Why the runner did not finish the build; '' where no reason was given.
    is_race : bool
        Whether the runner marked it as a race.
    """

    id: int
    started_at: datetime
    zone: str
    zone_source: ZoneSource
    elapsed_s: float
    name: str
    sport: str
    device: str
    format: Format
    is_run: bool
    distance_m: float | None
    moving_s: float | None
    form: Form | None
    is_progression: Answer | None
    felt_cr10: float | None
    goal: Goal | None
    has_plan: bool
    twin_of: int | None
    stopped_because: str | None = None
    is_race: bool = False


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit of a run: when it was made, what it says, and when it was undone."""

    id: int
    made_at: datetime
    edit: Edit
    undone_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not undone."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class ShoeRow:
    """A pair of shoes, and what was run in it; distances in m, days as ISO 8601."""

    id: int
    name: str
    start_m: float
    limit_m: float | None
    default_from: str | None
    retired_on: str | None
    runs: int
    run_m: float


@dataclass(frozen=True, slots=True)
class AthleteRow:
    """One of the athletes who share a diary's file."""

    id: int
    name: str
    runs: int


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs to list; what is not given does not matter.

    ``since`` and ``until`` are days on the watch's clock, both included. ``text`` is
    looked for in names, in any letter case of any script; ``is_race`` leaves only races
    that the runner marked as such. Twins are left out, as they
    would count twice, and so are other sports.
    """

    form: Form | None = None
    is_progression: Answer | None = None
    goal: Goal | None = None
    since: date | None = None
    until: date | None = None
    least_m: float | None = None
    most_m: float | None = None
    text: str = ""
    is_race: bool = False
    with_twins: bool = False
    with_other_sports: bool = False
    newest_first: bool = False
    limit: int | None = None
    skip: int = 0


EVERY_RUN = RunFilter()


class Role(Enum):
    """What an account is for."""

    COACH = "coach"
    RUNNER = "runner"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody who may log in; without the hash of a password, not yet."""

    id: int
    name: str
    role: Role
    athlete: int | None
    password: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A program that may ask in somebody's name; times in s since 1970."""

    id: int
    label: str
    made_at: int
    used_at: int | None
