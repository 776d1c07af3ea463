"""A running app, and a page in a browser that remembers what was complained about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
AXE = Path(__file__).parents[1] / "web" / "vendor" / "axe.min.js"


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
