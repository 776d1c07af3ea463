"""Short decimal numbers out of bytes, a whole column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column

_POINT, _ZERO = b".0"
# Up to here it is faster than taking the texts one by one. So few digits are exact
# as a float, as is the power of ten; their quotient is rounded once and so is the
# float nearest to the decimal.
_WIDEST = 8


def short_decimals(
    octets: NDArray[np.uint8], begins: Places, ends: Places
) -> Column | None:
    """Return the numbers that stretches of bytes spell.

    None if any is long or anything but digits with at most one point among them.
    """
    lengths = ends - begins
    width = int(lengths.max(initial=0))
    if not 0 < width <= _WIDEST or width > len(octets):
        return None
    # Character by character from the right, all numbers at once.
    reach = ends - np.arange(width, 0, -1)[:, None]
    characters = octets[reach]
    characters[reach < begins] = _ZERO
    is_point = characters == _POINT
    digits = characters - _ZERO  # what is no digit wraps to more than nine
    points = is_point.sum(axis=0)
    if (
        ((digits > 9) & ~is_point).any()
        or (points > 1).any()
        or (lengths <= points).any()
    ):
        return None
    whole = np.zeros(len(begins))
    scale = np.ones(len(begins))
    for row, is_mark in zip(digits, is_point, strict=True):
        whole = np.where(is_mark, whole, whole * 10 + row)
        scale = np.where(is_mark, 1.0, scale * 10)
    return whole / np.where(points, scale, 1.0)
