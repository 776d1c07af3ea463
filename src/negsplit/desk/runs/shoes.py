"""Pairs of shoes: how far each was run in, and when to look at a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.runs.edit_form import distance_of
from negsplit.errors import InputError, NotFoundError
from negsplit.reports.shoe_words import wear_words
from negsplit.store import shoes
from negsplit.workout import plain_text

if TYPE_CHECKING:
    from datetime import date

    from negsplit.diary import Diary
    from negsplit.store.records import ShoeRow
    from negsplit.units import DistanceUnit

# 500 miles. Running shoes kept some 60 to 70 % of their first shock absorption between
# 250 and 500 miles (S. D. Cook, M. A. Kester and M. E. Brunet, "Shock absorption
# characteristics of running shoes", Am. J. Sports Med. 13 (1985) 248-253; as
# reproduced, original not seen). That this is when to change them is a rule of thumb:
# shoes and runners differ, and no study shows that it prevents injuries.
USUAL_LIMIT_M = 804_672.0
# From this share of the limit on there is a word of it.
NEAR_FRAC = 0.9
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Shoe:
    """A pair of shoes.

    Parameters
    ----------
    id, name : int, str
        By which it is known.
    distance_m, limit_m : float
        Run in them, before this diary too; and the limit that counts. [m]
    runs : int
        How many runs of this diary were in them.
    is_default : bool
        Whether runs of today are in this pair unless something else is said.
    is_worn : bool
        Whether the limit is reached, and they are still in use.
    is_near : bool
        Whether nine tenths of it are.
    retired_on : str, optional
        The last day, if they are no longer in use.
    """

    id: int
    name: str
    distance_m: float
    limit_m: float
    runs: int
    is_default: bool
    is_worn: bool
    is_near: bool
    retired_on: str | None


@dataclass(frozen=True, slots=True)
class ShoeLine:
    """A pair as it is shown: as :class:`Shoe`, and a word about its limit."""

    id: int
    name: str
    distance_m: float
    runs: int
    is_default: bool
    is_worn: bool
    retired_on: str | None
    words: str


def shoe_list(diary: Diary, today: date) -> tuple[Shoe, ...]:
    """Return all pairs, those in use first."""
    rows = diary.shoes()
    usual = _usual(rows, today)
    return tuple(_shoe(row, is_default=row is usual) for row in rows)


def shoe_lines(diary: Diary, today: date, unit: DistanceUnit) -> tuple[ShoeLine, ...]:
    """Return all pairs as they are shown, with a word where the limit is near."""
    return tuple(
        ShoeLine(
            shoe.id,
            shoe.name,
            shoe.distance_m,
            shoe.runs,
            shoe.is_default,
            shoe.is_worn,
            shoe.retired_on,
            wear_words(shoe.distance_m, shoe.limit_m, unit, is_worn=shoe.is_worn)
            if shoe.is_worn or shoe.is_near
            else "",
        )
        for shoe in shoe_list(diary, today)
    )


def _usual(rows: list[ShoeRow], today: date) -> ShoeRow | None:
    day = today.isoformat()
    since = [
        (row.default_from, row.id, row)
        for row in rows
        if row.default_from is not None
        and row.default_from <= day
        and (row.retired_on is None or row.retired_on >= day)
    ]
    return max(since, key=lambda one: one[:2])[2] if since else None


def _shoe(row: ShoeRow, *, is_default: bool) -> Shoe:
    distance_m = row.start_m + row.run_m
    limit_m = row.limit_m or USUAL_LIMIT_M
    in_use = row.retired_on is None
    return Shoe(
        id=row.id,
        name=row.name,
        distance_m=distance_m,
        limit_m=limit_m,
        runs=row.runs,
        is_default=is_default,
        is_worn=in_use and distance_m >= limit_m,
        is_near=in_use and NEAR_FRAC * limit_m <= distance_m < limit_m,
        retired_on=row.retired_on,
    )


def add_shoe(
    diary: Diary, name: str, start_m: float = 0.0, limit_m: float | None = None
) -> int:
    """Enter a pair and return its number.

    Raises
    ------
    InputError
        If it has no name, or another pair has it.
    """
    plain = plain_text(name)
    if not plain or len(plain) > LONGEST_NAME:
        raise InputError(f"name the pair in at most {LONGEST_NAME} letters")
    if start_m < 0 or (limit_m is not None and limit_m <= 0):
        raise InputError("a pair has run no less than nothing, and its limit is more")
    with diary.transaction() as connection:
        if shoes.named(connection, diary.athlete_id, plain) is not None:
            raise InputError(f"there is a pair '{plain}' already")
        return shoes.add(connection, diary.athlete_id, plain, start_m, limit_m)


def add_typed_shoe(
    diary: Diary, name: str, used: str, limit: str, unit: DistanceUnit
) -> int:
    """Enter a pair as typed; a bare number of its distances is in the runner's unit."""
    is_new = used.strip() in {"", "0"}
    start_m = 0.0 if is_new else distance_of(used, unit)
    limit_m = distance_of(limit, unit) if limit.strip() else None
    return add_shoe(diary, name, start_m, limit_m)


def shoe_named(diary: Diary, name: str) -> int:
    """Return the number of a pair.

    Raises
    ------
    NotFoundError
        If there is none of that name.
    """
    found = shoes.named(diary.connection, diary.athlete_id, plain_text(name))
    if found is None:
        known = ", ".join(row.name for row in diary.shoes()) or "none yet"
        raise NotFoundError(f"there is no pair '{name}'; your pairs: {known}")
    return found


def shoe_numbered(diary: Diary, number: int) -> str:
    """Return the name of a pair.

    Raises
    ------
    NotFoundError
        If the runner has none of that number.
    """
    found = next((row.name for row in diary.shoes() if row.id == number), None)
    if found is None:
        raise NotFoundError("there is no such pair of shoes; it may have been deleted")
    return found


def use_from(diary: Diary, name: str, since: date) -> None:
    """Let runs from a day on be in a pair, unless something else is said of them."""
    shoe = shoe_named(diary, name)
    with diary.transaction() as connection:
        shoes.make_default(connection, shoe, since)


def retire(diary: Diary, name: str, day: date | None) -> None:
    """Note the last day of a pair; nothing where it is in use again."""
    shoe = shoe_named(diary, name)
    with diary.transaction() as connection:
        shoes.retire(connection, shoe, day)


def drop_shoe(diary: Diary, name: str) -> None:
    """Delete a pair; its runs are in the usual one again."""
    shoe = shoe_named(diary, name)
    with diary.transaction() as connection:
        shoes.drop(connection, shoe)


def wear(diary: Diary, number: int, name: str) -> None:
    """Note in which pair a run was run; '' for the usual one."""
    diary.run(number)
    shoe = shoe_named(diary, name) if name else None
    with diary.transaction() as connection:
        shoes.wear(connection, number, shoe)
