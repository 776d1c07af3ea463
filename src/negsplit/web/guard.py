"""What stands before every page: who is asked, from where, how much, and what may run.

A page of another site must not be able to read this one or to press its buttons. So
the name asked for must be ours (else a name could be pointed at this machine: DNS
rebinding), whatever changes something must come from our own pages, bodies are counted
while they are read, and answers carry the headers that make browsers strict.
"""

from __future__ import annotations

import asyncio
import re
import time
from http import HTTPStatus
from ipaddress import ip_address
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from negsplit.web.troubles import answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from negsplit.web.settings import Settings

# RFC 9110, section 9.2.1: these ask and change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Nobody waits longer for the next piece of a body. Ours.
PIECE_S = 30.0
# Nor longer than this for a whole form; uploads take what the line takes. Ours.
FORM_S = 120.0
# Where files are sent to.
_UPLOADS = re.compile(r"/import(/|$)")
_HOST = re.compile(r"([^][:@/]+|\[[^][@/]+\])(?::[0-9]*)?")
# With which proxies say for whom they ask (RFC 7239, and what was used before it).
_PASSED_ON = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"}
_FOREIGN = "this request came from another site's page, so nothing was changed"

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then hide the origin of our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), "
    "usb=()",
    "Cache-Control": "no-store",  # static files say otherwise themselves
}
# A year, as RFC 6797, section 14.2 has it in its example of a reasonable value.
_HSTS = "max-age=31536000"


class Guard:
    """The app behind its guard."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _Strict(scope, send))
        # Of web sockets we have none.

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, is_upload = Headers(scope=scope), _is_upload(scope)
        allowed = self.settings
        limit = allowed.max_upload_bytes if is_upload else allowed.max_body_bytes
        refused = self._refused(scope, headers, limit)
        if refused is not None:
            await answer(Request(scope), *refused)(scope, receive, send)
            return
        ends_s = inf if is_upload else time.monotonic() + FORM_S
        await self.app(scope, _Counted(receive, limit, ends_s), send)

    def _refused(
        self, scope: Scope, headers: Headers, limit: int
    ) -> tuple[HTTPStatus, str] | None:
        """Return why a request is refused before anything of it is read."""
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else ""
        if not self._is_ours(host):
            return (
                HTTPStatus.MISDIRECTED_REQUEST,
                f"'{host[:80]}' is no name of this server; its owner can allow it: "
                f"negsplit serve --host ADDRESS --name {_name(host)[:80] or 'NAME'}",
            )
        if not self.settings.is_shared and _PASSED_ON & set(headers.keys()):
            return (
                HTTPStatus.FORBIDDEN,
                "this server is for the user of this machine, but a proxy passes on "
                "what others ask; its owner can let them log in: negsplit serve --name "
                "NAME",
            )
        if scope["method"] not in SAFE and _is_foreign(headers, host):
            return HTTPStatus.FORBIDDEN, _FOREIGN
        size = headers.get("content-length", "0")
        if not size.isascii() or not size.isdigit():
            return HTTPStatus.BAD_REQUEST, "the length of the request is no number"
        if int(size[:20]) > limit:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(limit)
        return None

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        allowed = {one.lower() for one in self.settings.hosts}
        # A number cannot be pointed elsewhere by a name server.
        return name in allowed or (self.settings.is_shared and _is_number(name))


def _is_upload(scope: Scope) -> bool:
    return _UPLOADS.search(scope["path"]) is not None


def _name(host: str) -> str:
    """Return the name of a host header, without its port; '' if it has none."""
    match = _HOST.fullmatch(host)
    return match[1].lower() if match else ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_foreign(headers: Headers, host: str) -> bool:
    """Return whether a browser says that another site asks.

    Programs say nothing of the kind, and have no cookies that others could use.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    return origin is not None and _netloc(origin) != host.lower()


def _netloc(origin: str) -> str:
    """Return host and port of an origin; '' if it has none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _too_large(limit: int) -> str:
    return (
        f"that is more than the {limit / 1e6:,.0f} MB that can be sent here at once; "
        "send less, or in parts"
    )


class _Counted:
    """A body that is counted while it is read, and may not come too slowly.

    Raises
    ------
    HTTPException
        If it grows too large or its next piece does not come.
    """

    def __init__(self, receive: Receive, limit: int, ends_s: float):
        self.receive = receive
        self.limit = limit
        self.ends_s = ends_s
        self.size = 0
        self.is_whole = False

    async def __call__(self) -> Message:
        if self.is_whole:  # what comes now is the end of the connection
            return await self.receive()
        try:
            wait_s = min(PIECE_S, self.ends_s - time.monotonic())
            message = await asyncio.wait_for(self.receive(), wait_s)
        except TimeoutError as error:
            raise HTTPException(
                HTTPStatus.REQUEST_TIMEOUT,
                "the rest of what you sent did not arrive; nothing was changed, so "
                "send it again",
            ) from error
        self.size += len(message.get("body", b""))
        self.is_whole = not message.get("more_body", False)
        if self.size > self.limit:
            raise HTTPException(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(self.limit)
            )
        return message


class _Strict:
    """Answers with the headers that make browsers strict."""

    def __init__(self, scope: Scope, send: Send):
        self.send = send
        self.is_safe = scope.get("scheme") == "https"

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self.is_safe:
                headers.setdefault("Strict-Transport-Security", _HSTS)
        await self.send(message)
