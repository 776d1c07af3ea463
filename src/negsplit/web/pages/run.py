"""The page of one run: its verdicts, its charts, what the runner says of it."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from negsplit.desk.runs.conditions import conditions, set_conditions
from negsplit.desk.runs.edit_form import (
    ByHandForm,
    Correction,
    EditForm,
    add,
    correct,
)
from negsplit.desk.runs.judged_run import judged_run
from negsplit.desk.runs.run_edits import edit_lines, undo
from negsplit.desk.runs.run_file import original_file, picture_file, run_to_send
from negsplit.desk.runs.run_heart import heart_view
from negsplit.desk.runs.run_notes import GOALS, Notes, kept_notes, note, take_suggestion
from negsplit.desk.runs.run_view import run_view
from negsplit.desk.runs.streams import run_streams
from negsplit.desk.runs.stretch import MOST_POINTS, Axis, Wanted
from negsplit.drawings.looks import page_styles
from negsplit.errors import FormatError, InputError, NotFoundError, StaleError
from negsplit.units import DistanceUnit
from negsplit.web.asking import About, Asked
from negsplit.web.files import now
from negsplit.web.render import data, page

router = APIRouter()
PAGE, API = "/a/{athlete}/runs/{number}", "/api/athletes/{athlete}/runs/{number}"
Text = Annotated[str, Form()]
Unit = Annotated[DistanceUnit | None, Query(description="Unit of texts; else yours.")]


@router.get(PAGE, include_in_schema=False)
def run(
    request: Request,
    asked: About,
    number: int,
    unit: Unit = None,
    saved: Literal["", "notes", "plan", "edit", "split", "undone"] = "",
) -> Response:
    """Show a run."""
    view = run_view(asked.diary, number, unit or asked.unit)
    corrected = _CORRECTED.get(saved, "")
    kept = "" if corrected else saved
    return _page(
        request, asked, view.notes, unit, view=view, saved=kept, corrected=corrected
    )


_CORRECTED = {
    "edit": "Saved.",
    "split": "Saved. This is the second part.",
    "undone": "Undone.",
}


def _page(
    request: Request,
    asked: Asked,
    notes: Notes,
    unit: DistanceUnit | None,
    status: int = 200,
    **values: object,
) -> Response:
    return page(
        request,
        "run.html",
        asked,
        status=status,
        typed=notes,
        goals=GOALS,
        chosen=unit,
        **{"trouble": "", "saved": "", "wrong_edit": "", "corrected": ""} | values,
    )


def typed_notes(  # noqa: PLR0913, PLR0917 - each is a field of the form
    name: Text = "",
    felt: Text = "",
    goal: Text = "",
    plan: Text = "",
    is_stopped: Annotated[bool, Form()] = False,  # noqa: FBT002 - a box in the form
    stopped_because: Text = "",
    kept: Text = "",
    zone: Text = "",
) -> Notes:
    """Return what was typed into the form about a run."""
    return Notes(name, felt, goal, plan, is_stopped, stopped_because, kept, zone)


@router.post(PAGE, include_in_schema=False)
def keep_notes(
    request: Request,
    asked: About,
    number: int,
    typed: Annotated[Notes, Depends(typed_notes)],
    seen: Text = "",
) -> Response:
    """Keep what the runner says of a run; what cannot be kept stays in the form."""
    try:
        note(asked.diary, number, typed, seen, asked.unit)
    except (InputError, FormatError, NotFoundError, StaleError) as error:
        # If it is the run that is gone, this says so.
        view = run_view(asked.diary, number, asked.unit)
        status = 409 if isinstance(error, StaleError) else 422
        trouble = str(error)
        return _page(request, asked, typed, None, status, view=view, trouble=trouble)
    return _back(asked, number, "notes")


def _back(asked: Asked, number: int, saved: str) -> Response:
    return RedirectResponse(f"{asked.place}/runs/{number}?saved={saved}#notes", 303)


@router.post(PAGE + "/plan", include_in_schema=False)
def keep_plan(asked: About, number: int) -> Response:
    """Take what the season's plan had for that day as what was planned."""
    take_suggestion(asked.diary, number)
    return _back(asked, number, "plan")


@router.post(PAGE + "/apart", include_in_schema=False)
def keep_apart(asked: About, number: int) -> Response:
    """Note that a run is no second recording of another."""
    asked.diary.set_apart(number)
    return RedirectResponse(f"{asked.place}/runs/{number}", 303)


def typed_edit(  # noqa: PLR0913, PLR0917 - each is a field of a form
    kind: Annotated[Correction, Form()],
    start: Text = "",
    end: Text = "",
    at: Text = "",
    distance: Text = "",
    began: Text = "",
    other: Annotated[int, Form()] = 0,
    columns: Annotated[list[str] | None, Form()] = None,
) -> EditForm:
    """Return a correction as it was typed."""
    return EditForm(kind, start, end, at, distance, began, other, tuple(columns or ()))


@router.post(PAGE + "/edits", include_in_schema=False)
def keep_edit(
    request: Request,
    asked: About,
    number: int,
    typed: Annotated[EditForm, Depends(typed_edit)],
) -> Response:
    """Correct a run; what makes no sense is said beside the forms."""
    try:
        shown = correct(asked.diary, number, typed, asked.unit, now())
    except InputError as error:
        view = run_view(asked.diary, number, asked.unit)
        wrong = str(error)
        return _page(request, asked, view.notes, None, 422, view=view, wrong_edit=wrong)
    saved = "edit" if shown == number else "split"
    return RedirectResponse(f"{asked.place}/runs/{shown}?saved={saved}#edits", 303)


@router.post(PAGE + "/edits/{edit}/undo", include_in_schema=False)
def undo_edit(asked: About, number: int, edit: int) -> Response:
    """Take a correction back."""
    shown = undo(asked.diary, number, edit, now())
    return RedirectResponse(f"{asked.place}/runs/{shown}?saved=undone#edits", 303)


@router.post(PAGE + "/conditions", include_in_schema=False)
def keep_conditions(
    request: Request, asked: About, number: int, shoe: Text = "", temperature: Text = ""
) -> Response:
    """Note in which shoes a run was, and how warm it was."""
    try:
        set_conditions(asked.diary, number, shoe, temperature)
    except (InputError, NotFoundError) as error:
        view = run_view(asked.diary, number, asked.unit)
        wrong = str(error)
        return _page(request, asked, view.notes, None, 422, view=view, wrong_edit=wrong)
    return RedirectResponse(f"{asked.place}/runs/{number}?saved=edit#edits", 303)


@router.get(PAGE + "/delete", include_in_schema=False)
def ask_to_delete(request: Request, asked: About, number: int) -> Response:
    """Ask whether a run is really to be deleted."""
    view = run_view(asked.diary, number, asked.unit)
    return page(request, "run_delete.html", asked, view=view)


@router.post(PAGE + "/delete", include_in_schema=False)
def delete(asked: About, number: int) -> Response:
    """Delete a run."""
    asked.diary.delete(number)
    return RedirectResponse(f"{asked.place}/runs?deleted={number}", 303)


@router.get(PAGE + "/heart", include_in_schema=False)
def heart(request: Request, asked: About, number: int, unit: Unit = None) -> Response:
    """Show what a run cost the heart: a part of its page, or a page of its own."""
    view = heart_view(asked.diary, number, unit or asked.unit)
    is_part = request.headers.get("HX-Request") == "true"
    name = "run_heart_part.html" if is_part else "run_heart.html"
    return page(request, name, asked, view=view, number=number)


@router.get(PAGE + "/file", include_in_schema=False)
def file(
    request: Request,
    asked: About,
    number: int,
    *,
    route: bool = False,
    unit: Unit = None,
) -> Response:
    """Hand out a run as one page that needs nothing else, to be sent to a coach."""
    made = run_to_send(asked.diary, number, unit or asked.unit, with_route=route)
    shown = page(
        request, "run_file.html", asked, page=made, view=made.view, styles=page_styles()
    )
    shown.headers["Content-Disposition"] = _called(made.name)
    return shown


def _called(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"


@router.get(PAGE + "/picture.svg", include_in_schema=False)
def picture(asked: About, number: int, unit: Unit = None) -> Response:
    """Hand out pace and heart rate of a run as a drawing."""
    drawing = picture_file(asked.diary, number, unit or asked.unit)
    return Response(drawing, media_type="image/svg+xml")


@router.get(PAGE + "/original", include_in_schema=False)
def original(asked: About, number: int) -> Response:
    """Hand out the bytes that a run was imported from."""
    kept = original_file(asked.diary, number)
    headers = {"Content-Disposition": _called(kept.name)}
    return Response(kept.data, media_type="application/octet-stream", headers=headers)


@router.get(API, tags=["runs"])
def run_data(asked: About, number: int, unit: Unit = None) -> Response:
    """Return what the page of a run shows."""
    return data(run_view(asked.diary, number, unit or asked.unit))


@router.put(API + "/notes", tags=["runs"])
def put_notes(asked: About, number: int, notes: Notes) -> Response:
    """Keep what the runner says of a run, in place of what was said before."""
    note(asked.diary, number, notes, "", asked.unit)
    return data(kept_notes(asked.diary, number))


@router.get(API + "/edits", tags=["runs"])
def edits_data(asked: About, number: int, unit: Unit = None) -> Response:
    """Return what was corrected of a run, undone corrections too."""
    return data(edit_lines(asked.diary, number, unit or asked.unit))


@router.post(API + "/edits", tags=["runs"])
def post_edit(asked: About, number: int, form: EditForm) -> Response:
    """Correct a run; returns the run to look at next, of a split the second."""
    shown = correct(asked.diary, number, form, asked.unit, now())
    return data({"run": shown, "edits": edit_lines(asked.diary, shown, asked.unit)})


@router.delete(API + "/edits/{edit}", tags=["runs"])
def delete_edit(asked: About, number: int, edit: int) -> Response:
    """Take a correction back."""
    shown = undo(asked.diary, number, edit, now())
    return data({"run": shown, "edits": edit_lines(asked.diary, shown, asked.unit)})


@router.post("/api/athletes/{athlete}/runs", tags=["runs"])
def post_run(asked: About, form: ByHandForm) -> Response:
    """Put a run in that no device recorded."""
    number = add(asked.diary, form, asked.unit, now().tzinfo)
    return data(run_view(asked.diary, number, asked.unit), 201)


@router.get(API + "/conditions", tags=["runs"])
def conditions_data(asked: About, number: int) -> Response:
    """Return in which shoes a run was, and how warm it was."""
    return data(conditions(asked.diary, number))


@router.put(API + "/conditions", tags=["runs"])
def put_conditions(
    asked: About, number: int, shoe: str = "", temperature: str = ""
) -> Response:
    """Note in which shoes a run was, and how warm it was."""
    set_conditions(asked.diary, number, shoe, temperature)
    return data(conditions(asked.diary, number))


@router.delete(API, tags=["runs"])
def delete_run(asked: About, number: int) -> Response:
    """Delete a run with its recording."""
    asked.diary.delete(number)
    return Response(status_code=204)


@router.get(API + "/heart", tags=["runs"])
def heart_data(asked: About, number: int, unit: Unit = None) -> Response:
    """Return what a run cost the heart."""
    return data(heart_view(asked.diary, number, unit or asked.unit))


@router.get(API + "/streams", tags=["runs"])
def streams(  # noqa: PLR0913 - each is a part of the address
    asked: About,
    number: int,
    *,
    by: Axis = Axis.DISTANCE,
    start: Annotated[float | None, Query(alias="from")] = None,
    end: Annotated[float | None, Query(alias="to")] = None,
    points: int = MOST_POINTS,
    unit: Unit = None,
) -> JSONResponse:
    """Return curves along a run, or a stretch of it, in as many points as asked for."""
    wanted = Wanted(by, unit or asked.unit, start, end, points)
    return data(run_streams(judged_run(asked.diary, number), wanted))
