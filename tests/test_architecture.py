"""The picture of the house names every room that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "negsplit"
PICTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
# Rooms that the picture opens; the others are named and kept shut.
OPEN = [HOUSE, *(HOUSE / room for room in ("analysis", "verify", "simulate", "web"))]


def rooms() -> list[str]:
    found = [path for folder in OPEN for path in folder.iterdir()]
    return sorted(
        path.name if path.is_file() else f"{path.name}/"
        for path in found
        if (path.suffix == ".py" or (path / "__init__.py").is_file())
        and not path.name.startswith("__")
    )


@pytest.mark.parametrize("room", rooms())
def test_the_picture_shows_every_module(room: str) -> None:
    assert re.search(rf"(?<![\w.]){re.escape(room)}", PICTURE)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\b\w+\.py\b", PICTURE))))
def test_the_picture_shows_no_module_that_is_gone(name: str) -> None:
    assert list(HOUSE.rglob(name))
