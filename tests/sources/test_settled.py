"""A file that is still being written is left for the next look."""

from __future__ import annotations

from negsplit.sources.found import Found, Known, Unreadable
from negsplit.sources.settled import Settled

NOW_S = 1_700_000_000.0


def found(size: int, changed_s: float) -> Found:
    return Found("a.fit", size, int(changed_s * 1e9))


def test_a_file_that_was_left_alone_is_due_once() -> None:
    settled = Settled(5)
    assert settled.is_due(found(1, NOW_S - 6), NOW_S)
    assert not settled.is_due(found(1, NOW_S - 6), NOW_S + 5)


def test_a_file_that_changes_is_due_again() -> None:
    settled = Settled(5)
    assert settled.is_due(found(1, NOW_S - 6), NOW_S)
    assert settled.is_due(found(2, NOW_S), NOW_S + 6)


def test_a_file_that_grows_is_not_due_until_it_stops() -> None:
    settled = Settled(5)
    assert not settled.is_due(found(1, NOW_S - 1), NOW_S)
    assert not settled.is_due(found(2, NOW_S + 4), NOW_S + 5)
    assert settled.is_due(found(2, NOW_S + 4), NOW_S + 8)


def test_a_file_with_a_clock_ahead_is_due_when_it_stays_the_same() -> None:
    settled = Settled(5)
    assert not settled.is_due(found(1, NOW_S + 9999), NOW_S)
    assert settled.is_due(found(1, NOW_S + 9999), NOW_S + 5)


def test_what_cannot_be_read_is_told_once() -> None:
    settled = Settled(5)
    assert settled.is_due(Unreadable("a", "b"), NOW_S)
    assert not settled.is_due(Unreadable("a", "b"), NOW_S)


def test_members_of_archives_and_lists_are_due_at_once() -> None:
    settled = Settled(5)
    assert settled.is_due(Found("a.zip", 1, 5, ("b.fit",)), NOW_S)
    assert settled.is_due(Known({}), NOW_S)
