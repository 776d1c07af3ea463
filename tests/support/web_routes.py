"""Every route of the app, so that tests try new ones without being told."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.routing import APIRoute

from negsplit.web.app import ROUTERS


@dataclass(frozen=True)
class Way:
    """A method at a path, and what can be asked of it."""

    method: str
    path: str
    queries: tuple[str, ...]
    fields: tuple[str, ...]

    def at(self, **values: object) -> str:
        """Return the path with its parts filled in; '1' where none is given."""
        parts = [
            str(values.get(part[1:-1], values.get("other", 1)))
            if part.startswith("{")
            else part
            for part in self.path.split("/")
        ]
        return "/".join(parts)

    @property
    def of_an_athlete(self) -> bool:
        """Whether it is about one athlete."""
        return "{athlete}" in self.path

    @property
    def is_data(self) -> bool:
        """Whether it answers as data."""
        return self.path.startswith("/api/")


def ways() -> list[Way]:
    """Return every method of every route."""
    found = [
        Way(method, route.path, _queries(route), _fields(route))
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    assert len(found) > 50
    return found


def _queries(route: APIRoute) -> tuple[str, ...]:
    dependants = [route.dependant, *route.dependant.dependencies]
    return tuple(dict.fromkeys(p.alias for d in dependants for p in d.query_params))


def _fields(route: APIRoute) -> tuple[str, ...]:
    dependants = [route.dependant, *route.dependant.dependencies]
    return tuple(dict.fromkeys(p.alias for d in dependants for p in d.body_params))
