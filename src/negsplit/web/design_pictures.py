"""The pictures of a design: the profile, its handles, and what is predicted below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.drawings.frame import Setting
from negsplit.drawings.handles import handles_svg
from negsplit.drawings.predicted import predicted_svg
from negsplit.drawings.profile import profile_svg

if TYPE_CHECKING:
    from negsplit.desk.design.design_view import DesignView

PREDICTED = (
    "Predicted heart rate, oxygen uptake and D′",
    "On the axis of the profile: a line for the likeliest runner, shaded where four in "
    "five runners like you are. The figures are in the table.",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The pictures at one width, as SVG; empty where there is nothing to draw."""

    kind: str
    profile: str
    handles: str
    predicted: str


BOTH = ("wide", "narrow")


def stages(view: DesignView, kinds: tuple[str, ...] = BOTH) -> list[Stage]:
    """Return the pictures for wide screens and for phones."""
    return [_stage(view, kind) for kind in kinds if view.sketch is not None]


def _stage(view: DesignView, kind: str) -> Stage:
    shown, is_narrow = view.sketch, kind == "narrow"
    if shown is None:
        return Stage(kind, "", "", "")
    setting = Setting(is_narrow, f"profile-{kind}")
    below = ""
    if view.forecast is not None:
        named = Setting(is_narrow, f"predicted-{kind}")
        below = predicted_svg(view.forecast.curves, shown, PREDICTED, named)
    said = f"Profile of {view.title}", view.said
    return Stage(
        kind, profile_svg(shown, said, setting), handles_svg(shown, setting), below
    )
