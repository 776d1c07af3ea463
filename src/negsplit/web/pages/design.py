"""The page on which a run is designed, and what its picture asks while it is pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from negsplit.desk.design.choices import FORMS, GOALS, STEERINGS
from negsplit.desk.design.design_view import design_view
from negsplit.desk.design.dragging import nudge_of, nudged_view, pulled_view
from negsplit.desk.design.reshaping import Pull, path_of
from negsplit.desk.design.workout_asked import Asking
from negsplit.desk.design.workout_shelf import kept_names
from negsplit.drawings.handles import Edge
from negsplit.drawings.zones import Across, Zone
from negsplit.units import DistanceUnit
from negsplit.web.asking import About, Asked
from negsplit.web.design_pictures import BOTH, stages
from negsplit.web.render import data, page, text

if TYPE_CHECKING:
    from negsplit.desk.design.design_view import DesignView

router = APIRouter()
PAGE, API = "/a/{athlete}/design", "/api/athletes/{athlete}/design"
# Letters of a field, and of a notation: far more than anybody types.
Word = Annotated[str, Query(max_length=60)]
Notation = Annotated[str, Query(max_length=20_000)]
Unit = Annotated[DistanceUnit | None, Query(description="Unit of texts; else yours.")]
Share = Annotated[float, Query(ge=-10, le=10, allow_inf_nan=False)]
KINDS = {"wide": ("wide",), "narrow": ("narrow",)}


def asking(  # noqa: PLR0913, PLR0917 - each is a field of the form
    asked: About,
    goal: Word = "",
    amount: Word = "",
    form: Word = "",
    steer: Word = "pace",
    hold: Word = "",
    notation: Notation = "",
    across: Across = Across.TIME,
    unit: Unit = None,
    solve: Word = "",
) -> Asking:
    """Return what was asked for, as it was typed."""
    unit, hold = unit or asked.unit, solve or hold
    return Asking(goal, amount, form, steer, hold, notation, across, unit)


Wanted = Annotated[Asking, Depends(asking)]


def pull(step: Word, edge: Edge, across_to: Share = 0.0, up_to: Share = 0.0) -> Pull:
    """Return what was taken hold of, and where to it was pulled."""
    return Pull(path_of(step), edge, across_to, up_to)


@router.get(PAGE, include_in_schema=False)
def design(
    request: Request, asked: About, wanted: Wanted, change: Word = ""
) -> Response:
    """Show a design; the address alone says what is designed, and can be sent."""
    view = _view(asked, wanted, change)
    return page(
        request,
        "design.html",
        asked,
        status=200 if view.slip is None else 422,
        view=view,
        stages=stages(view),
        zones=tuple(Zone),
        goals=GOALS,
        forms=FORMS,
        steerings=STEERINGS,
        shelf=kept_names(asked.diary),
    )


def _view(asked: Asked, wanted: Asking, change: str) -> DesignView:
    if change:
        return nudged_view(wanted, nudge_of(change), asked.runner)
    return design_view(wanted, asked.runner)


@router.get(PAGE + "/live", include_in_schema=False)
def live(
    request: Request, asked: About, wanted: Wanted, change: Word = ""
) -> JSONResponse:
    """Answer what was typed, or a key that was pressed: all that hangs on it."""
    view = _view(asked, wanted, change)
    if view.slip is not None:
        return data({"slip": view.slip}, 422)
    return _parts(request, asked, view, is_draft=False)


@router.get(PAGE + "/pull", include_in_schema=False)
def pulled(  # noqa: PLR0913 - a place in a picture
    request: Request,
    asked: About,
    wanted: Wanted,
    to: Annotated[Pull, Depends(pull)],
    *,
    draft: bool = False,
    kind: Word = "",
) -> JSONResponse:
    """Answer a handle that is being pulled; while it is, by its own picture alone."""
    view = pulled_view(wanted, to, asked.runner, is_draft=draft)
    kinds = KINDS.get(kind, BOTH)
    return _parts(request, asked, view, is_draft=draft, kinds=kinds)


def _parts(
    request: Request,
    asked: Asked,
    view: DesignView,
    *,
    is_draft: bool,
    kinds: tuple[str, ...] = BOTH,
) -> JSONResponse:
    """Return the parts of the page that change, each under the name of its place."""
    names = ("design_made",) if is_draft else ("design_made", "design_more")
    parts = {name: text(request, f"{name}.html", asked, view=view) for name in names}
    return data(
        {
            "notation": view.notation,
            "parts": parts,
            "stages": [
                {"kind": one.kind, "picture": one.profile + one.handles + one.predicted}
                for one in stages(view, kinds)
            ],
        }
    )


@router.get(API)
def design_data(asked: About, wanted: Wanted, change: Word = "") -> Response:
    """Return a design and all that is said of it."""
    view = _view(asked, wanted, change)
    return data(view, 200 if view.slip is None else 422)


@router.get(API + "/pull")
def pull_data(
    asked: About, wanted: Wanted, to: Annotated[Pull, Depends(pull)]
) -> Response:
    """Return a design with one edge of one step pulled to a place of its picture."""
    return data(pulled_view(wanted, to, asked.runner, is_draft=False))
