"""What is due in a watched folder: what is new, and written to its end."""

from __future__ import annotations

from negsplit.sources.found import Found, Unreadable

_NS = 1e9


class Settled:
    """What files looked like when they were last looked at."""

    def __init__(self, quiet_s: float) -> None:
        self._quiet_s = quiet_s
        self._before: dict[str, tuple[int, int]] = {}
        self._done: dict[str, tuple[int, int]] = {}

    def is_due(self, found: object, now_s: float) -> bool:
        """Return, once, whether a file is as it was before, or left alone since.

        Parameters
        ----------
        found : object
            What was found. What is neither a file nor an obstacle is always due.
        now_s : float
            The present, in Unix seconds.
        """
        match found:
            case Found(size=size, stamp=stamp, inside=inside):
                place, looks = found.place, (size, stamp)
                is_quiet = bool(inside) or stamp / _NS < now_s - self._quiet_s
            case Unreadable(place=place):
                looks, is_quiet = (0, 0), True
            case _:
                return True
        is_same = self._before.get(place) == looks
        self._before[place] = looks
        if not (is_same or is_quiet) or self._done.get(place) == looks:
            return False
        self._done[place] = looks
        return True
