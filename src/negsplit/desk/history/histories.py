"""Histories at hand: looked back once for each state of a diary, beside the pages.

To look back over thousands of runs takes a second or more. That is done in a process of
its own, so that no page waits for it; meanwhile the last history is shown, with a word
that it is being brought up to date.
"""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from negsplit.desk.history.history_view import HistoryView, history_view
from negsplit.diary import Diary
from negsplit.store import lists

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from negsplit.athlete import Athlete
    from negsplit.desk.desk import Desk
    from negsplit.units import DistanceUnit

# Few runs are looked back on at once: it takes less than any page may.
AT_ONCE_RUNS = 150
# How long a page waits for a history that is being made.
PATIENCE_S = 0.02
# Histories that are kept; those that were not looked at for longest go first.
MOST_KEPT = 64
# A process that only looks back stands back behind those that answer.
NICENESS = 10
WATCH_S = 1.0

_Key = tuple[int, "DistanceUnit"]
_State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A history as far as it is known.

    Parameters
    ----------
    view : HistoryView, optional
        Nothing where no run counts, or nobody has looked back yet.
    is_current : bool
        Whether it is of the diary as it is now.
    """

    view: HistoryView | None
    is_current: bool


class Histories:
    """The histories of all athletes of a diary."""

    def __init__(self, diary: Path) -> None:
        self._path = diary
        self._lock = threading.Lock()
        self._kept: dict[_Key, tuple[_State, HistoryView | None]] = {}
        self._made: dict[_Key, tuple[_State, Future[HistoryView | None]]] = {}
        self._pool: ProcessPoolExecutor | None = None

    def of(self, desk: Desk) -> Kept:
        """Return a runner's history; the last one while a new one is made."""
        key = desk.diary.athlete_id, desk.unit
        runs = lists.stamp(desk.diary.connection, desk.diary.athlete_id)
        state = (*runs, desk.today, repr(desk.runner))
        found = self._at_hand(key, state)
        if found is not None:
            return found
        if desk.diary.count() <= AT_ONCE_RUNS:
            view = history_view(desk.diary, desk.runner, desk.today, desk.unit)
            self._keep(key, state, view)
            return Kept(view, is_current=True)
        return self._asked(key, state, desk)

    def _at_hand(self, key: _Key, state: _State) -> Kept | None:
        with self._lock:
            self._collect(key)
            kept = self._kept.get(key)
        if kept is None or kept[0] != state:
            return None
        return Kept(kept[1], is_current=True)

    def _asked(self, key: _Key, state: _State, desk: Desk) -> Kept:
        """Have a history made, and return the last one if that takes too long."""
        with self._lock:
            if key not in self._made:
                self._made[key] = state, self._begin(desk)
            _, future = self._made[key]
        try:
            future.result(PATIENCE_S)
        except TimeoutError:
            pass
        except BrokenProcessPool:
            self._drop_pool(key)
        found = self._at_hand(key, state)
        if found is not None:
            return found
        with self._lock:
            kept = self._kept.get(key)
        return Kept(None if kept is None else kept[1], is_current=False)

    def _begin(self, desk: Desk) -> Future[HistoryView | None]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, get_context("spawn"), _stand_back, (os.getpid(),)
            )
        number = desk.diary.athlete_id
        return self._pool.submit(
            _look_back, self._path, number, desk.runner, desk.today, desk.unit
        )

    def _collect(self, key: _Key) -> None:
        """Take over what was made in the meantime."""
        if key not in self._made or not self._made[key][1].done():
            return
        state, future = self._made.pop(key)
        if future.exception() is None:
            self._kept.pop(key, None)
            self._kept[key] = state, future.result()
            self._trim()

    def _keep(self, key: _Key, state: _State, view: HistoryView | None) -> None:
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = state, view
            self._trim()

    def _trim(self) -> None:
        while len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))

    def _drop_pool(self, key: _Key) -> None:
        """Forget a process that died; the next who asks gets a new one."""
        with self._lock:
            self._made.pop(key, None)
            self._pool = None

    def close(self) -> None:
        """Stop looking back."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None


def _stand_back(parent: int) -> None:
    """Let pages go first, and go when whoever shows them is gone, however it ended."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_S)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _look_back(
    path: Path, athlete: int, runner: Athlete, today: date, unit: DistanceUnit
) -> HistoryView | None:
    with Diary.of_athlete(path, athlete) as diary:
        return history_view(diary, runner, today, unit)
