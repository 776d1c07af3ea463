"""The plan: season and week, what is proposed, a session moved to another day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.plan.day_of_plan import day_of_plan, move_session
from negsplit.desk.plan.plan_view import plan_view
from negsplit.desk.plan.proposals import answer_proposal
from negsplit.desk.plan.said import KINDS, Happening, happened_of
from negsplit.errors import NegsplitError
from negsplit.web.asking import About
from negsplit.web.files import now
from negsplit.web.pictures import profile_pictures, season_pictures
from negsplit.web.render import data, page
from negsplit.web.troubles import status_of

router = APIRouter()
PAGE, API = "/a/{athlete}/plan", "/api/athletes/{athlete}/plan"


def said_by(
    what: Annotated[str, Query()] = "",
    first: Annotated[str, Query()] = "",
    last: Annotated[str, Query()] = "",
) -> Happening:
    """Return what the runner says happened, as typed."""
    return Happening(what, first, last)


def said_in_form(
    what: Annotated[str, Form()] = "",
    first: Annotated[str, Form()] = "",
    last: Annotated[str, Form()] = "",
) -> Happening:
    """Return what the runner says happened, as a form sends it along."""
    return Happening(what, first, last)


Said = Annotated[Happening, Depends(said_by)]
SaidAgain = Annotated[Happening, Depends(said_in_form)]


@router.get(PAGE, include_in_schema=False)
def plan(
    request: Request,
    asked: About,
    said: Said,
    week: date | None = None,
    told: str = "",
) -> Response:
    """Show the season, a week, and what is proposed."""
    trouble, status = "", 200
    try:
        view = plan_view(asked.desk, week, happened_of(said))
    except NegsplitError as error:
        trouble, status = str(error), int(status_of(error))
        view = plan_view(asked.desk)
    if view is None:
        return RedirectResponse(f"{asked.place}/plan/new", 303)
    return page(
        request,
        "plan.html",
        asked,
        status=status,
        view=view,
        said=said,
        told=told,
        kinds=KINDS,
        trouble=trouble,
        pictures=season_pictures(view.season, asked.today),
    )


@router.get(API)
def plan_data(
    asked: About, said: Said, week: Annotated[date | None, Query()] = None
) -> Response:
    """Return the season, a week, and what is proposed."""
    return data({"plan": plan_view(asked.desk, week, happened_of(said))})


@router.post(f"{PAGE}/answer", include_in_schema=False)
def answer(
    asked: About,
    said: SaidAgain,
    version: Annotated[str, Form()],
    take: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Take the changes that were chosen, refuse the others."""
    chosen = frozenset(take or ())
    count = answer_proposal(asked.desk, happened_of(said), chosen, version, now())
    told = "taken" if count else "refused"
    return RedirectResponse(f"{asked.place}/plan?told={told}", 303)


@router.get(f"{PAGE}/{{day}}", include_in_schema=False)
def one_day(
    request: Request, asked: About, day: date, to: date | None = None
) -> Response:
    """Show a day of the plan, and what the rules mind where it is to be moved."""
    trouble, status = "", 200
    try:
        view = day_of_plan(asked.desk, day, to)
    except NegsplitError as error:
        if to is None:
            raise
        trouble, status = str(error), int(status_of(error))
        view = day_of_plan(asked.desk, day)
    pictures = None
    if view.session is not None:
        title = view.session.brief.title
        pictures = profile_pictures(view.session.sketch, title, "session")
    return page(
        request,
        "plan_day.html",
        asked,
        status=status,
        view=view,
        trouble=trouble,
        pictures=pictures,
    )


@router.get(f"{API}/{{day}}")
def day_data(
    asked: About, day: date, to: Annotated[date | None, Query()] = None
) -> Response:
    """Return a day of the plan, and what the rules mind where it is to be moved."""
    return data(day_of_plan(asked.desk, day, to))


@router.post(f"{PAGE}/{{day}}/move", include_in_schema=False)
def move(
    asked: About,
    day: date,
    to: Annotated[date, Form()],
    version: Annotated[str, Form()],
) -> Response:
    """Move a session to another day."""
    move_session(asked.desk, (day, to), version, now())
    return RedirectResponse(f"{asked.place}/plan?week={to}&told=moved", 303)
