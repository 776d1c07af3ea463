"""A running app with the demo runner, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from browsing import WIDTHS, Eyes, Server
from negsplit.desk.people.demo_diary import make_demo
from negsplit.diary import Diary
from negsplit.web.app import create_app
from negsplit.web.settings import Settings

CHROMIUM = os.environ.get("NEGSPLIT_CHROMIUM") or shutil.which("chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def demo_diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a diary with the demo runner; copy it before you change it."""
    path = tmp_path_factory.mktemp("demo") / "diary.sqlite3"
    Diary.open(path, begin=True).close()
    make_demo(path, datetime.now(UTC).astimezone().date())
    return path


@pytest.fixture(scope="module")
def server(
    demo_diary: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Serve a copy of the demo diary for the tests of one module."""
    path = tmp_path_factory.mktemp("served") / "diary.sqlite3"
    shutil.copy(demo_diary, path)
    with Diary.open(path) as diary:
        known = {one.name: one.id for one in diary.athletes()}
    own = known.pop("")
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_app(Settings(path))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield Server(url, path, next(iter(known.values())), own)
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine; NEGSPLIT_CHROMIUM names one")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS)
        )
        yield launched
        launched.close()


@pytest.fixture(
    params=[(size, scheme) for size in WIDTHS for scheme in ("light", "dark")],
    ids="-".join,
)
def eyes(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Eyes]:
    """Return a fresh page on a phone and on a desk, by day and by night."""
    size, scheme = request.param
    width, height = WIDTHS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme
    )
    yield Eyes(context.new_page())
    context.close()
