"""The process that reads anew what older code has read, so that no page has to.

It ends with the server, whatever it is at: each batch is a transaction, and the next
server does the rest.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import closing
from pathlib import Path

from negsplit.desk.imports.import_worker import NICENESS
from negsplit.diary import Diary
from negsplit.intake.pool import Pool, processors
from negsplit.intake.renewal import renew
from negsplit.store import athletes, connection


def outdated_athletes(path: Path) -> list[int]:
    """Return the athletes with runs that the present code would read otherwise."""
    if not path.exists():
        return []
    # To open the diary for somebody would enter them.
    with closing(connection.connect(path)) as file, connection.clearly(path):
        numbers = [one.id for one in athletes.everybody(file) if one.runs]
    return [number for number in numbers if _is_outdated(path, number)]


def _is_outdated(path: Path, number: int) -> bool:
    with Diary.of_athlete(path, number) as diary:
        return bool(diary.outdated())


def main(path: str) -> int:
    """Bring the runs of all athletes up to date."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    threading.Thread(target=_end_with_server, daemon=True).start()
    with Pool(max(processors() - 1, 1)) as pool:
        for number in outdated_athletes(Path(path)):
            with Diary.of_athlete(Path(path), number) as diary:
                renew(diary, pool, lambda _: None)
    return 0


def _end_with_server() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
