"""Lines and curves of least squares through points, and how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The search for a lowest point: a grid, in case there are several, then golden sections
# down to a share of the range that no unit shows.
SEARCH_POINTS = 200
SEARCH_END_FRAC = 1e-10
GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A line, the sum of squared residuals, and standard errors if points are spare."""

    slope: float
    offset: float
    squares: float
    slope_se: float | None
    offset_se: float | None


def line_fit(
    x: Sequence[float], y: Sequence[float], *, through_zero: bool = False
) -> Fit:
    """Return the line of least squares through points.

    Parameters
    ----------
    x, y : sequence of float
        The points; at least two different `x`.
    through_zero : bool
        Whether the line must pass the origin.

    Returns
    -------
    Fit
        The line.

    Examples
    --------
    >>> line_fit([0, 1, 2], [1, 3, 5])
    Fit(slope=2.0, offset=1.0, squares=0.0, slope_se=0.0, offset_se=0.0)
    """
    count = len(x)
    mean_x = 0.0 if through_zero else sum(x) / count
    mean_y = 0.0 if through_zero else sum(y) / count
    sxx = sum((a - mean_x) ** 2 for a in x)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sxx
    offset = mean_y - slope * mean_x
    squares = sum((b - offset - slope * a) ** 2 for a, b in zip(x, y, strict=True))
    spare = count - (1 if through_zero else 2)
    if spare == 0:
        return Fit(slope, offset, squares, None, None)
    noise = squares / spare
    offset_part = 0.0 if through_zero else 1 / count + mean_x**2 / sxx
    return Fit(
        slope, offset, squares, math.sqrt(noise / sxx), math.sqrt(noise * offset_part)
    )


def variance_diagonal(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the diagonal of the inverse of a design's normal matrix.

    Parameters
    ----------
    rows : sequence of sequence of float
        The derivative of each point by each parameter.

    Returns
    -------
    list of float
        The variance of each parameter, in units of the noise variance.

    Examples
    --------
    >>> variance_diagonal([[1.0, 0.0], [0.0, 2.0]])
    [1.0, 0.25]
    """
    size = len(rows[0])
    normal = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)] for i in range(size)
    ]
    units = [[float(i == j) for j in range(size)] for i in range(size)]
    return [solve(normal, unit)[i] for i, unit in enumerate(units)]


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of linear equations with a positive definite matrix.

    Parameters
    ----------
    matrix : sequence of sequence of float
        The equations' left sides.
    right : sequence of float
        Their right sides.

    Returns
    -------
    list of float
        The unknowns.

    Notes
    -----
    Gauss and Jordan's elimination; of a positive definite matrix no rows need to
    change places.

    Examples
    --------
    >>> solve([[2.0, 1.0], [1.0, 3.0]], [4.0, 7.0])
    [1.0, 2.0]
    """
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot in range(len(table)):
        table[pivot] = [value / table[pivot][pivot] for value in table[pivot]]
        for other in range(len(table)):
            if other != pivot:
                factor = table[other][pivot]
                table[other] = [
                    a - factor * b
                    for a, b in zip(table[other], table[pivot], strict=True)
                ]
    return [row[-1] for row in table]


def polynomial_fit(
    x: Sequence[float], y: Sequence[float], degree: int
) -> tuple[float, ...]:
    """Return the polynomial of least squares through points.

    Parameters
    ----------
    x, y : sequence of float
        The points; more different `x` than `degree`, best about within -1 to 1.
    degree : int
        Highest power.

    Returns
    -------
    tuple of float
        Coefficients, that of the constant first.

    Examples
    --------
    >>> [round(c, 9) for c in polynomial_fit([-1, 0, 1], [2, 1, 2], 2)]
    [1.0, 0.0, 1.0]
    """
    powers = range(degree + 1)
    normal = [[sum(a ** (i + j) for a in x) for j in powers] for i in powers]
    right = [sum(b * a**i for a, b in zip(x, y, strict=True)) for i in powers]
    return tuple(solve(normal, right))


def lowest(cost: Callable[[float], float], low: float, high: float) -> float:
    """Return where in a range a cost is lowest.

    Parameters
    ----------
    cost : callable
        What is to be least; smooth near its lowest point.
    low, high : float
        The range.

    Returns
    -------
    float
        The place.

    Examples
    --------
    >>> round(lowest(lambda x: (x - 2) ** 2, 0, 5), 6)
    2.0
    """
    width = (high - low) / SEARCH_POINTS
    end = SEARCH_END_FRAC * (high - low)
    middle = min((low + i * width for i in range(SEARCH_POINTS + 1)), key=cost)
    low, high = max(low, middle - width), min(high, middle + width)
    while high - low > end:
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if cost(left) < cost(right):
            high = right
        else:
            low = left
    return (low + high) / 2
