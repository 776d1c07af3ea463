"""Lines and curves of least squares through points, and how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
