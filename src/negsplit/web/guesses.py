"""How often somebody may try a password, a code or a token."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# In a quarter of an hour: ten tries at one name from one address, as a person who has
# forgotten a password needs fewer; thirty from one address at whatever names; and a
# hundred at one name from anywhere, so that strangers can hardly lock its owner out.
WINDOW_MINUTES = 15
PER_PAIR, PER_ADDRESS, PER_NAME = 10, 30, 100
# A household or a server has a /64 of IPv6 addresses (RFC 6177, section 2).
_HOUSEHOLD_BITS = 64


class Guesses:
    """Tries at the door, counted by name and by address."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._pair = RateLimitItemPerMinute(PER_PAIR, WINDOW_MINUTES, "pair")
        self._address = RateLimitItemPerMinute(PER_ADDRESS, WINDOW_MINUTES, "address")
        self._name = RateLimitItemPerMinute(PER_NAME, WINDOW_MINUTES, "name")

    def count(self, address: str, name: str = "") -> float:
        """Count a try; return how many seconds to wait where there were too many.

        Where a wait is due, the try must not be looked at.
        """
        place, key = _household(address), _key(name)
        limits: list[tuple[RateLimitItemPerMinute, tuple[str, ...]]]
        limits = [(self._address, (place,))]
        if key:
            limits += [(self._pair, (place, key)), (self._name, (key,))]
        for item, whose in limits:
            if not self._limiter.hit(item, *whose):
                return self._wait_s(item, whose)
        return 0.0

    def is_full(self, address: str) -> bool:
        """Return whether an address has used up its tries."""
        return not self._limiter.test(self._address, _household(address))

    def forgive(self, address: str, name: str) -> None:
        """Forget the tries at a name whose password was right.

        Those of the address stay: an account of one's own must not wipe out guesses at
        another.
        """
        self._limiter.clear(self._pair, _household(address), _key(name))
        self._limiter.clear(self._name, _key(name))

    def _wait_s(self, item: RateLimitItemPerMinute, whose: tuple[str, ...]) -> float:
        reset = self._limiter.get_window_stats(item, *whose).reset_time
        return max(1.0, reset - time.time())


def _key(name: str) -> str:
    """Return a name as it is looked for; longer ones than this nobody has."""
    return name.strip().casefold()[:100]


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or int(found) >> (128 - _HOUSEHOLD_BITS))
    return address
