"""Find what may be recordings: in folders, in archives, in archives in archives.

Only archives are opened here, to list what they hold, and the few files in which
services say something of the recordings beside them.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.sources import apple, garmin, own, strava
from negsplit.sources.found import (
    NO_HINT,
    Backup,
    Found,
    Hint,
    Known,
    MadeRun,
    Unreadable,
    place_of,
)
from negsplit.sources.reading import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

    from negsplit.sources.archives import Archive

    Result = Found | Unreadable | Known | Backup
    Open = Callable[[str], AbstractContextManager[IO[bytes]]]
    AskFor = Callable[[str], Hint]

# An export of an export of an export is as deep as anyone has seen.
_DEEPEST = 4
# Left behind by desktops, in folders and archives alike.
_LITTER = ("._", ".DS_Store", "Thumbs.db", "desktop.ini")
# No list of activities is larger.
_MAX_LIST_BYTES = 2**26


def search(paths: Iterable[str]) -> Iterator[Result]:
    """Yield everything that may be a recording, in the order of names.

    Parameters
    ----------
    paths : iterable of str
        Files and folders.
    """
    with Shelf() as shelf:
        for path in paths:
            yield from _at(path, shelf)


def handed_over(files: Iterable[Found]) -> Iterator[Result]:
    """Yield everything that may be a recording among files with names of their own.

    What a service says of recordings is found among them by these names, as in the
    folder that they came from.
    """
    named = _by_name(files)

    def opened(name: str) -> IO[bytes]:
        return Path(named[name].path).open("rb")

    ask = _asked(named, opened, "")
    with Shelf() as shelf:
        for name in sorted(named):
            found = named[name]
            if _is_litter(name.rpartition("/")[2]):
                continue
            if name.lower().endswith(garmin.LIST_NAME):
                yield Known(garmin.hints_of(Path(found.path).read_bytes()))
                continue
            asked = None if ask is None else partial(ask, name)
            yield from _file(replace(found, ask=asked), shelf)


def _by_name(files: Iterable[Found]) -> dict[str, Found]:
    """Return files by their names; of one that was sent twice, one.

    Different files of one name lie in folders with numbers.
    """
    named: dict[str, Found] = {}
    for found in files:
        name, number = found.named, 1
        while name in named and not _is_same(named[name], found):
            number += 1
            name = f"{number}/{found.named}"
        named.setdefault(name, replace(found, named=name))
    return named


def _is_same(one: Found, other: Found) -> bool:
    return (one.size, one.stamp) == (other.size, other.stamp)


def _at(path: str, shelf: Shelf) -> Iterator[Result]:
    try:
        status = Path(path).stat()
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, shelf, None)
    elif stat.S_ISREG(status.st_mode):
        yield from _file(Found(path, status.st_size, status.st_mtime_ns), shelf)
    else:
        yield Unreadable(place_of(path), "this is neither a file nor a folder")


def _unreadable(path: str, error: OSError) -> Unreadable:
    return Unreadable(place_of(path), f"cannot be read: {error.strerror or error}")


def _folder(path: str, shelf: Shelf, above: AskFor | None) -> Iterator[Result]:
    """Yield what is in a folder; ``above`` knows of the files in it by their paths."""
    try:
        with os.scandir(path) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(path, error)
        return
    names = [f"{one.name}/" if one.is_dir() else one.name for one in inside]
    ask = _asked(names, lambda name: (Path(path) / name).open("rb"), f"{path}{os.sep}")
    ask = ask or above
    for entry in inside:
        # Links to folders are not followed: they may lead in a circle.
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, shelf, ask)
        elif not _is_litter(entry.name):
            yield from _entry(entry, shelf, ask)


def _entry(
    entry: os.DirEntry[str], shelf: Shelf, ask: AskFor | None
) -> Iterator[Result]:
    try:
        status = entry.stat()
        if not stat.S_ISREG(status.st_mode):
            return
        if entry.name.lower().endswith(garmin.LIST_NAME):
            yield Known(garmin.hints_of(Path(entry.path).read_bytes()))
            return
    except OSError as error:
        yield _unreadable(entry.path, error)
        return
    asked = None if ask is None else partial(ask, entry.path)
    found = Found(entry.path, status.st_size, status.st_mtime_ns, ask=asked)
    if entry.name == strava.INDEX:
        make = partial(_typed, _opened, entry.path)
        found = replace(found, make=make, is_typed=True)
    if _may_be_health(entry.name):
        with Path(entry.path).open("rb") as file:
            if _is_health(file):
                found = replace(found, make=partial(_made, _opened, entry.path))
    yield from _file(found, shelf)


def _file(found: Found, shelf: Shelf) -> Iterator[Result]:
    if not found.called.lower().endswith(".zip"):
        yield found
        return
    try:
        yield from _members(shelf.archive(found.path), found)
    except FormatError as error:
        yield Unreadable(found.place, str(error))
    except OSError as error:
        yield _unreadable(found.called, error)


def _members(archive: Archive, outer: Found) -> Iterator[Result]:
    # Hints may be asked for when this archive has long been closed.
    ask = _asked(archive.members, partial(_reopened, outer), "")
    is_own = own.INDEX in archive.members
    for name in sorted(archive.members):
        if _is_litter(name) or (is_own and not name.startswith(own.ORIGINALS)):
            continue
        size, stamp = archive.stamp(name)
        inside = (*outer.inside, name)
        asked = None if ask is None else partial(ask, name)
        found = Found(outer.path, size, stamp, inside, asked, outer.named, is_own)
        if name.rpartition("/")[2] == strava.INDEX:
            make = partial(_typed, partial(_reopened, outer), name)
            found = replace(found, make=make, is_typed=True)
        if _may_be_health(name) and _is_health(archive.stream(name)):
            found = replace(found, make=partial(_made, partial(_reopened, outer), name))
        if name.lower().endswith(garmin.LIST_NAME):
            yield Known(garmin.hints_of(archive.stream(name).read(_MAX_LIST_BYTES)))
        elif name.lower().endswith(".zip"):
            yield from _inner(archive, found)
        else:
            yield found
    if own.TABLES in archive.members:
        data = archive.stream(own.TABLES).read(_MAX_LIST_BYTES)
        yield Backup(outer.place, own.rows_of(data))


@contextmanager
def _reopened(outer: Found, name: str) -> Iterator[IO[bytes]]:
    with (
        Shelf() as shelf,
        shelf.archive(outer.path, *outer.inside).stream(name) as file,
    ):
        yield file


def _inner(archive: Archive, found: Found) -> Iterator[Result]:
    if len(found.inside) > _DEEPEST:
        yield Unreadable(found.place, f"archives more than {_DEEPEST} deep")
        return
    try:
        inner = archive.open_inner(found.inside[-1])
        yield from _members(inner, found)
    except FormatError as error:
        yield Unreadable(found.place, str(error))


def _asked(names: Iterable[str], opened: Open, base: str) -> AskFor | None:
    """Return what to ask for a hint by the path of a file, if there is anything.

    Parameters
    ----------
    names : iterable of str
        What lies in a folder or an archive.
    opened : callable
        Opens one of these.
    base : str
        What paths of files begin with that names here do not.
    """
    for name in names:
        folder, _, last = name.rpartition("/")
        if last == strava.INDEX:
            return _of_list(opened, name, base, strava.hints_of)
        if last == own.INDEX:
            return _of_list(opened, name, base, own.hints_of)
        if last.endswith(".xml") and not last.endswith("_cda.xml"):
            routes = f"{folder}/{apple.ROUTES}" if folder else apple.ROUTES
            if any(other.startswith(routes) for other in names):
                return _of_apple(opened, name)
    return None


def _of_list(
    opened: Open, name: str, base: str, read: Callable[[bytes], dict[str, Hint]]
) -> AskFor:
    """Return what to ask where a list names files by their path beside it."""
    base += name[: name.rfind("/") + 1]

    @cache
    def hints() -> dict[str, Hint]:
        with opened(name) as file:
            return read(file.read(_MAX_LIST_BYTES))

    def ask(path: str) -> Hint:
        return hints().get(path.removeprefix(base).replace(os.sep, "/"), NO_HINT)

    return ask


def _of_apple(opened: Open, name: str) -> AskFor:
    @cache
    def health() -> apple.Health:
        with opened(name) as file:
            return apple.read(file)

    def ask(path: str) -> Hint:
        is_route = apple.ROUTES in path.replace(os.sep, "/")
        return health().hint_of(path.replace(os.sep, "/")) if is_route else NO_HINT

    return ask


def _may_be_health(name: str) -> bool:
    return name.endswith(".xml") and not name.endswith("_cda.xml")


def _is_health(file: IO[bytes]) -> bool:
    head = file.read(apple.HEAD_BYTES)
    return any(mark in head for mark in apple.MARKS)


def _opened(name: str) -> IO[bytes]:
    return Path(name).open("rb")


def _made(opened: Open, name: str) -> tuple[list[MadeRun], int]:
    with opened(name) as file:
        return apple.read(file).routeless()


def _typed(opened: Open, name: str) -> tuple[list[MadeRun], int]:
    with opened(name) as file:
        return strava.fileless(file.read(_MAX_LIST_BYTES))


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(_LITTER) or path.parts[:1] == ("__MACOSX",)
