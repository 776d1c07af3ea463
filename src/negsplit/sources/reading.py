"""The bytes of what was found."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.sources.archives import HEAD_BYTES, MAX_FILE_BYTES, Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from negsplit.sources.found import Found

    Look = Callable[[bytes], None]


class Shelf:
    """Open archives, so that a thousand members do not open one a thousand times.

    One chain of archives is kept open: what is found lies there archive by archive.
    """

    def __init__(self) -> None:
        self._chain: list[Archive] = []
        self._place: tuple[str, ...] = ()

    def archive(self, *place: str) -> Archive:
        """Return the archive at a path, or at a path inside it.

        Raises
        ------
        FormatError
            If there is none that can be read.
        OSError
            If the file cannot be opened.
        """
        if self._place != place:
            self._open(place)
        return self._chain[-1]

    def _open(self, place: tuple[str, ...]) -> None:
        same = 0
        for mine, theirs in zip(self._place, place, strict=False):
            if mine != theirs:
                break
            same += 1
        self._close_from(same)
        for name in place[same:]:
            if self._chain:
                self._chain.append(self._chain[-1].open_inner(name))
            else:
                self._chain.append(_open_archive(name))
            self._place = (*self._place, name)

    def _close_from(self, depth: int) -> None:
        while len(self._chain) > depth:
            self._chain.pop().close()
        self._place = self._place[:depth]

    def close(self) -> None:
        """Close every archive."""
        self._close_from(0)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, found: Found, look: Look) -> bytes:
        """Return the bytes of what was found.

        Parameters
        ----------
        found : Found
            Where it is.
        look : callable
            Gets the first bytes, and may raise if the rest is not worth reading.

        Raises
        ------
        FormatError
            If the bytes cannot be had; the message says why.
        """
        try:
            if found.inside:
                archive = self.archive(found.path, *found.inside[:-1])
                return archive.read(found.inside[-1], look)
            return _read_file(found.path, look)
        except OSError as error:
            raise FormatError(f"cannot be read: {error.strerror or error}") from error


def _open_archive(path: str) -> Archive:
    file = Path(path).open("rb")  # noqa: SIM115 - the archive closes it
    try:
        return Archive(file, os.fstat(file.fileno()).st_size)
    except BaseException:
        file.close()
        raise


def _read_file(path: str, look: Look) -> bytes:
    with Path(path).open("rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise FormatError("this is no file that can be read")
        head = file.read(HEAD_BYTES)
        look(head)
        data = head + file.read(MAX_FILE_BYTES)
    if len(data) > MAX_FILE_BYTES:
        raise FormatError(
            f"larger than {MAX_FILE_BYTES >> 20} MB, which no recording is"
        )
    return data
