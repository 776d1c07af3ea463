"""The app: its pages, its guard, and what an error becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from negsplit.desk.history.histories import Histories
from negsplit.desk.imports.import_queue import ImportQueue
from negsplit.web import assets, forms, troubles
from negsplit.web.access import Access, setup_code
from negsplit.web.guard import Guard
from negsplit.web.guesses import Guesses
from negsplit.web.pages import (
    account,
    design,
    design_files,
    history,
    interface,
    login,
    plan,
    plan_making,
    run,
    runner,
    runs,
    squad,
    start,
    today,
)
from negsplit.web.pages import importing as imports_page
from negsplit.web.running import running

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from negsplit.web.settings import Settings

# Smaller answers fit one packet anyway; a higher level costs more than it saves here.
_WORTH_BYTES, _LEVEL = 1400, 4
ROUTERS = (
    assets.router,
    start.router,
    login.router,
    account.router,
    today.router,
    runs.router,
    run.router,
    imports_page.router,
    design.router,
    design_files.router,
    plan_making.router,
    plan.router,
    history.router,
    squad.router,
    interface.router,
    runner.router,
)


class _Guarded(FastAPI):
    """The app with its guard before everything, also before what goes wrong."""

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), self.state.settings)


def create_app(settings: Settings) -> FastAPI:
    """Return the app for one diary."""
    app = _Guarded(
        title="negsplit",
        summary="Everything that a page shows, as JSON.",
        docs_url=None,  # its pages ask other hosts for their scripts
        redoc_url=None,
        openapi_url="/api/openapi.json",
        dependencies=[Depends(forms.from_our_page)],
        lifespan=running,
    )
    app.state.settings = settings
    app.state.imports = ImportQueue(settings.diary)
    app.state.histories = Histories(settings.diary)
    app.state.guesses = Guesses()
    app.state.setup_code = setup_code(settings)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_BYTES, compresslevel=_LEVEL)
    app.add_middleware(Access, settings=settings, guesses=app.state.guesses)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", assets.KeptFiles(directory=assets.FOLDER), name="static")
    troubles.handle(app)
    forms.handle(app)
    return app
