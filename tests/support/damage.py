"""Bytes of a diary changed at random, and whether that was noticed."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from full_diary import content
from negsplit.diary import check
from negsplit.errors import FormatError, NegsplitError
from negsplit.store import stream_code

# What SQLite answers for rows that cannot be read, in content() as well.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError, OverflowError)


def meaning(path: Path) -> dict[str, list[Any]] | None:
    """Return what a diary holds; nothing where that cannot be read.

    Samples count for what they say: bytes of a compressed frame that change nothing
    in it are no content.
    """
    try:
        found = content(path)
        for row in found["streams"]:
            streams = stream_code.decode(row["samples"])
            row["samples"] = [
                getattr(streams, name).tobytes() for name in streams.__slots__
            ]
    except (*UNREADABLE, FormatError, KeyError, ValueError, TypeError, MemoryError):
        return None
    except Exception as error:
        if type(error).__name__ == "ZstdError":
            return None
        raise
    return found


def is_noticed(path: Path) -> bool:
    """Return whether a diary is said to be damaged; any other error is a fault."""
    try:
        return check(path, lambda *_: None) != []
    except NegsplitError:
        return True


def flip(whole: bytes, rng: random.Random) -> tuple[int, bytes]:
    """Change one byte that is not among the many zeros of pages that are half empty."""
    while True:
        place = rng.randrange(len(whole))
        if whole[place] or rng.random() < 0.05:
            damaged = bytearray(whole)
            damaged[place] ^= rng.randrange(1, 256)
            return place, bytes(damaged)


def flips(path: Path, count: int, seed: int) -> tuple[Counter[str], list[int]]:
    """Change a byte so many times; count what became of it, and where it was missed."""
    whole, before = path.read_bytes(), meaning(path)
    target = path.with_name("damaged.sqlite3")
    rng = random.Random(seed)  # noqa: S311 - no secret
    told: Counter[str] = Counter()
    missed = []
    for _ in range(count):
        place, damaged = flip(whole, rng)
        for old in target.parent.glob(f"{target.name}*"):
            old.unlink()
        target.write_bytes(damaged)
        is_changed = meaning(target) != before
        for old in target.parent.glob(f"{target.name}-*"):
            old.unlink()
        target.write_bytes(damaged)
        noticed = is_noticed(target)
        told[f"{'content' if is_changed else 'nothing'} changed"] += 1
        told["noticed"] += is_changed and noticed
        told["false alarms"] += noticed and not is_changed
        if is_changed and not noticed:
            missed.append(place)
    return told, missed
