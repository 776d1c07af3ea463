"""Change single bytes of a diary in which no table is empty: is every change noticed?

A change counts where the rows, read by SQLite alone, are not what they were, or cannot
be read. It is noticed if ``negsplit diary check`` has anything to say; an exception
other than ours ends the script.

    python benchmarks/flip_diary.py            1,000 changes
    python benchmarks/flip_diary.py 5000 7     so many, from another seed
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from damage import flips
from full_diary import filled


def main(count: int = 1000, seed: int = 1) -> None:
    """Print what became of so many changes."""
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder))
        print(f"a diary of {path.stat().st_size:,} bytes, {count:,} changes of a byte")
        counts, missed = flips(path, count, seed)
        for what, how_many in counts.most_common():
            print(f"{how_many:6,} {what}")
        print(f"{len(missed):6,} changes of content not noticed {missed[:10] or ''}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
