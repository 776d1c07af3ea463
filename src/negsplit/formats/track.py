"""What the readers of all formats share: gaps, cadence, distance, pauses."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError
from negsplit.recording import Finding, Pause, Severity, Streams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from negsplit.recording import Column

# Devices count strides, one foot, whatever the format says: medians over several
# hundred recorded runs were 49 to 106. Nobody takes 120 strides a minute for a
# twentieth of a run, so what is above it then was written in steps; a run with long
# walks has a median below.
_MAX_STRIDES = 120.0
_HIGH_FRAC, _MIDDLE_FRAC = 0.95, 0.5
# Walkers take up to 65 strides a minute, or 130 steps: at a walk more than this is
# steps. A brisk walk is 1.9 m/s.
_MAX_WALKING_STRIDES = 75.0
_WALKING_MPS = 1.9
# Nothing that a device measures is larger, in any unit; numbers beyond are damage, and
# their squares and sums would overflow.
LARGEST = 1e12
# Twenty-three days at one a second: nobody runs longer, and memory has an end.
MAX_SAMPLES = 2_000_000
# How far before the first sample the start of a session or lap is believed.
LATE_FIRST_SAMPLE_S = 600.0
# How the formats begin the names of sports whose cadence is that of a crank.
_WHEELED = ("cycling", "biking", "e_biking")
# WGS 84: semi-major axis and first eccentricity squared.
_EQUATOR_M = 6_378_137.0
_ECCENTRICITY_2 = 6.694_379_990_14e-3
# A new segment is a pause only after more than this many times the usual distance
# between samples, and more than this many seconds: some devices begin one per lap.
_PAUSE_INTERVALS = 3
_PAUSE_S = 5.0
# Colder or hotter is a fault, or a watch that was charged in the sun. [°C]
_TEMPERATURE_RANGE_DEGC = (-40.0, 55.0)


def refuse_endless(count: int) -> None:
    """Refuse a recording of more samples than any run has.

    Raises
    ------
    FormatError
        If there are too many.
    """
    if count > MAX_SAMPLES:
        raise FormatError(
            f"{count} samples are more than any run has; at most {MAX_SAMPLES} are read"
        )


def steps_per_minute(
    cadence: Column, sport: str, speed_mps: Column | None = None
) -> Column:
    """Return the steps of both feet from a cadence in strides, or in steps already.

    The cadence of a wheel is left as it is.
    """
    if sport.startswith(_WHEELED):
        return cadence
    is_moving = cadence > 0
    moving = cadence[is_moving]
    if not len(moving) or _quantile(moving, _HIGH_FRAC) > _MAX_STRIDES:
        return cadence
    middle = _quantile(moving, _MIDDLE_FRAC)
    if speed_mps is not None and middle > _MAX_WALKING_STRIDES:
        speeds = speed_mps[is_moving & np.isfinite(speed_mps)]
        if len(speeds) and _quantile(speeds, _HIGH_FRAC) < _WALKING_MPS:
            return cadence
    return cadence * 2


def _quantile(column: Column, share_frac: float) -> float:
    """Return the value that so large a share of a column does not exceed."""
    place = int(share_frac * (len(column) - 1))
    return float(np.partition(column, place)[place])


def set_gaps(columns: dict[str, Column]) -> None:
    """Write NaN where a device stored a number for "nothing"."""
    rate = columns.get("heart_rate_bpm")
    if rate is not None:
        rate[rate <= 0] = np.nan
    latitude, longitude = columns.get("latitude_deg"), columns.get("longitude_deg")
    if latitude is None or longitude is None:
        return
    # 0, 0 is what receivers write before the first fix.
    wrong = ~((np.abs(latitude) <= 90) & (np.abs(longitude) <= 180))
    wrong |= (latitude == 0) & (longitude == 0)
    latitude[wrong] = longitude[wrong] = np.nan


def temperature_of(columns: Mapping[str, Column]) -> float | None:
    """Return the median of a temperature column, if there is one that can be.

    A median, as a watch takes minutes to get from a warm room to the air.
    """
    column = columns.get("temperature_degc")
    if column is None:
        return None
    low, high = _TEMPERATURE_RANGE_DEGC
    known = column[(column >= low) & (column <= high)]
    return float(np.median(known)) if len(known) else None


def metres_per_degree(latitude_deg: float) -> tuple[float, float]:
    """Return the lengths of a degree to the north and to the east at a latitude.

    As :func:`distance_along` has it, for paths that stay near one latitude.
    """
    latitude = radians(latitude_deg)
    curvature = 1 - _ECCENTRICITY_2 * sin(latitude) ** 2
    prime_m = _EQUATOR_M / sqrt(curvature)
    meridian_m = prime_m * (1 - _ECCENTRICITY_2) / curvature
    return radians(meridian_m), radians(prime_m * cos(latitude))


def distance_along(
    latitude_deg: Column, longitude_deg: Column, starts: Sequence[int] = ()
) -> Column:
    """Return the distance covered from position to position; NaN without one.

    Nothing is added on the way to a sample in ``starts``, where a new segment
    begins: the watch was stopped.

    Notes
    -----
    Each hop is laid on the plane that touches the WGS 84 ellipsoid at its latitude,
    with the ellipsoid's radii of curvature M (meridian) and N (prime vertical). On a
    sphere north-south hops at the equator come out 0.6 % too long, two seconds per
    kilometre; the plane is wrong by less than 1e-6 for hops of a kilometre.
    """
    distance = np.full(latitude_deg.shape, np.nan)
    known = np.flatnonzero(np.isfinite(latitude_deg) & np.isfinite(longitude_deg))
    if not len(known):
        return distance
    latitude, longitude = np.radians(latitude_deg[known]), longitude_deg[known]
    middle = (latitude[1:] + latitude[:-1]) / 2
    curvature = 1 - _ECCENTRICITY_2 * np.sin(middle) ** 2
    prime_m = _EQUATOR_M / np.sqrt(curvature)
    meridian_m = prime_m * (1 - _ECCENTRICITY_2) / curvature
    turn = np.radians((np.diff(longitude) + 180) % 360 - 180)
    hops = np.hypot(meridian_m * np.diff(latitude), prime_m * np.cos(middle) * turn)
    first = np.searchsorted(known, np.asarray(starts, int))
    first = first[(first > 0) & (first < len(known))]
    hops[first - 1] = 0
    distance[known] = np.concatenate([[0.0], np.cumsum(hops)])
    return distance


def with_distance(
    columns: dict[str, Column], starts: Sequence[int] = ()
) -> list[Finding]:
    """Rebuild the distance from positions if none was recorded; say so."""
    recorded = columns.get("distance_m")
    if recorded is not None and np.isfinite(recorded).any():
        return []
    latitude = columns.get("latitude_deg")
    longitude = columns.get("longitude_deg")
    if latitude is None or longitude is None or not Streams.has(latitude):
        return []
    columns["distance_m"] = distance_along(latitude, longitude, starts)
    message = "no distance was recorded; it was measured along the positions"
    return [Finding("distance-rebuilt", Severity.NOTE, message)]


def pauses_between(time_s: Column, starts: Sequence[int]) -> tuple[Pause, ...]:
    """Return the pauses before the samples that begin a new segment."""
    steps = np.diff(time_s)
    usual = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    longest = max(_PAUSE_S, _PAUSE_INTERVALS * usual)
    return tuple(
        Pause(float(time_s[at - 1]), float(time_s[at]))
        for at in starts
        if 0 < at < len(time_s) and time_s[at] - time_s[at - 1] > longest
    )
