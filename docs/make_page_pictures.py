"""Make the README's pictures of the pages, of the demo runner; needs Chromium.

python docs/make_page_pictures.py
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from negsplit.desk.people.demo_diary import make_demo
from negsplit.diary import Diary
from negsplit.store.records import RunFilter
from negsplit.web.app import create_app
from negsplit.web.asking import today
from negsplit.web.settings import Settings

IMAGES = Path(__file__).parent / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
DESK, PHONE = {"width": 1180, "height": 900}, {"width": 390, "height": 844}
# What is shown: name of the picture, path, size, light or dark.
SHOTS = (
    ("page-design", "design?goal=threshold&amount=15km", DESK, "light"),
    ("page-run", "runs/{lifted}", DESK, "light"),
    ("page-today-phone", "today", PHONE, "dark"),
    ("page-history-phone", "history", PHONE, "dark"),
)
# Which of them a demo season holds depends on the day.
PROGRESSIONS = {"Thirds", "Final quarter"}


def main() -> None:
    """Write every picture."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        sys.exit("no Chromium found; install it to make the pictures")
    with tempfile.TemporaryDirectory() as folder:
        diary = Path(folder) / "diary.sqlite3"
        athlete = make_demo(diary, today())
        url = f"{served(diary)}/a/{athlete}"
        with Diary.of_athlete(diary, athlete) as opened:
            rows = opened.runs(RunFilter(newest_first=True))
        lifted = next(row.id for row in rows if row.name in PROGRESSIONS)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            for name, path, size, scheme in SHOTS:
                shoot(
                    browser, f"{url}/{path.format(lifted=lifted)}", name, size, scheme
                )
            browser.close()


def served(diary: Path) -> str:
    """Serve a diary, and return the address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(Settings(diary)), log_level="warning")
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, args=([listener],), daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def shoot(
    browser: Browser, url: str, name: str, size: dict[str, int], scheme: str
) -> None:
    """Write a picture of the upper part of a page."""
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # sizes and schemes as they are called there
    page = context.new_page()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
