"""What becomes of a design: files, a card, a page to send, a place on the shelf."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.design.card_pdf import HOW, card_pdf, has_pdf
from negsplit.desk.design.cards import workout_card
from negsplit.desk.design.design_view import design_view
from negsplit.desk.design.workout_asked import Asking
from negsplit.desk.design.workout_files import (
    asked_workout,
    file_name,
    offers,
    workout_file,
)
from negsplit.desk.design.workout_shelf import (
    Kept,
    drop,
    keep,
    kept_workout,
    kept_workouts,
)
from negsplit.drawings.looks import page_styles
from negsplit.errors import FormatError, InputError, StaleError
from negsplit.formats.workouts import WorkoutFormat
from negsplit.notation import to_text
from negsplit.web.asking import About
from negsplit.web.design_pictures import stages
from negsplit.web.pictures import profile_pictures
from negsplit.web.render import data, page

router = APIRouter()
PAGE, API = "/a/{athlete}/design", "/api/athletes/{athlete}/design"
Notation = Annotated[str, Query(max_length=20_000)]
TypedNotation = Annotated[str, Form(max_length=20_000)]
Name = Annotated[str, Form(max_length=200)]
Day = Annotated[date | None, Query(description="When it is to be run.")]


@router.get(PAGE + "/files", include_in_schema=False)
def files(
    request: Request, asked: About, notation: Notation, day: Day = None
) -> Response:
    """Show what a workout can be had as, and what each of it leaves out."""
    workout = asked_workout(notation, asked.unit)
    return page(
        request,
        "design_files.html",
        asked,
        notation=notation,
        title=workout.name or "Workout",
        offers=offers(workout, asked.runner, _now(), day),
        day=day,
    )


@router.get(PAGE + "/file", include_in_schema=False)
def file(
    asked: About, notation: Notation, target: WorkoutFormat, day: Day = None
) -> Response:
    """Hand out a workout in a format."""
    workout = asked_workout(notation, asked.unit)
    made = workout_file(workout, target, asked.runner, _now(), day)
    return Response(made.data, headers=_called(made.name), media_type=made.kind)


@router.get(API + "/files")
def files_data(asked: About, notation: Notation, day: Day = None) -> Response:
    """Return the formats that a workout can be had in, and what each leaves out."""
    workout = asked_workout(notation, asked.unit)
    return data(offers(workout, asked.runner, _now(), day))


@router.get(PAGE + "/card", include_in_schema=False)
def card(request: Request, asked: About, notation: Notation) -> Response:
    """Show a workout as a card to print, and as a band for the wrist."""
    made = workout_card(asked_workout(notation, asked.unit), asked.runner, asked.unit)
    return page(
        request,
        "design_card.html",
        asked,
        card=made,
        picture=profile_pictures(made.sketch, made.title, "card"),
        notation=notation,
        has_pdf=has_pdf(),
        how=HOW,
    )


@router.get(PAGE + "/card.pdf", include_in_schema=False)
def card_file(asked: About, notation: Notation) -> Response:
    """Hand out the card as PDF."""
    workout = asked_workout(notation, asked.unit)
    made = card_pdf(workout_card(workout, asked.runner, asked.unit))
    headers = _called(file_name(workout, "-card.pdf"))
    return Response(made, headers=headers, media_type="application/pdf")


@router.get(PAGE + "/page", include_in_schema=False)
def alone(request: Request, asked: About, notation: Notation) -> Response:
    """Hand out a workout as one page that needs nothing else, to be sent."""
    workout = asked_workout(notation, asked.unit)
    view = design_view(Asking(notation=notation, unit=asked.unit), asked.runner)
    shown = page(
        request,
        "design_page.html",
        asked,
        view=view,
        stages=stages(view),
        card=workout_card(workout, asked.runner, asked.unit),
        styles=page_styles(),
    )
    shown.headers.update(_called(file_name(workout, ".html")))
    return shown


@router.post(PAGE + "/keep", include_in_schema=False)
def keep_workout(
    request: Request,
    asked: About,
    notation: TypedNotation = "",
    name: Name = "",
    *,
    over: Annotated[bool, Form()] = False,
) -> Response:
    """Keep a workout under a name; what cannot be kept stays in the form."""
    try:
        kept = keep(asked.diary, Kept(name, notation), asked.unit, _now(), is_over=over)
    except (InputError, FormatError, StaleError) as error:
        return page(
            request,
            "design_keep.html",
            asked,
            status=409 if isinstance(error, StaleError) else 422,
            trouble=str(error),
            is_taken=isinstance(error, StaleError),
            name=name,
            notation=notation,
        )
    return RedirectResponse(
        f"{asked.place}/design/kept?{urlencode({'name': kept})}", 303
    )


@router.get(PAGE + "/kept", include_in_schema=False)
def kept(asked: About, name: Annotated[str, Query(max_length=200)]) -> Response:
    """Lead to the design of a workout that was kept."""
    query = urlencode({"notation": to_text(kept_workout(asked.diary, name))})
    return RedirectResponse(f"{asked.place}/design?{query}", 303)


@router.post(PAGE + "/drop", include_in_schema=False)
def drop_workout(asked: About, name: Name) -> Response:
    """Take a workout off the shelf, and show it, so that it can be put back."""
    query = urlencode({"notation": to_text(kept_workout(asked.diary, name))})
    drop(asked.diary, name)
    return RedirectResponse(f"{asked.place}/design?{query}", 303)


@router.get("/api/athletes/{athlete}/workouts")
def shelf_data(asked: About) -> Response:
    """Return the workouts that a runner keeps."""
    return data(kept_workouts(asked.diary))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _called(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
