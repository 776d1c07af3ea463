"""What was just made, kept at hand: a page and its charts ask for the same run."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")


class AtHand(Generic[Made]):
    """A few things that cost time to make; the one not asked for longest goes first.

    Parameters
    ----------
    most : int
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Made] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what a key stands for, made now if it is not at hand."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is not None:
                self._kept[key] = found
                return found
        made = make()  # outside the lock: others need not wait for it
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)))
        return made
