"""What goes on beside the pages, for as long as the server runs."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Take up imports that were begun, and stop everything in good order."""
    await run_in_threadpool(app.state.imports.resume)
    yield
    await run_in_threadpool(app.state.imports.close)
    await run_in_threadpool(app.state.histories.close)
