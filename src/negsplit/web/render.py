"""Templates to pages; numbers become text here, and are computed nowhere near."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup, escape

from negsplit.reports.plain import plain
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_height,
    format_pace,
)
from negsplit.web.assets import asset

if TYPE_CHECKING:
    from datetime import date

    from fastapi import Request
    from jinja2.runtime import Context

    from negsplit.web.asking import Asked

UNKNOWN = "–"


def page(
    request: Request,
    template: str,
    asked: Asked | None = None,
    *,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page from its template."""
    return HTMLResponse(text(request, template, asked, **values), status)


def text(
    request: Request, template: str, asked: Asked | None = None, **values: Any
) -> str:
    """Return what a template says, which may be a part of a page."""
    found = _environment().get_template(template)
    return found.render(request=request, asked=asked, **{"home": ""} | values)


def data(value: object, status: int = 200) -> JSONResponse:
    """Return what a page shows as JSON."""
    return JSONResponse(plain(value), status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("negsplit.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "pace": _pace,
        "bare_pace": _bare_pace,
        "distance": _distance,
        "height": format_height,
        "clock": _clock,
        "day": _day,
        "short_day": _short_day,
        "number": _number,
        "percent": _percent,
        "svg": Markup,  # drawings are ours, and escape what they are given
    }
    environment.globals |= {
        "asset": asset,
        "csrf": _csrf,
        "csrf_token": _csrf_token,
        "logged_in": _logged_in,
        "units": list(DistanceUnit),
    }
    return environment


@pass_context
def _csrf(context: Context) -> Markup:
    """Return the hidden field that every form carries."""
    token = _csrf_token(context)
    return Markup(f'<input type="hidden" name="csrf" value="{escape(token)}">')  # noqa: S704 - escaped


@pass_context
def _csrf_token(context: Context) -> str:
    """Return what scripts send as the header X-CSRF-Token."""
    return str(getattr(context["request"].state, "csrf", ""))


@pass_context
def _logged_in(context: Context) -> bool:
    """Return whether somebody has an account to look at."""
    visitor = getattr(context["request"].state, "visitor", None)
    return visitor is not None and visitor.account is not None


def _pace(speed_mps: float | None, unit: DistanceUnit) -> str:
    return UNKNOWN if not speed_mps else format_pace(speed_mps, unit)


def _bare_pace(speed_mps: float, unit: DistanceUnit) -> str:
    """Return a pace for a column whose head names the unit."""
    return format_pace(speed_mps, unit).partition("/")[0]


def _distance(distance_m: float | None, unit: DistanceUnit) -> str:
    return UNKNOWN if distance_m is None else format_distance(distance_m, unit)


def _clock(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else format_clock(seconds)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _number(value: float | None, digits: int = 0) -> str:
    return UNKNOWN if value is None else f"{value:.{digits}f}"


def _percent(frac: float) -> str:
    return f"{frac:.0%}"
