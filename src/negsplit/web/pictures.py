"""Drawings in pages: one for wide screens, one for phones; the style sheet picks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.drawings.frame import Setting
from negsplit.drawings.profile import profile_svg
from negsplit.drawings.season import WeekBar, season_svg
from negsplit.drawings.step_words import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.desk.plan.plan_view import SeasonWeek
    from negsplit.drawings.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Pictures:
    """The same drawing twice, as SVG."""

    wide: str
    narrow: str


def profile_pictures(shown: Sketch | None, title: str, name: str) -> Pictures | None:
    """Return the profile of a workout.

    Parameters
    ----------
    shown : Sketch, optional
        The workout as shapes.
    title : str
        What it is called.
    name : str
        What the drawing is called in its page, and nothing else there.
    """
    if shown is None:
        return None
    said = title, told(shown)
    return Pictures(
        profile_svg(shown, said, Setting(in_page=f"{name}-wide")),
        profile_svg(shown, said, Setting(is_narrow=True, in_page=f"{name}-narrow")),
    )


def season_pictures(weeks: Sequence[SeasonWeek], today: date) -> Pictures:
    """Return a season, a bar a week."""
    bars = [
        WeekBar(
            week.monday,
            week.block,
            week.expected_s,
            week.is_light,
            week.is_now,
            is_past=week.monday < today and not week.is_now,
        )
        for week in weeks
    ]
    said = "The season", "Running time a week; the same is in the list of weeks."
    return Pictures(
        season_svg(bars, said, Setting(in_page="season-wide")),
        season_svg(bars, said, Setting(is_narrow=True, in_page="season-narrow")),
    )
