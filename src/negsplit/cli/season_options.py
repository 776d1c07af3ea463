"""Options about when and how much a runner can train, and what the diary knows of it.

They become one argument, ``given``, which fills in what a kept plan says already.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from negsplit.cli.days import one_day
from negsplit.desk.design.amounts import parse_amount
from negsplit.desk.plan.goals import recent_running
from negsplit.errors import InputError
from negsplit.plan import Availability, Role, Weekday
from negsplit.planning.recent import LONGEST_GAP_DAYS
from negsplit.units import DistanceUnit, parse_distance, parse_duration
from negsplit.workout import Time

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.athlete import Athlete
    from negsplit.diary import Diary
    from negsplit.planning.season import Recent

    Command = Callable[..., None]

_OPTIONS = (
    click.option("--days", "runs", type=int, metavar="N", help="Runs a week, 3 to 7."),
    click.option("--free", metavar="DAYS", help="Days with time: mon,tue,thu,sat,sun."),
    click.option(
        "--fix",
        multiple=True,
        metavar="DAY=WHAT",
        help="What has its day: tue=hard, sun=long; repeatable.",
    ),
    click.option("--longest", metavar="TIME", help="Longest run but the long one."),
    click.option("--by", type=click.Choice(["time", "distance"]), help="How to count."),
    click.option("--treadmill/--outdoors", default=None, help="Only on a treadmill."),
    click.option("--hills/--no-hills", default=None, help="Whether there are hills."),
    click.option(
        "--away",
        multiple=True,
        metavar="DAY..DAY",
        help="Days without running; repeatable.",
    ),
    click.option("--usual", metavar="TIME", help="Running in a usual week, now: 3h30."),
    click.option("--long-run", metavar="TIME", help="Longest run of late: 1h20."),
    click.option(
        "--raced",
        metavar="RACE=DAY",
        help="The last goal race: marathon=2026-11-13.",
    ),
    click.option("--last-run", metavar="DAY", help="The day of the last run."),
)
_NAMES = (
    "runs", "free", "fix", "longest", "by", "treadmill", "hills", "away", "usual",
    "long_run", "raced", "last_run",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say, as typed."""

    values: dict[str, Any]

    @property
    def is_any(self) -> bool:
        """Whether anything was said."""
        return any(value not in (None, ()) for value in self.values.values())

    def availability(
        self, known: Availability | None, unit: DistanceUnit | None
    ) -> Availability:
        """Return when there is time, as said, else as known."""
        said = {name: value for name, value in self._said() if value is not None}
        if unit is not None:
            said["unit"] = unit
        base = known or Availability()
        if "free" in said and "days" not in said:
            # Who names three days and no number runs three times.
            said["days"] = min(len(said["free"]), base.days)
        return replace(base, **said)

    def _said(self) -> list[tuple[str, Any]]:
        said, longest = self.values, self.values["longest"]
        return [
            ("days", said["runs"]),
            ("free", _weekdays(said["free"]) if said["free"] else None),
            ("fixed", tuple(_fixed(text) for text in said["fix"]) or None),
            ("longest_s", parse_duration(longest) if longest else None),
            ("by_time", None if said["by"] is None else said["by"] == "time"),
            ("treadmill_only", said["treadmill"]),
            ("has_hills", said["hills"]),
            ("away", tuple(parse_days(text) for text in said["away"]) or None),
        ]

    def recent(self, diary: Diary | None, athlete: Athlete, today: date) -> Recent:
        """Return what the runner has been doing: as said, else as the diary has it."""
        found = recent_running(diary, athlete, today)
        usual, longest = self.values["usual"], self.values["long_run"]
        weekly_s = _time(usual) if usual else found.weekly_s
        longest_s = _time(longest) if longest else found.longest_s
        found = replace(found, weekly_s=weekly_s, longest_s=longest_s)
        if self.values["last_run"]:
            days_off = (today - one_day(self.values["last_run"])).days - 1
            is_gap = days_off <= LONGEST_GAP_DAYS
            found = replace(found, days_off=0 if is_gap else days_off)
        if self.values["raced"]:
            day, distance_m = _raced(self.values["raced"])
            found = replace(found, race_day=day, race_m=distance_m)
        return found


def season_options(command: Command) -> Command:
    """Add the options about time to train, passed on as ``given``."""

    @functools.wraps(command)
    def with_given(**values: Any) -> None:
        said = {name: values.pop(name) for name in _NAMES}
        command(given=Given(said), **values)

    decorated: Command = with_given
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def on_option(command: Command) -> Command:
    """Add ``--on``, the day that counts as today, passed on as ``today``."""
    option = click.option(
        "--on",
        "today",
        metavar="DAY",
        callback=lambda _, __, value: one_day(value) if value else here_today(),
        help="The day that counts as today.",
    )
    return option(command)


def here_today() -> date:
    """Return the day that it is where the runner is."""
    return datetime.now(UTC).astimezone().date()


def _time(text: str) -> float:
    amount = parse_amount(text)
    if not isinstance(amount, Time):
        raise InputError(f"'{text}' is a distance; give the time, as in 3h30")
    return amount.duration_s


def _raced(text: str) -> tuple[date, float]:
    name, equals, day = text.partition("=")
    if not equals:
        raise InputError(f"'{text}' is not RACE=DAY; write marathon=2026-11-13")
    return one_day(day), parse_distance(name.strip())


def _weekdays(text: str) -> frozenset[Weekday]:
    return frozenset(
        _weekday(word) for word in text.replace(" ", ",").split(",") if word
    )


def _weekday(text: str) -> Weekday:
    word = text.strip().lower()
    for day in Weekday:
        if len(word) >= 2 and day.name.lower().startswith(word):
            return day
    raise InputError(f"'{text}' is no weekday; write mon, tue, wed, thu, fri, sat, sun")


def _fixed(text: str) -> tuple[Weekday, Role]:
    day, equals, what = text.partition("=")
    words = {role.value.split()[0]: role for role in Role if role is not Role.RACE}
    role = words.get(what.strip().lower().split(" ")[0])
    if not equals or role is None:
        raise InputError(
            f"'{text}' is not DAY=WHAT; write tue=hard, with one of {', '.join(words)}"
        )
    return _weekday(day), role


def parse_days(text: str) -> tuple[date, date]:
    """Return the first and the last day of ``2026-12-24..2026-12-27``, or of one."""
    first, dots, last = text.partition("..")
    return one_day(first), one_day(last if dots else first)
