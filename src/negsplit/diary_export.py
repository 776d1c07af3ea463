"""A diary as one zip of open formats: originals, and JSON and CSV of the rest."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np

from negsplit.errors import NotFoundError
from negsplit.formats import native
from negsplit.recording import Streams
from negsplit.sources.found import shown
from negsplit.sources.own import INDEX, ORIGINALS, TABLES
from negsplit.store.records import RunFilter
from negsplit.store.salvage import Salvage
from negsplit.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from negsplit.diary import Diary
    from negsplit.store.records import Original, RunRow

VERSION = 1
# Files that people and programs know by their endings.
_ENDINGS = frozenset({".fit", ".tcx", ".gpx", ".gz"})
# What is no text or number, and so for JSON only.
_NO_CELLS = frozenset({"beside", "plan"})
_EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)
_README = """\
This is a diary of negsplit as one archive.

originals/            the files as they were imported, byte for byte
runs/NUMBER.json      what is known of each run: marks, what was computed, your words
samples/NUMBER.csv    its samples, if they were asked for; empty where not recorded
plans/NUMBER.toml     your plans, the current one last
runner/DAY.toml       what was known of you from that day on
workouts/NUMBER.json  the workouts that you kept
negsplit-diary.json   the list of runs, and what you train for
negsplit-tables.json  everything else, row by row as the diary keeps it
runs.csv              the same list as a table

Importing this archive with negsplit brings everything back. What the diary has already
stays as it is there.
Names carry their units: _m metres, _s seconds, _mps metres a second, _bpm beats a
minute, _spm steps a minute, _frac a share from 0 to 1.
"""


def export(
    diary: Diary,
    file: IO[bytes],
    tell: Callable[[int], None],
    *,
    with_samples: bool = False,
    with_accounts: bool = False,
) -> int:
    """Write every run of the diary's athlete as a zip; return how many there are.

    Parameters
    ----------
    diary : Diary
        What to write.
    file : binary file
        Where to.
    tell : callable
        Gets how many more runs are written.
    with_samples : bool
        Whether to write samples as CSV too; the originals hold them anyway.
    with_accounts : bool
        Whether to write who may log in too, with the hashes of their passwords.
    """
    rows = diary.runs(_EVERYTHING)
    index = []
    files: dict[str, str] = {}  # by digest, as several runs may share one
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            line = _add(archive, diary, row, files, with_samples=with_samples)
            index.append(line)
            tell(1)
        archive.writestr("README.txt", _README)
        for number, plan in enumerate(diary.kept_plans(), 1):
            archive.writestr(f"plans/{number:03d}.toml", plan)
        for day, body in diary.kept_values():
            archive.writestr(f"runner/{day.isoformat()}.toml", body)
        for number, (name, body) in enumerate(diary.kept_workouts(), 1):
            kept = {"name": name, "workout": json.loads(body)}
            archive.writestr(f"workouts/{number:03d}.json", _json(kept))
        whole = {
            "version": VERSION,
            "runner": diary.athlete,
            "goal": diary.kept_goal(),
            "runs": index,
        }
        archive.writestr(INDEX, _json(whole))
        accounts = diary.portable_accounts() if with_accounts else {}
        archive.writestr(TABLES, _json(diary.portable_rows() | accounts))
        archive.writestr("runs.csv", _table(index))
    return len(rows)


@dataclass(frozen=True, slots=True)
class SalvageCount:
    """How many originals came out of a damaged diary whole, and how many did not."""

    whole: int
    lost: int


def write_salvaged(path: Path, file: IO[bytes]) -> SalvageCount:
    """Write the originals of a damaged diary as a zip that can be imported.

    Parameters
    ----------
    path : Path
        The diary's file, with its log beside it if there is one.
    file : binary file
        Where to.

    Raises
    ------
    NotFoundError
        If there is no such file.
    """
    if not path.exists():
        raise NotFoundError(f"there is no diary at {path}")
    log = path.with_name(f"{path.name}-wal")
    salvage = Salvage(path.read_bytes(), log.read_bytes() if log.exists() else b"")
    index = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, found in enumerate(salvage.originals(), 1):
            original = found.original
            name = f"{ORIGINALS}{number:06d}{_endings(original.place)}"
            archive.writestr(name, original.data)
            index.append(
                {
                    "file": name,
                    "place": original.place,
                    "digest": found.digest,
                    "beside": _loaded(original.beside),
                }
            )
        archive.writestr(INDEX, _json({"version": VERSION, "runs": index}))
    return SalvageCount(len(index), salvage.lost)


def _loaded(beside: str | None) -> object:
    try:
        return None if beside is None else json.loads(beside)
    except ValueError:  # damaged; the original is whole without it
        return None


def _add(
    archive: zipfile.ZipFile,
    diary: Diary,
    row: RunRow,
    files: dict[str, str],
    *,
    with_samples: bool,
) -> dict[str, object]:
    """Write one run, and return its line in the list."""
    original = diary.original(row.id)
    recording = diary.recording(row.id)
    is_new = recording.digest not in files
    name = files.setdefault(
        recording.digest, f"originals/{row.id:06d}{_ending(original, row)}"
    )
    line = {
        **_plain(row),
        "file": name,
        "part": recording.part,
        "place": original.place,
        "digest": recording.digest,
        "beside": None if original.beside is None else json.loads(original.beside),
        "plan": _plain(diary.plan(row.id)),
    }
    found = next(diary.features([row]), None)
    whole = {
        **line,
        "recording": _plain(recording),
        "features": None if found is None else _plain(found[1]),
    }
    if is_new:
        archive.writestr(name, original.data)
    archive.writestr(f"runs/{row.id:06d}.json", _json(whole))
    if with_samples:
        archive.writestr(f"samples/{row.id:06d}.csv", _csv(recording.streams))
    return line


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _ending(original: Original, row: RunRow) -> str:
    """Return the ending that the file had, or should have had."""
    return _endings(original.place) or f".{row.format.value}"


def _endings(place: str) -> str:
    endings = PurePosixPath(place).suffixes[-2:]
    return "".join(one.lower() for one in endings if one.lower() in _ENDINGS)


def _plain(value: object) -> Any:
    """Return records as plain data; samples are left out, other columns are not."""
    result: object = value
    if isinstance(value, Enum):
        result = value.value
    elif isinstance(value, date):
        result = value.isoformat()
    elif isinstance(value, Streams):
        result = None
    elif isinstance(value, Workout):
        result = native.as_data(value)
    elif isinstance(value, np.ndarray):
        result = [_plain(one) for one in value.tolist()]
    elif is_dataclass(value) and not isinstance(value, type):
        result = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    elif isinstance(value, (list, tuple)):
        result = [_plain(one) for one in value]
    elif isinstance(value, float) and not isfinite(value):
        result = None
    return result


def _csv(streams: Streams) -> str:
    names = [one.name for one in fields(Streams)]
    columns = [getattr(streams, name).tolist() for name in names]
    return _written([names, *zip(*columns, strict=True)])


def _table(index: list[dict[str, object]]) -> str:
    names = [name for name in index[0] if name not in _NO_CELLS] if index else []
    rows: Iterator[list[object]] = ([run[name] for name in names] for run in index)
    return _written([names, *rows])


def _written(rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return file.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, float) and not isfinite(value):
        return ""
    # A spreadsheet would take a name that begins so for a formula.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
        return "'" + shown(value)
    return value
