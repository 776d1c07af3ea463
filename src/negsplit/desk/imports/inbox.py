"""Where uploaded files lie until they are imported.

Each upload is a folder beside the diary, its files numbered: what a browser calls a
file is noted, and never used as a path. A file that did not arrive whole is none. The
folder outlives the server, so that an import goes on where it was; its files are
deleted as soon as it is done.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from negsplit.errors import DiaryError, InputError, NotFoundError
from negsplit.sources.archives import MAX_FILE_BYTES
from negsplit.sources.found import Found, shown

if TYPE_CHECKING:
    from types import TracebackType

# A diary of thirty years has fewer; more is a mistaken folder.
MAX_FILES = 20_000
# Exports of services have a gigabyte or two.
MAX_ARCHIVE_BYTES = 4 * 2**30
MAX_BATCH_BYTES = 8 * 2**30
# This much of the disk stays free for the diary itself.
FREE_BYTES = 2**28
# Uploads that nobody went on with are kept for a day, reports of imports for a month.
UNFINISHED_S, REPORT_S = 86_400.0, 30 * 86_400.0
_ID_BYTES = 8
_FILES, _READY, _PROGRESS = "files.jsonl", "ready", "progress.json"
_CHOICE = "choice.json"
# A name of 300 letters, each written as an escape, and the rest of the line.
_LONGEST_LINE = 8192
# Files of an upload arrive several at a time.
_NOTING = threading.Lock()
_WHOLE, _PART = ".whole", ".part"


@dataclass(slots=True)
class Progress:
    """How far an import is.

    Parameters
    ----------
    state : str
        'waiting', 'running', 'done' or 'failed'.
    total : int, optional
        How many files there are, with those inside archives; unknown at first.
    counts : dict
        How many ended how, by the word of the outcome.
    recent : list
        The latest files: place, outcome, reason, run.
    refused : list
        The files that could not be read, in the same way.
    differences : list of str
        Where an exported diary has something else than this one, which stayed.
    newest_run : int, optional
        Of those that are new, the one run last.
    tries : int
        How often it was begun since it last got any further.
    is_resumed : bool
        Whether it was begun more than once.
    trouble : str
        Why it failed.
    """

    state: str = "waiting"
    total: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    recent: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    refused: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    newest_run: int | None = None
    tries: int = 0
    is_resumed: bool = False
    trouble: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Held:
    """How many files have arrived, and how many bytes they have."""

    files: int
    size: int


class Inbox:
    """The uploads of one athlete."""

    def __init__(self, diary: Path, athlete_id: int) -> None:
        self.folder = folder_of(diary) / str(athlete_id)

    def begin(self) -> Batch:
        """Make room for files that belong together."""
        # In the order of time, and not to be guessed.
        name = f"{time.time_ns():016x}{secrets.token_hex(_ID_BYTES)}"
        batch = Batch(self.folder / name)
        batch.folder.mkdir(parents=True)
        return batch

    def batch(self, name: str) -> Batch:
        """Return an upload that was begun.

        Raises
        ------
        NotFoundError
            If there is none of that name.
        """
        for batch in self.batches():
            if batch.name == name:
                return batch
        raise NotFoundError("this upload is no longer there; begin it anew")

    def batches(self) -> list[Batch]:
        """Return all uploads, the newest first."""
        if not self.folder.is_dir():
            return []
        found = [Batch(path) for path in self.folder.iterdir() if path.is_dir()]
        return sorted(found, key=lambda one: one.name, reverse=True)


def folder_of(diary: Path) -> Path:
    """Return where the uploads of a diary lie."""
    return diary.with_name(f"{diary.name}-inbox")


def every_batch(diary: Path) -> list[Batch]:
    """Return the uploads of all athletes, the oldest first."""
    folder = folder_of(diary)
    numbers = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = [
        b for n in numbers if n.isdecimal() for b in Inbox(diary, int(n)).batches()
    ]
    return sorted(found, key=lambda one: one.name)


def forget(diary: Path, athlete_id: int) -> None:
    """Delete all uploads of an athlete who is deleted: the number may be given anew."""
    shutil.rmtree(Inbox(diary, athlete_id).folder, ignore_errors=True)


def tidy(diary: Path) -> None:
    """Remove what a server that was ended left behind, and what is long over."""
    for batch in every_batch(diary):
        batch.drop_parts()
        age_s = time.time() - batch.changed_s
        if batch.progress().is_over:
            batch.drop_files()
            if age_s > REPORT_S:
                batch.discard()
        elif not batch.is_ready and age_s > UNFINISHED_S:
            batch.discard()


class Batch:
    """Files that were uploaded together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """Its name, by which it is asked for."""
        return self.folder.name

    @property
    def athlete_id(self) -> int:
        """Whose upload it is."""
        return int(self.folder.parent.name)

    @property
    def changed_s(self) -> float:
        """When something was last done to it, in Unix seconds."""
        try:
            return self.folder.stat().st_mtime
        except OSError:  # it has just been discarded
            return 0.0

    @property
    def is_ready(self) -> bool:
        """Whether all files have arrived."""
        return (self.folder / _READY).exists()

    @property
    def choice_file(self) -> Path:
        """Where what an archive has otherwise is kept, if anything."""
        return self.folder / _CHOICE

    def receive(self, name: str) -> Receiving:
        """Begin to receive a file."""
        return Receiving(self, tidy_name(name))

    def files(self) -> list[Found]:
        """Return the files that arrived whole."""
        try:
            lines = (self.folder / _FILES).read_text("utf-8").splitlines()
        except OSError:
            return []
        return [self._found(json.loads(line)) for line in lines]

    def _found(self, line: dict[str, Any]) -> Found:
        path = str(self.folder / line["file"])
        return Found(path, line["size"], line["crc"], named=line["name"])

    def held(self) -> Held:
        """Return how much has arrived, without reading the whole list."""
        try:
            with (self.folder / _FILES).open("rb") as file:
                file.seek(0, os.SEEK_END)
                file.seek(max(file.tell() - _LONGEST_LINE, 0))
                last = json.loads(file.read().splitlines()[-1])
        except OSError:
            return Held(0, 0)
        return Held(last["files"], last["bytes"])

    def note(self, name: str, part: Path, size: int, crc: int) -> None:
        """Take in a file that arrived whole."""
        whole = part.with_suffix(_WHOLE)
        part.rename(whole)
        line = {"file": whole.name, "name": name, "size": size, "crc": crc}
        with _NOTING:
            held = self.held()
            so_far = {"files": held.files + 1, "bytes": held.size + size}
            with (self.folder / _FILES).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line | so_far) + "\n")

    def finish(self) -> None:
        """Say that all files have arrived."""
        (self.folder / _READY).touch()

    def progress(self) -> Progress:
        """Return how far its import is."""
        try:
            text = (self.folder / _PROGRESS).read_text("utf-8")
        except OSError:
            return Progress()
        read: dict[str, Any] = json.loads(text)
        return Progress(**read)

    def tell(self, progress: Progress) -> None:
        """Note how far its import is, whole or not at all."""
        new = self.folder / f"{_PROGRESS}.new"
        with suppress(FileNotFoundError):  # it was discarded meanwhile
            new.write_text(json.dumps(asdict(progress)), "utf-8")
            new.replace(self.folder / _PROGRESS)

    def drop_parts(self) -> None:
        """Delete what did not arrive whole."""
        for path in self.folder.glob(f"*{_PART}"):
            path.unlink(missing_ok=True)

    def drop_files(self) -> None:
        """Delete the files, and keep what became of them."""
        for path in self.folder.glob(f"*{_WHOLE}"):
            path.unlink(missing_ok=True)
        (self.folder / _FILES).unlink(missing_ok=True)

    def discard(self) -> None:
        """Delete everything of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Receiving:
    """A file on its way; what is written counts only if its end is reached."""

    def __init__(self, batch: Batch, name: str) -> None:
        self._batch = batch
        self._name = name
        self._part = batch.folder / f"{secrets.token_hex(_ID_BYTES)}{_PART}"
        self._size = 0
        self._crc = 0
        held = batch.held()
        if batch.is_ready:
            raise InputError("this upload is closed; begin a new one for more files")
        if held.files >= MAX_FILES:
            raise InputError(f"more than {MAX_FILES:,} files; send them in parts")
        is_archive = name.lower().endswith(".zip")
        self._most = MAX_ARCHIVE_BYTES if is_archive else MAX_FILE_BYTES
        self._room = MAX_BATCH_BYTES - held.size

    def __enter__(self) -> Receiving:
        self._file = self._part.open("wb")
        return self

    def write(self, data: bytes) -> None:
        """Write a piece of it.

        Raises
        ------
        InputError
            If it grows larger than any recording or export, or the disk is full.
        """
        self._size += len(data)
        self._crc = zlib.crc32(data, self._crc)
        if self._size > min(self._most, self._room):
            raise InputError(
                f"'{self._name}' is larger than {self._most >> 20:,} MB, which no "
                "recording is"
            )
        if shutil.disk_usage(self._batch.folder).free < FREE_BYTES + len(data):
            raise DiaryError("the disk is full; make room, and send the files again")
        self._file.write(data)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is not None:
            self._part.unlink(missing_ok=True)
            return
        self._batch.note(self._name, self._part, self._size, self._crc)


def tidy_name(name: str) -> str:
    """Return what a file is called, as it can be shown and remembered.

    Folders stay, as services name files by them; ways out of a folder do not.

    >>> tidy_name("runs/../a.fit"), tidy_name("/etc/passwd"), tidy_name("")
    ('runs/a.fit', 'etc/passwd', 'unnamed')
    """
    parts = PurePosixPath(shown(name.replace("\\", "/"))).parts
    kept = [part for part in parts if part not in ("/", "..", ".")]
    return "/".join(kept) or "unnamed"
