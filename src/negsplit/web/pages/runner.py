"""The runner and settings: values by day, zones, units, data out and away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from itertools import zip_longest
from typing import Annotated, BinaryIO, Literal

from fastapi import APIRouter, Body, Form, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from pydantic import BaseModel

from negsplit.desk.people.data_out import (
    CONFIRM,
    delete_everything,
    delete_runs,
    packed,
)
from negsplit.desk.people.runner_form import RaceFields, RunnerForm
from negsplit.desk.people.runner_page import (
    ChangedMeanwhileError,
    RunnerView,
    keep_form,
    runner_view,
)
from negsplit.desk.runs.shoes import (
    add_typed_shoe,
    retire,
    shoe_list,
    shoe_numbered,
    use_from,
)
from negsplit.errors import InputError
from negsplit.units import DistanceUnit
from negsplit.web.asking import About, Asked
from negsplit.web.render import data, page
from negsplit.web.visitor import visitor_of

router = APIRouter()

Text = Annotated[str, Form()]
_CHUNK_BYTES = 1 << 16


class Typed(BaseModel):
    """The form as browsers send it: a race is one of each list."""

    seen: str = ""
    name: str = ""
    race_distance: list[str] = []
    race_time: list[str] = []
    race_day: list[str] = []
    vdot: str = ""
    hr_max: str = ""
    hr_rest: str = ""
    hr_threshold: str = ""
    age: str = ""
    weekly: str = ""
    day: str = ""

    def form(self) -> RunnerForm:
        """Return what was typed."""
        rows = zip_longest(
            self.race_distance, self.race_time, self.race_day, fillvalue=""
        )
        races = tuple(RaceFields(*row) for row in rows)
        typed = self.model_dump(
            exclude={"seen", "race_distance", "race_time", "race_day"}
        )
        return RunnerForm(**typed, races=races)


def _view(request: Request, asked: Asked, day: date | None = None) -> RunnerView:
    """Return the page; where the diary lies is nobody's business but its owner's."""
    view = runner_view(asked.diary, asked.today, asked.unit, day)
    return view if visitor_of(request).is_local else replace(view, place="")


def _shown(request: Request, asked: Asked, view: RunnerView, **values: str) -> Response:
    wrong = values.get("wrong", "")
    return page(
        request,
        "runner.html",
        asked,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        view=view,
        confirm=CONFIRM,
        blank_race=RaceFields(),
        **{"wrong": "", "where": "", "done": "", **values},
    )


@router.get("/a/{athlete}/runner", include_in_schema=False)
def runner(
    request: Request,
    asked: About,
    day: date | None = None,
    done: Literal["", "saved", "unit", "runs", "values"] = "",
) -> Response:
    """Show what is known of the runner, and the settings."""
    view = _view(request, asked, day)
    return _shown(request, asked, view, done=done)


@router.get("/api/athletes/{athlete}/runner", tags=["runner"])
def runner_data(request: Request, asked: About, day: date | None = None) -> Response:
    """Return what is known of the runner, with the paces that follow."""
    return data(_view(request, asked, day))


@router.post("/a/{athlete}/runner", include_in_schema=False)
def save(request: Request, asked: About, typed: Annotated[Typed, Form()]) -> Response:
    """Keep what was typed."""
    form, seen = typed.form(), typed.seen
    try:
        keep_form(asked.diary, form, seen, asked.today, asked.unit)
    except InputError as error:
        view = _view(request, asked)
        if not isinstance(error, ChangedMeanwhileError):
            view = replace(view, seen=seen)
        view = replace(view, form=form)
        return _shown(request, asked, view, wrong=str(error), where="values")
    return _back(asked, "saved")


@router.post("/api/athletes/{athlete}/runner", tags=["runner"])
def save_data(
    request: Request, asked: About, form: Annotated[RunnerForm, Body()]
) -> Response:
    """Keep what is known of the runner, as the fields of the page."""
    seen = _view(request, asked).seen
    keep_form(asked.diary, form, seen, asked.today, asked.unit)
    return data(_view(request, asked))


@router.post("/a/{athlete}/runner/forget", include_in_schema=False)
def forget(asked: About, day: Annotated[date, Form()]) -> Response:
    """Forget the values that hold from a day on."""
    asked.diary.drop_values(day)
    return _back(asked, "values")


@router.post("/a/{athlete}/runner/unit", include_in_schema=False)
def choose_unit(asked: About, unit: Annotated[DistanceUnit, Form()]) -> Response:
    """Count in km or in miles from now on."""
    asked.diary.set_unit(unit)
    return _back(asked, "unit")


@router.post("/a/{athlete}/runner/zone", include_in_schema=False)
def live_in(request: Request, asked: About, zone: Text = "") -> Response:
    """Date runs that say nothing of where they were run by this zone."""
    try:
        asked.diary.set_home_zone(zone.strip())
    except InputError as error:
        return _refused(request, asked, "zone", error)
    return _back(asked, "zone")


@router.post("/a/{athlete}/runner/shoes", include_in_schema=False)
def new_shoes(
    request: Request, asked: About, name: Text = "", used: Text = "", limit: Text = ""
) -> Response:
    """Enter a pair of shoes."""
    try:
        add_typed_shoe(asked.diary, name, used, limit, asked.unit)
    except InputError as error:
        return _refused(request, asked, "shoes", error)
    return RedirectResponse(f"{asked.place}/runner#shoes", HTTPStatus.SEE_OTHER)


@router.post("/a/{athlete}/runner/shoes/{shoe}/{what}", include_in_schema=False)
def change_shoes(
    asked: About, shoe: int, what: Literal["use", "retire", "unretire"]
) -> Response:
    """Wear a pair from today on, or no longer."""
    name = shoe_numbered(asked.diary, shoe)
    if what == "use":
        use_from(asked.diary, name, asked.today)
    else:
        retire(asked.diary, name, asked.today if what == "retire" else None)
    return RedirectResponse(f"{asked.place}/runner#shoes", HTTPStatus.SEE_OTHER)


@router.get("/api/athletes/{athlete}/shoes", tags=["runner"])
def shoes_data(asked: About) -> Response:
    """Return how far each pair of shoes was run in."""
    return data(shoe_list(asked.diary, asked.today))


@router.get("/a/{athlete}/runner/diary.zip", include_in_schema=False)
def everything(asked: About) -> Response:
    """Return everything as one zip of open formats."""
    file = packed(asked.diary)
    size = file.seek(0, 2)
    file.seek(0)
    name = f"negsplit-{asked.today.isoformat()}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(size),
    }
    return StreamingResponse(
        _pieces(file), headers=headers, media_type="application/zip"
    )


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


@router.post("/a/{athlete}/runner/delete-runs", include_in_schema=False)
def remove_runs(request: Request, asked: About, confirm: Text = "") -> Response:
    """Delete all runs for good."""
    try:
        delete_runs(asked.diary, confirm)
    except InputError as error:
        return _refused(request, asked, "runs", error)
    return _back(asked, "runs")


@router.post("/a/{athlete}/runner/delete-everything", include_in_schema=False)
def remove_everything(request: Request, asked: About, confirm: Text = "") -> Response:
    """Delete the athlete with everything."""
    try:
        delete_everything(asked.diary, confirm)
    except InputError as error:
        return _refused(request, asked, "everything", error)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def _refused(request: Request, asked: Asked, where: str, error: InputError) -> Response:
    view = _view(request, asked)
    return _shown(request, asked, view, wrong=str(error), where=where)


def _back(asked: Asked, done: str) -> Response:
    return RedirectResponse(f"{asked.place}/runner?done={done}", HTTPStatus.SEE_OTHER)
