from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.formats.iso_time import seconds_of, zone_of

INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1))  # noqa: DTZ001 - the zone is drawn beside it
ZONES = st.sampled_from([UTC, *(timezone(timedelta(minutes=m)) for m in (75, -210))])


@given(st.lists(st.tuples(INSTANTS, ZONES), max_size=8))
def test_instants_agree_with_the_standard_library(
    instants: list[tuple[datetime, timezone]],
) -> None:
    aware = [instant.replace(tzinfo=zone) for instant, zone in instants]
    texts = [one.isoformat().replace("+00:00", "Z").encode() for one in aware]
    # A float of seconds since 1970 resolves a quarter of a microsecond.
    expected = [one.timestamp() for one in aware]
    assert seconds_of(texts) == pytest.approx(expected, rel=0, abs=1e-6)


def test_a_column_of_equal_texts_is_read_at_once_and_alike() -> None:
    texts = [b"2024-02-29T23:59:59Z", b"2024-03-01T00:00:00Z", b"2024-02-30T00:00:00Z"]
    seconds = seconds_of(texts)
    assert seconds[1] - seconds[0] == 1
    assert seconds[0] == datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC).timestamp()
    mixed = seconds_of(
        [*texts[:2], b"2024-03-01T00:00:00.250Z", b"2024-03-01 00:00:00"]
    )
    assert list(mixed[2:] - mixed[1]) == [0.25, 0.0]


@pytest.mark.parametrize(
    "text", [b"", b"now", b"2024-13-01T00:00:00Z", b"2024-01-01T00:61:00Z",
     b"2024-02-30T00:00:00Z", b"2023-02-29T00:00:00.5Z", b"2024-04-31T00:00:00Z",
             b"0000-01-01T00:00:00Z", b"9999-12-31T00:00:00Z", b"\xff" * 20,
             b"2024-01-01T00:00:0:Z"],
)  # fmt: skip
def test_what_is_no_possible_instant_is_a_gap(text: bytes) -> None:
    assert np.isnan(seconds_of([text])).all()


def test_the_zone_is_that_of_the_text() -> None:
    assert zone_of(b"2024-01-01T00:00:00Z") == UTC
    assert zone_of(b"2024-01-01T00:00:00-03:30") == timezone(-timedelta(hours=3.5))
    assert zone_of(b"2024-01-01T00:00:00") is None


# The same instants as a phone with a clock of twelve hours writes them, and by hand.
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-05-03T6:43:25.139 PMZ", "2026-05-03T18:43:25.139Z"),
        ("2026-05-03T12:00:05.000 AMZ", "2026-05-03T00:00:05Z"),
        ("2026-05-03T12:30:00 PMZ", "2026-05-03T12:30:00Z"),
        ("2026-05-03T11:59:59\u202fam+02:00", "2026-05-03T11:59:59+02:00"),
        ("2026-05-03T07:01:02 p.m.Z", "2026-05-03T19:01:02Z"),
    ],
)
def test_a_clock_of_twelve_hours_is_read(text: str, meant: str) -> None:
    assert list(seconds_of([text.encode()])) == list(seconds_of([meant.encode()]))
