"""The rule book finds what published schedules do not do, and passes one that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from plain_plans import named_requests, plain_of
from training_rules import RULES, PlainDay, PlainPlan, Severity, Stretch, broken

START = date(2026, 11, 23)  # a Monday
DAY = timedelta(days=1)
MIN_PER_MILE, KM_PER_MILE = 9.0, 1.609344
# Higdon, Novice 1: Tuesday, Wednesday, Thursday and Saturday, in miles. The half
# marathon of week eight is left out.
HIGDON_NOVICE_1 = (
    (3, 3, 3, 6), (3, 3, 3, 7), (3, 4, 3, 5), (3, 4, 3, 9), (3, 5, 3, 10),
    (3, 5, 3, 7), (3, 6, 3, 12), (3, 6, 3, 13), (3, 7, 4, 10), (3, 7, 4, 15),
    (4, 8, 4, 16), (4, 8, 5, 12), (4, 9, 5, 18), (5, 9, 5, 14), (5, 10, 5, 20),
    (5, 8, 4, 12), (4, 6, 3, 8), (3, 4, 2),
)  # fmt: skip
WEEKDAYS = (1, 2, 3, 5)


def easy(day: date, miles: float, kind: str = "easy") -> PlainDay:
    minutes = miles * MIN_PER_MILE
    km = miles * KM_PER_MILE
    return PlainDay(day, kind, minutes, km, (Stretch(minutes, 0.66),))


def higdon() -> PlainPlan:
    days = [
        easy(
            START + timedelta(weeks=week, days=weekday),
            miles,
            "long" if weekday == 5 else "easy",
        )
        for week, row in enumerate(HIGDON_NOVICE_1)
        for weekday, miles in zip(WEEKDAYS, row, strict=False)
    ]
    end = START + timedelta(weeks=18, days=-1)
    days.append(PlainDay(end, "race", 260.0, 42.195))
    return PlainPlan(
        START, end, tuple(days), 4, 42.195, 260.0, usual_min=130.0, longest_min=50.0
    )


def names(plan: PlainPlan) -> set[str]:
    return {rule.name for rule in broken(plan)}


def with_run(plan: PlainPlan, run: PlainDay) -> PlainPlan:
    others = [day for day in plan.days if day.day != run.day]
    return replace(plan, days=tuple(sorted([*others, run], key=lambda r: r.day)))


def test_there_are_at_least_25_rules_each_with_a_source() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) >= 25
    assert all(rule.source for rule in RULES)


def test_a_published_schedule_breaks_no_dangerous_rule() -> None:
    found = [r.name for r in broken(higdon()) if r.severity is Severity.DANGEROUS]
    assert found == []


def test_what_no_schedule_has_is_found() -> None:
    whole = higdon()
    long_ago, eve = START + 5 * DAY, whole.end - 2 * DAY
    assert "no_training_run_is_longer_than_24_miles" in names(
        with_run(whole, easy(long_ago, 26))
    )
    raced = PlainDay(eve, "hard", 60, 12, (Stretch(30, 0.66), Stretch(30, 0.97)))
    assert "the_days_before_the_race_are_quiet" in names(with_run(whole, raced))
    tempo = (Stretch(10, 0.66), Stretch(64, 0.87), Stretch(6, 0.66))
    held = PlainDay(START + 30 * DAY, "progression", 80, 18, tempo)
    assert "threshold_is_not_raced" in names(with_run(whole, held))
    assert "hard_sessions_have_warm_up_and_cool_down" in names(
        with_run(whole, replace(held, kind="hard", stretches=tempo[1:]))
    )


def test_a_marathon_without_a_long_run_and_one_at_sixteen_are_found() -> None:
    whole = higdon()
    short = replace(whole, days=tuple(r for r in whole.days if r.minutes < 80))
    assert "a_marathon_is_prepared" in names(short)
    assert "a_marathon_is_prepared" not in names(
        replace(short, told=frozenset({"too short"}))
    )
    assert "minors_are_told" in names(replace(whole, age=16.0))


def test_a_return_in_full_after_three_weeks_away_is_found() -> None:
    away = ((START + 70 * DAY, START + 90 * DAY),)
    whole = replace(higdon(), away=away)
    kept = tuple(r for r in whole.days if not away[0][0] <= r.day <= away[0][1])
    found = names(replace(whole, days=kept))
    assert {"the_load_comes_back_in_steps", "no_full_long_run_after_days_off"} <= found


def test_the_week_of_a_marathon_keeps_some_quick_minutes() -> None:
    """Bosquet 2007: less running before a race, and as hard as before."""
    asked = named_requests()["2:45, 12 weeks"]
    runs = [r for r in plain_of(asked).days if 2 < (asked.aim.day - r.day).days < 7]
    assert any(run.is_quality and run.at(0.93) >= 4 for run in runs)
