"""A new plan: a goal judged, a season made; the plan taken along and brought back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.plan.goals import goal_view, make_season, programmes
from negsplit.desk.plan.plan_out import PlanForm, bring_plan, plan_files
from negsplit.desk.plan.plan_view import availability_of, goal_of_plan
from negsplit.desk.plan.wishes import WEEKDAYS, SeasonForm, asked_by, form_of
from negsplit.errors import NegsplitError
from negsplit.web.asking import About, Asked
from negsplit.web.files import now, saved, zip_of
from negsplit.web.render import data, page
from negsplit.web.troubles import status_of

router = APIRouter()
PAGE, API = "/a/{athlete}/plan", "/api/athletes/{athlete}/plan"
Words = Annotated[str, Query(max_length=400)]
Typed = Annotated[str, Form(max_length=400)]


def _typed(  # noqa: PLR0913, PLR0917 - each is a field of the form
    goal: Typed = "",
    programme: Typed = "",
    runs: Typed = "",
    free: Annotated[list[str] | None, Form()] = None,
    by: Typed = "time",
    hills: Typed = "",
    treadmill: Typed = "",
    usual: Typed = "",
) -> SeasonForm:
    days = tuple(free or ())
    where = bool(hills), bool(treadmill)
    return SeasonForm(goal, programme, runs, days, by, *where, usual)


def _queried(  # noqa: PLR0913, PLR0917 - each is a field of the form
    goal: Words = "",
    programme: Words = "",
    runs: Words = "",
    free: Annotated[list[str] | None, Query()] = None,
    by: Words = "time",
    hills: Words = "",
    treadmill: Words = "",
    usual: Words = "",
) -> SeasonForm:
    days = tuple(free or ())
    where = bool(hills), bool(treadmill)
    return SeasonForm(goal, programme, runs, days, by, *where, usual)


@router.get(f"{PAGE}/new", include_in_schema=False)
def new_plan(
    request: Request,
    asked: About,
    form: Annotated[SeasonForm, Depends(_queried)],
) -> Response:
    """Show the form of a new plan, and what is to be said of the goal in it."""
    if form == SeasonForm(has_hills=False):
        return _form(request, asked, form_of(asked.desk, availability_of(asked.desk)))
    try:
        view = goal_view(asked.diary, asked_by(asked.desk, form), asked.unit)
    except NegsplitError as error:
        return _form(request, asked, form, error)
    return _form(request, asked, form, view=view)


def _form(
    request: Request,
    asked: Asked,
    form: SeasonForm,
    error: NegsplitError | None = None,
    view: object = None,
) -> Response:
    return page(
        request,
        "plan_new.html",
        asked,
        status=200 if error is None else int(status_of(error)),
        form=form,
        view=view,
        trouble="" if error is None else str(error),
        weekdays=WEEKDAYS,
        programmes=programmes(),
        present=goal_of_plan(asked.desk),
    )


@router.get("/api/athletes/{athlete}/goal")
def goal_data(asked: About, form: Annotated[SeasonForm, Depends(_queried)]) -> Response:
    """Return what is to be said of a goal."""
    return data(goal_view(asked.diary, asked_by(asked.desk, form), asked.unit))


@router.post(f"{PAGE}/make", include_in_schema=False)
def make(
    request: Request,
    asked: About,
    form: Annotated[SeasonForm, Depends(_typed)],
) -> Response:
    """Make a plan and show it."""
    try:
        make_season(asked.diary, asked_by(asked.desk, form), now())
    except NegsplitError as error:
        return _form(request, asked, form, error)
    return RedirectResponse(f"{asked.place}/plan?told=made", 303)


@router.get(f"{PAGE}/files/{{form}}", include_in_schema=False)
def files(asked: About, form: PlanForm) -> Response:
    """Return the plan as a file to take along."""
    made = plan_files(asked.desk, form, now()).files
    if form is PlanForm.WATCH:
        return zip_of(made, "plan-for-the-watch.zip")
    name, content = made[0]
    kind = "text/calendar" if form is PlanForm.CALENDAR else "application/toml"
    return saved(content, name, kind)


@router.post(f"{PAGE}/bring", include_in_schema=False)
def bring(asked: About, file: Annotated[bytes, File()]) -> Response:
    """Bring back a plan that was edited."""
    bring_plan(asked.desk, file, now())
    return RedirectResponse(f"{asked.place}/plan?told=made", 303)
