"""A bar on the terminal while something takes long; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress


class Bar:
    """How much of how many is done, how fast, and how long it will still take."""

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what = what
        self._began = time.monotonic()
        self._done = 0
        self._bar = _bar() if sys.stderr.isatty() else None
        self._task = self._bar.add_task("", total=total, rate="") if self._bar else None

    def __enter__(self) -> Bar:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, count: int) -> None:
        """Show that so many more are done."""
        self._done += count
        if self._bar and self._task is not None:
            rate = self._done / max(time.monotonic() - self._began, 1e-3)
            told = f"{rate:.0f} {self._what} a second"
            self._bar.update(self._task, completed=self._done, rate=told)

    def show(self, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, total=total)
        self.advance(done - self._done)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )
