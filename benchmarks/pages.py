"""How quickly pages are there, with a long diary and while an import runs.

    .venv/bin/python benchmarks/pages.py [--diary FILE] [--runs 5000] [--rounds 60]

Makes a diary of a decade (or copies the one given), adds one run of twelve hours that
was recorded second by second, and serves it. Then every page is asked for again and
again, in random order, by one visitor: first at rest, then while a further folder of
runs is sent in and imported. Each time is also told as a multiple of an empty page in
the same round, so that a slower machine says the same.

Then Chromium opens every page with nothing kept: how many bytes it gets, when the page
can be used (its load event), and the longest stretch for which it could not answer.
"""

from __future__ import annotations

import argparse
import http.client
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from decade import write_decade

from negsplit.athlete import Athlete, Race
from negsplit.demo import Day, recorded_run
from negsplit.desk.desk import Desk
from negsplit.desk.people.runner_values import keep_runner
from negsplit.desk.plan.goals import make_season
from negsplit.desk.plan.wishes import SeasonForm, asked_by
from negsplit.diary import Diary
from negsplit.notation import parse
from negsplit.units import DistanceUnit
from negsplit.web.asking import today
from negsplit.web.files import now

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = os.environ.get("NEGSPLIT_CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
]
EMPTY = "/empty"
PAGES = (
    "today", "design", "runs", "runs/{run}", "runs/{long}", "runs?text=easy&lifted=on",
    "history", "plan", "plan/new", "import", "runner",
)  # fmt: skip
DATA = (
    "runs/{run}/streams?by=distance",
    "runs/{long}/streams?by=time",
)
HEAD = f"{'':<34}{'p50':>7}{'p95':>7}{'p99':>7}{'times an empty page':>21}"


@dataclass(frozen=True)
class Served:
    """A running server and the runs that are asked for."""

    port: int
    athlete: int
    run: int
    long: int

    @property
    def addresses(self) -> list[str]:
        """Every address that is asked for."""
        names = {"run": self.run, "long": self.long}
        pages = [f"/a/{self.athlete}/{page}".format(**names) for page in PAGES]
        data = [f"/api/athletes/{self.athlete}/{one}".format(**names) for one in DATA]
        return [EMPTY, *pages, "/squad", *data]


def make_diary(path: Path, given: Path | None, runs: int, folder: Path) -> None:
    """Make a diary of a decade, with a runner, a plan and a very long run."""
    if given is not None:
        shutil.copy(given, path)
    else:
        write_decade(folder / "decade", runs)
        _negsplit("import", str(folder / "decade"), "--diary", str(path))
    long = folder / "twelve-hours.tcx"
    long.write_bytes(recorded_run(parse("132km easy"), Day()))
    _negsplit("import", str(long), "--diary", str(path))
    with Diary.open(path) as diary:
        runner = Athlete(races=(Race(10_000.0, 2700.0),), max_hr_bpm=188.0)
        keep_runner(diary, runner, today())
        desk = Desk(diary, runner, today(), DistanceUnit.KM)
        asked = asked_by(desk, SeasonForm(programme="10k", runs="4"))
        make_season(diary, asked, now())


def _negsplit(*arguments: str) -> None:
    command = [sys.executable, "-m", "negsplit", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(path: Path) -> Iterator[Served]:
    """Serve a diary, and return when it answers."""
    with Diary.open(path) as diary:
        rows = diary.runs()
        athlete = diary.athlete_id
    long = max(rows, key=lambda row: row.elapsed_s).id
    usual = rows[len(rows) // 2].id
    port = 8765
    command = [sys.executable, "-m", "negsplit", "serve", "--no-browser"]
    command += ["--diary", str(path), "--port", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        served = Served(port, athlete, usual, long)
        for _ in range(200):
            try:
                ask(served, EMPTY)
                break
            except OSError:
                time.sleep(0.05)
        yield served
    finally:
        server.terminate()
        server.wait()


def ask(served: Served, address: str) -> tuple[float, int]:
    """Return how long an answer took in s, and how many bytes it has."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status} {body[:200]!r}")
    return took, len(body)


def measure(served: Served, rounds: int) -> dict[str, list[float]]:
    """Ask for every page once a round, in random order."""
    order = random.Random(20261122)  # noqa: S311 - an order of questions
    found: dict[str, list[float]] = defaultdict(list)
    for address in served.addresses:
        ask(served, address)  # what is made once, is made
    for _ in range(rounds):
        addresses = served.addresses
        order.shuffle(addresses)
        for address in addresses:
            found[address].append(ask(served, address)[0])
    return found


def tell(found: dict[str, list[float]]) -> None:
    """Print the times in ms."""
    print(HEAD)
    empty = quantiles(found[EMPTY], n=100)[49]
    worst = 0.0
    for address, times in found.items():
        cuts = quantiles(times, n=100)
        p50, p95, p99 = cuts[49], cuts[94], cuts[98]
        worst = max(worst, p95)
        row = "".join(f"{1000 * value:7.1f}" for value in (p50, p95, p99))
        print(f"{address[:33]:<34}{row}{p50 / empty:21.1f}")
    print(f"slowest p95: {1000 * worst:.1f} ms\n")


def send(served: Served, folder: Path) -> None:
    """Send a folder of runs to the page of imports, as one zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.rglob("*.fit"):
            archive.write(path, path.name)
    api = f"/api/athletes/{served.athlete}/import"
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request("POST", api)
    batch = connection.getresponse().read().decode().split('"')[3]
    connection.request(
        "POST", f"{api}/{batch}/files?name=more.zip", packed.getvalue(),
        {"Content-Type": "application/octet-stream"},
    )  # fmt: skip
    print("sent:", connection.getresponse().read().decode()[:80])
    connection.request("POST", f"{api}/{batch}/start")
    print("begun:", connection.getresponse().read().decode()[:80])
    connection.close()


def is_importing(served: Served) -> bool:
    """Return whether an import is still running."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request("GET", f"/api/athletes/{served.athlete}/import")
    body = connection.getresponse().read().decode()
    connection.close()
    return '"is_moving":true' in body.replace(" ", "")


def in_chromium(served: Served) -> None:
    """Open every page with nothing kept, and print what that takes."""
    print(f"{'in Chromium':<34}{'kB':>8}{'usable, ms':>12}{'longest task, ms':>18}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for address in served.addresses:
            if address.startswith("/api/"):
                continue
            context = browser.new_context()
            page = context.new_page()
            page.add_init_script(_LONG_TASKS)
            page.goto(f"http://127.0.0.1:{served.port}{address}")
            page.wait_for_load_state("networkidle")
            found = page.evaluate(_TIMES)
            print(
                f"{address[:33]:<34}{found['bytes'] / 1000:8.0f}{found['load']:12.0f}"
                f"{found['longest']:18.0f}"
            )
            context.close()
        browser.close()


_LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver(list => window.longTasks.push(
  ...list.getEntries().map(entry => entry.duration)
)).observe({entryTypes: ['longtask']});
"""
_TIMES = """() => {
  const [shown] = performance.getEntriesByType('navigation');
  const parts = performance.getEntriesByType('resource');
  const sum = [shown, ...parts].reduce((all, one) => all + one.transferSize, 0);
  return {bytes: sum, load: shown.loadEventEnd, longest: Math.max(0, ...longTasks)};
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--diary", type=Path)
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--more", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "diary.sqlite3"
        make_diary(path, given.diary, given.runs, folder)
        write_decade(folder / "more", given.more, is_mixed=True)
        with serving(path) as served:
            print("at rest, ms")
            tell(measure(served, given.rounds))
            in_chromium(served)
            send(served, folder / "more")
            print("while an import runs, ms")
            found = measure(served, given.rounds)
            still = is_importing(served)
            tell(found)
            print("the import was", "still running" if still else "over before the end")


if __name__ == "__main__":
    main()
