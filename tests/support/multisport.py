"""A FIT file of several sports, leg after leg."""

from __future__ import annotations

from fit_files import (
    ENUM,
    EVENT,
    LAP,
    NOON,
    RECORD,
    SESSION,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    FitFile,
)

RUNNING, CYCLING, TRANSITION = 1, 2, 3
# A duathlon: sport, seconds, metres.
DUATHLON = [
    (RUNNING, 1200, 4000),
    (TRANSITION, 90, 100),
    (CYCLING, 1800, 15_000),
    (TRANSITION, 60, 50),
    (RUNNING, 900, 2700),
]


def multisport(legs: list[tuple[int, int, int]], *, totals_last: bool = True) -> bytes:
    """Return a file of legs, its counter beginning anew with each."""
    file = FitFile()
    file.define(0, 0, [(0, ENUM), (1, UINT16), (4, UINT32)])
    file.data(0, 4, 1, NOON)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (5, UINT32), (3, UINT8)])
    file.define(3, EVENT, [(TIMESTAMP, UINT32), (0, ENUM), (1, ENUM)])
    spans = [(2, UINT32), (7, UINT32), (8, UINT32), (9, UINT32)]
    file.define(4, LAP, [*spans, (TIMESTAMP, UINT32)])
    file.define(5, SESSION, [*spans, (TIMESTAMP, UINT32), (5, ENUM), (17, UINT8)])
    start, sessions = NOON, []
    for sport, seconds, metres in legs:
        file.data(3, start, 0, 0)
        for second in range(0, seconds, 5):
            metre = metres * second / seconds
            file.data(2, start + second, round(100 * metre), 140 + sport)
        file.data(3, start + seconds - 1, 0, 4)
        span = (start, 1000 * seconds, 1000 * seconds, 100 * metres, start + seconds)
        file.data(4, *span)
        sessions.append((*span, sport, 150 + sport))
        if not totals_last:
            file.data(5, *sessions.pop())
        start += seconds
    for session in sessions:
        file.data(5, *session)
    return file.bytes()
