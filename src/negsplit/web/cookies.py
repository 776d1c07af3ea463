"""The two cookies: of a session, and of a visit before any login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from negsplit.accounts.passwords import new_secret

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.responses import Response
    from starlette.types import Message, Send

# A form may be open for a month.
VISIT_S = 30 * 86_400


def _is_safe(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request, name: str) -> str:
    """Return what a cookie is called: with the prefix, no other site can set it."""
    return f"__Host-{name}" if _is_safe(request) else name


def session_of(request: Request) -> str:
    """Return the secret of the session that a request is of; '' if of none."""
    return request.cookies.get(_name(request, "negsplit"), "")


def give_session(request: Request, response: Response, secret: str, age_s: int) -> None:
    """Put a session's cookie into an answer."""
    response.set_cookie(
        _name(request, "negsplit"),
        secret,
        max_age=age_s,
        httponly=True,
        samesite="lax",
        secure=_is_safe(request),
    )


def take_session(request: Request, response: Response) -> None:
    """Remove a session's cookie."""
    give_session(request, response, "", 0)


def visit_of(request: Request) -> tuple[str, bool]:
    """Return the secret of a visit, and whether it was made just now."""
    made = new_secret()
    known = request.cookies.get(_name(request, "negsplit-visit"), "")
    is_known = len(known) == len(made)
    return (known if is_known else made), not is_known


class Greeting:
    """The first answer to a visitor, with the cookie of their visit."""

    def __init__(self, request: Request, send: Send, visit: str):
        self.send = send
        safe = "; Secure" if _is_safe(request) else ""
        self.cookie = (
            f"{_name(request, 'negsplit-visit')}={visit}; Max-Age={VISIT_S}; Path=/; "
            f"HttpOnly; SameSite=Lax{safe}"
        )

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer, the cookie with its first."""
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", self.cookie)
        await self.send(message)
