"""What an exported diary has otherwise, kept until its runner chooses it.

The files of an upload are deleted once they are imported. The rows of an archive that
differs from the diary stay beside the report, so that they can still be taken over.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING

from negsplit.intake.restore import restore
from negsplit.reports.difference_words import difference_words
from negsplit.sources.found import Backup, shown
from negsplit.store.portable import TABLES, Difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.desk.imports.inbox import Batch
    from negsplit.diary import Diary

# So many differences are listed.
MOST_DIFFERENCES = 100
_KEPT = frozenset(table.name for table in TABLES)


def keep_choice(
    batch: Batch, backups: Sequence[Backup], differences: Sequence[Difference]
) -> None:
    """Keep what is needed to take the archive's version later, if anything differs."""
    if not differences:
        batch.choice_file.unlink(missing_ok=True)
        return
    kept = {
        # Accounts, with their hashes, are never taken from what is sent in.
        "backups": [
            {
                "place": one.place,
                "rows": {t: one.rows[t] for t in _KEPT & one.rows.keys()},
            }
            for one in backups
        ],
        "differences": [astuple(one) for one in differences],
    }
    batch.choice_file.write_text(json.dumps(kept), "utf-8")


def difference_lines(differences: Sequence[Difference]) -> list[str]:
    """Return the first differences in words, as the page lists them."""
    return [
        shown(difference_words(*astuple(one))) for one in differences[:MOST_DIFFERENCES]
    ]


def take_archive(diary: Diary, batch: Batch) -> None:
    """Take the archive's version wherever it differed when it was imported.

    What the runner has changed since then differs in another way: it stays, and is
    listed again. A choice that was made before is made.
    """
    try:
        kept = json.loads(batch.choice_file.read_text("utf-8"))
    except FileNotFoundError:
        return
    backups = [Backup(**one) for one in kept["backups"]]
    wanted = {Difference(*one) for one in kept["differences"]}
    left: list[Difference] = []
    for backup in backups:
        left += restore(diary, backup, (), wanted.__contains__).differences
    keep_choice(batch, backups, left)
    progress = batch.progress()
    progress.differences = difference_lines(left)
    batch.tell(progress)
