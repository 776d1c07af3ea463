"""Imports go on as long as the server does, and are taken up again by the next."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI


@asynccontextmanager
async def importing(app: FastAPI) -> AsyncIterator[None]:
    """Take up what was begun, and stop in good order."""
    await run_in_threadpool(app.state.imports.resume)
    yield
    await run_in_threadpool(app.state.imports.close)
