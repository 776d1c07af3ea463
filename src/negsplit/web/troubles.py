"""What an error becomes: a page that says what happened and what to do, or JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from negsplit.errors import (
    DiaryError,
    FormatError,
    InputError,
    NegsplitError,
    NotFoundError,
    StaleError,
)
from negsplit.web.render import data, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request, Response

STATUSES: tuple[tuple[type[NegsplitError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (StaleError, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FormatError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DiaryError, HTTPStatus.SERVICE_UNAVAILABLE),
    (NegsplitError, HTTPStatus.BAD_REQUEST),
)


# What a page is headed by that cannot be shown.
TITLES = {
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.CONFLICT: "Changed in the meantime",
    HTTPStatus(413): "Too large",
    HTTPStatus.SERVICE_UNAVAILABLE: "The diary cannot be read now",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong",
}


def handle(app: FastAPI) -> None:
    """Answer errors of every kind with one line that helps."""

    @app.exception_handler(NegsplitError)
    def _known(request: Request, error: NegsplitError) -> Response:
        return answer(request, status_of(error), str(error))

    @app.exception_handler(HTTPException)
    def _of_the_web(request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        return answer(request, status, _said(status, str(error.detail)), error.headers)

    @app.exception_handler(RequestValidationError)
    def _misread(request: Request, error: RequestValidationError) -> Response:
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, _wrong_field(error))

    @app.exception_handler(Exception)
    def _unexpected(request: Request, error: Exception) -> Response:
        del error  # the server's log has it
        return answer(
            request,
            HTTPStatus.INTERNAL_SERVER_ERROR,
            "something went wrong that should not; nothing was changed, and the "
            "server's terminal tells more",
        )


def status_of(error: NegsplitError) -> HTTPStatus:
    """Return the status that tells of an error."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def answer(
    request: Request,
    status: HTTPStatus,
    message: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an error as the asker can read it."""
    if request.url.path.startswith("/api/"):
        found: Response = data({"error": message}, status)
    else:
        found = page(
            request,
            "trouble.html",
            status=status,
            message=message,
            title=TITLES.get(status, "That did not work"),
        )
    found.headers.update(headers or {})
    return found


def _said(status: HTTPStatus, detail: str) -> str:
    if status is HTTPStatus.NOT_FOUND and detail == status.phrase:
        return "there is no such page; it may have been deleted, or never was"
    return detail


def _wrong_field(error: RequestValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:])
    given = str(first.get("input"))[:60]
    return f"'{given}' cannot be read as {name or 'what was asked for'}"
