"""The app: its pages, its guard, and what an error becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from negsplit.web import assets, troubles
from negsplit.web.pages import start

if TYPE_CHECKING:
    from negsplit.web.settings import Settings

ROUTERS = (assets.router, start.router)


def create_app(settings: Settings) -> FastAPI:
    """Return the app for one diary."""
    app = FastAPI(
        title="negsplit",
        summary="Everything that a page shows, as JSON.",
        docs_url=None,  # its pages ask other hosts for their scripts
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings = settings
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", assets.KeptFiles(directory=assets.FOLDER), name="static")
    troubles.handle(app)
    return app
