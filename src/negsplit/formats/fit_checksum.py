"""The checksum of FIT files, verified without being computed.

The checksum is the remainder of the bytes, read as one polynomial over GF(2) with
the least significant bit of each byte first, divided by
``P = x^16 + x^15 + x^2 + 1``. Bytes followed by their checksum are divisible by P,
so verifying needs no remainder, only a proof of divisibility, and that is cheap:

* ``P = (x + 1)(x^15 + x + 1)``. Divisible by ``x + 1`` means an even number of ones.
* The other factor, Q, is primitive, so ``x^32767 = 1``: bytes that lie 32767 apart
  have equal weight and may be added, which leaves 32 kB of any file.
* Squaring is linear in GF(2): with m a power of two ``1 = x^-14m + x^-15m`` mod Q. The
  first 14 m bits can therefore be added 14 m and 15 m places further on, which
  halves the rest with a few operations on one big integer.

As the first bit of the file is the highest power, the lowest bit of a little-endian
integer, "further on" is towards the higher bits of that integer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The order of x modulo x^15 + x + 1.
_PERIOD = 2**15 - 1


def is_sound(data: bytes | memoryview) -> bool:
    """Return whether bytes end with their own checksum.

    >>> is_sound(b"123456789" + (0xBB3D).to_bytes(2, "little"))
    True
    """
    rest = int.from_bytes(_folded(data), "little")
    if rest.bit_count() % 2:
        return False
    while (bits := rest.bit_length()) > 15:
        # The largest power of two for which adding 15 m places on makes it shorter.
        m = 1 << (((bits - 1) // 15).bit_length() - 1)
        low = rest & ((1 << 14 * m) - 1)
        rest = (rest >> 14 * m) ^ low ^ (low << m)
    # Shorter than Q, and so divisible by it only if nothing is left.
    return rest == 0


def _folded(data: bytes | memoryview) -> bytes:
    """Return the bytes with those a period apart added up."""
    octets: NDArray[np.uint8] = np.frombuffer(data, dtype=np.uint8)
    whole = len(octets) - len(octets) % _PERIOD
    if not whole:
        return octets.tobytes()
    rows = octets[:whole].reshape(-1, _PERIOD)
    folded: NDArray[np.uint8] = np.bitwise_xor.reduce(rows, axis=0)
    folded[: len(octets) - whole] ^= octets[whole:]
    return folded.tobytes()
