"""Instants as the XML formats write them, a column at a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column

_SHAPE = np.frombuffer(b"0000-00-00T00:00:00", np.uint8)
# No recording is from before 1970 or after 2242; such dates are damage.
_LAST_S = 2.0**33
# What the date formatter of iOS makes of "HH" on a phone that is set to a clock of
# twelve hours: "2026-05-03T6:43:25.139 PMZ", the blank often a narrow one.
_TWELVE_HOURS = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d{1,2})(:\d\d:\d\d(?:\.\d+)?)\s*([AP])\.?M\.?\s*(\S*)",
    re.IGNORECASE,
)
_DIGITS = np.flatnonzero(ord("0") == _SHAPE)
_MARKS = np.flatnonzero(ord("0") != _SHAPE)


def seconds_of(texts: Sequence[bytes]) -> Column:
    """Return Unix seconds, NaN for what is no instant; without a zone it is UTC.

    >>> seconds_of([b"1970-01-02T00:00:00.5Z", b"1970-01-01T01:00:00+01:00", b"?"])
    array([86400.5,     0. ,     nan])
    """
    seconds = np.full(len(texts), np.nan)
    lengths = np.fromiter(map(len, texts), int, len(texts))
    for length in set(lengths.tolist()):
        same = np.flatnonzero(lengths == length)
        alike = [texts[i] for i in same.tolist()]
        rows = np.frombuffer(b"".join(alike), np.uint8)
        done = _regular(rows.reshape(len(same), length))
        if done is None:
            done = np.array([_single(text) for text in alike])
        seconds[same] = done
    seconds[(seconds < 0) | (seconds > _LAST_S)] = np.nan
    return seconds


def zone_of(text: bytes) -> tzinfo | None:
    """Return the zone that an instant is given in, None if it does not say.

    >>> zone_of(b"2021-05-02T09:39:39+08:00"), zone_of(b"2021-05-02T09:39:39")
    (datetime.timezone(datetime.timedelta(seconds=28800)), None)
    """
    instant = _instant(text)
    return None if instant is None else instant.tzinfo


def _regular(rows: NDArray[np.uint8]) -> Column | None:
    """Return the seconds of equally long texts in UTC, None if they are not that.

    That is ``2021-05-02T09:39:39Z``, with or without a fraction.
    """
    length = rows.shape[1]
    fraction = length - len(_SHAPE) - 2
    if length < 20 or fraction == 0:
        return None
    digits = rows[:, _DIGITS].astype(np.int64) - ord("0")
    tail = rows[:, 20:-1].astype(np.int64) - ord("0")
    is_regular = (
        (rows[:, _MARKS] == _SHAPE[_MARKS]).all()
        and (rows[:, -1] == ord("Z")).all()
        and (fraction < 0 or (rows[:, 19] == ord(".")).all())
        and ((digits >= 0) & (digits <= 9)).all()
        and ((tail >= 0) & (tail <= 9)).all()
    )
    if not is_regular:
        return None
    return _whole(digits) + tail @ 10.0 ** -np.arange(1, tail.shape[1] + 1)


def _whole(digits: NDArray[np.int64]) -> Column:
    pairs = digits[:, 0::2] * 10 + digits[:, 1::2]
    century, year, month, day, hour, minute, second = pairs.T
    months = (century * 100 + year - 1970) * 12 + month - 1
    first, following = (
        (months + ahead).astype("M8[M]").astype("M8[D]").astype(np.int64)
        for ahead in (0, 1)
    )
    seconds = (((first + day - 1) * 24 + hour) * 60 + minute) * 60.0 + second
    possible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= following - first)
    possible &= (hour <= 24) & (minute <= 59) & (second <= 60)
    return np.where(possible, seconds, np.nan)


def _single(text: bytes) -> float:
    instant = _instant(text)
    if instant is None:
        return np.nan
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def _instant(text: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(_of_24_hours(text.decode().strip()))
    except ValueError:
        return None


def _of_24_hours(text: str) -> str:
    """Return an instant on a clock of 24 hours; 12 AM is midnight, 12 PM is noon.

    >>> _of_24_hours("2026-05-03T6:43:25.139 PMZ")
    '2026-05-03T18:43:25.139Z'
    """
    found = _TWELVE_HOURS.fullmatch(text)
    if found is None:
        return text
    day, hour, rest, half, zone = found.groups()
    after_noon = 12 if half in "Pp" else 0
    return f"{day}T{int(hour) % 12 + after_noon:02d}{rest}{zone}"
