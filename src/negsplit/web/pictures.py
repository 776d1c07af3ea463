"""Drawings in pages: one for wide screens, one for phones; the style sheet picks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.drawings.frame import Setting
from negsplit.drawings.profile import profile_svg
from negsplit.drawings.step_words import told

if TYPE_CHECKING:
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
