"""A running app with the demo runner, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from negsplit.desk.demo_diary import make_demo
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
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@dataclass(frozen=True)
class Server:
    """A running app.

    ``url`` is its address without a slash; ``demo`` and ``own`` are athletes: the demo
    runner with a season, and one who has nothing yet.
    """

    url: str
    diary: Path
    demo: int
    own: int

    def at(self, path: str) -> str:
        """Return the address of a page of the demo runner."""
        return f"{self.url}/a/{self.demo}/{path}"


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


class Eyes:
    """A page that remembers what the console complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message: object) -> None:
        kind = getattr(message, "type", "")
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {getattr(message, 'text', '')}")

    def faults(self) -> list[str]:
        """Return what axe-core finds wrong, the console said, and what sticks out."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("() => axe.run()")
        wrong = [
            f"{item['id']}: {node['target']} {node['failureSummary']}"
            for item in found["violations"]
            for node in item["nodes"]
        ]
        wide = self.page.evaluate(
            "() => document.documentElement.scrollWidth - window.innerWidth"
        )
        return wrong + self.complaints + ([f"{wide} px too wide"] if wide > 0 else [])


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
