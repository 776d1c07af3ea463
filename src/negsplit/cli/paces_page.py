"""Training paces, heart rates and race times as a page and as data; loads no click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from negsplit.paces import PaceRow, RaceRow, pace_rows, race_name, race_rows
from negsplit.physiology.gradient import TREADMILL_LEVEL_BELOW_MPS
from negsplit.physiology.heart_rate import MAX_HR_STANDARD_ERROR_BPM
from negsplit.physiology.prediction import PredictionModel
from negsplit.physiology.training_paces import (
    CALCULATOR_FROM_VDOT,
    SLOW_RUNNER_VDOT,
    Profile,
    training_speeds,
)
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_pace,
    format_speed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.runner import Runner

TEN_KM_M = 10_000.0
KM, MI = DistanceUnit.KM, DistanceUnit.MI


def page(runner: Runner, unit: DistanceUnit) -> Iterator[str]:
    """Yield the lines of the page."""
    table, races = pace_rows(runner), race_rows(runner)
    yield f"VDOT {runner.vdot:.1f}{_origin(runner)}, {runner.profile.value} paces"
    yield ""
    heart = "bpm" if runner.has_heart_rate else "% HRmax"
    treadmill = "km/h" if unit is KM else "mph"
    yield _pace_line(("", "per km", "per mi", treadmill, heart, "effort, 0 to 10"))
    for row in table:
        yield _pace_line(_pace_cells(row, unit))
    yield ""
    known = any(race.prediction is not None for race in races)
    yield _race_line(
        (
            "",
            "same VDOT",
            *(("predicted", "four in five within") if known else ("", "")),
        )
    )
    for race in races:
        yield _race_line(_race_cells(race))
    yield ""
    yield from _notes(runner, races, unit)


def _origin(runner: Runner) -> str:
    race = runner.race
    if race is None:
        return ", as given"
    return f" from {race_name(race.distance_m)} in {format_clock(race.duration_s)}"


def _pace_line(cells: tuple[str, ...]) -> str:
    name, per_km, per_mi, belt, heart, feel = cells
    line = f"{name:<13} {per_km:>9}  {per_mi:>11}  {belt:>9}  {heart:>7}  {feel}"
    return line.rstrip()


def _pace_cells(row: PaceRow, unit: DistanceUnit) -> tuple[str, ...]:
    heart = row.heart_rates_bpm or [100 * frac for frac in row.max_hr_fracs]
    slow, fast = row.speeds_mps
    return (
        f"{row.letter}  {row.name}",
        _span(_bare(format_pace(slow, KM)), _bare(format_pace(fast, KM))),
        _span(_bare(format_pace(slow, MI)), _bare(format_pace(fast, MI))),
        _span(_bare(format_speed(slow, unit)), _bare(format_speed(fast, unit))),
        _span(*(f"{value:.0f}" for value in heart)),
        f"{_span(*(str(value) for value in row.level.cr10))} {row.level.talk}",
    )


def _bare(text: str) -> str:
    return text.partition("/")[0].partition(" ")[0]


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}-{high}"


def _race_line(cells: tuple[str, ...]) -> str:
    name, equal, predicted, within = cells
    return f"{name:<13} {equal:>9}  {predicted:>9}   {within}".rstrip()


def _race_cells(row: RaceRow) -> tuple[str, str, str, str]:
    equal = format_clock(row.equal_vdot_s)
    if row.prediction is None:
        return row.name, equal, "", ""
    found = row.prediction
    within = f"{format_clock(found.low_s)} to {format_clock(found.high_s)}"
    return row.name, equal, format_clock(found.duration_s), within


def _notes(
    runner: Runner, races: tuple[RaceRow, ...], unit: DistanceUnit
) -> Iterator[str]:
    yield from _slow_notes(runner)
    if not runner.has_heart_rate:
        yield "Heart rate: Daniels' pairs; --hr-max or --age and --hr-rest give beats."
    elif runner.max_hr_is_estimated:
        low, high = MAX_HR_STANDARD_ERROR_BPM
        yield (
            f"Heart rate: maximum {runner.max_hr:.0f} bpm is estimated from age, "
            f"give or take {low:.0f} to {high:.0f}."
        )
    if runner.has_heart_rate and not runner.uses_reserve:
        yield "Heart rate: Daniels' pairs; --hr-rest makes it your own."
    belt = format_speed(TREADMILL_LEVEL_BELOW_MPS, unit)
    yield f"Treadmill: level below {belt}, 1 % from there on costs what the road does."
    models = {row.prediction.model for row in races if row.prediction is not None}
    if not models:
        yield "Predictions need a race; give --race."
        return
    yield "Same VDOT assumes equal training for each distance. Predictions are what"
    yield "recreational runners with such races ran: slower over the marathon."
    if PredictionModel.WEEKLY_DISTANCE in models:
        yield "The marathon leans on weekly distance as well, by 3 % at most."
    elif runner.athlete.weekly_distance_m is not None:
        yield "Weekly distance isn't used: a marathon of yours says more."


def _slow_notes(runner: Runner) -> Iterator[str]:
    """Say what is different for slow runners, in whose paces formulas differ."""
    if runner.profile is not Profile.SAFE or runner.vdot >= SLOW_RUNNER_VDOT:
        return
    if runner.vdot >= CALCULATOR_FROM_VDOT:
        printed = training_speeds(runner.vdot, Profile.CALCULATOR)
        if printed.threshold_mps <= runner.race_speed(TEN_KM_M):
            return
        yield (
            f"The official calculator shows T {format_pace(printed.threshold_mps)} and "
            f"I {format_pace(printed.interval_mps)}:"
        )
        yield "faster than you can race them. --profile calculator has them all."
    else:
        yield "At these paces, walk and run by turns and go by effort."


def data(runner: Runner) -> dict[str, Any]:
    """Return the page as data, units in names."""
    return {
        "vdot_ml_kg_min": runner.vdot,
        "profile": runner.profile.value,
        "max_hr_bpm": runner.max_hr_bpm,
        "max_hr_is_estimated": runner.max_hr_is_estimated,
        "heart_rate_model": "reserve" if runner.uses_reserve else "Daniels",
        "paces": [_pace_data(row) for row in pace_rows(runner)],
        "races": [_race_data(row) for row in race_rows(runner)],
    }


def _pace_data(row: PaceRow) -> dict[str, Any]:
    slow, fast = row.speeds_mps
    low_bpm, high_bpm = row.heart_rates_bpm or (None, None)
    return {
        "pace": row.letter,
        "name": row.name,
        "slow_mps": slow,
        "fast_mps": fast,
        "slow_pace_s_per_km": 1000 / slow,
        "fast_pace_s_per_km": 1000 / fast,
        "slow_pace_s_per_mi": MI.metres / slow,
        "fast_pace_s_per_mi": MI.metres / fast,
        "low_hr_bpm": low_bpm,
        "high_hr_bpm": high_bpm,
        "low_max_hr_frac": row.max_hr_fracs[0],
        "high_max_hr_frac": row.max_hr_fracs[1],
        "effort": row.level.word,
        "low_rpe_cr10": row.level.cr10[0],
        "high_rpe_cr10": row.level.cr10[1],
        "low_rpe_6_20": row.level.rpe20[0],
        "high_rpe_6_20": row.level.rpe20[1],
        "talk": row.level.talk,
    }


def _race_data(row: RaceRow) -> dict[str, Any]:
    found = row.prediction
    return {
        "race": row.name,
        "distance_m": row.distance_m,
        "same_vdot_s": row.equal_vdot_s,
        "predicted_s": None if found is None else found.duration_s,
        "predicted_low_s": None if found is None else found.low_s,
        "predicted_high_s": None if found is None else found.high_s,
        "prediction_model": None if found is None else found.model.value,
    }
