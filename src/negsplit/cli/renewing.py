"""Before a diary is looked at: bring what older code computed up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from negsplit.cli.bar import Bar
from negsplit.intake.pool import Pool, processors
from negsplit.intake.renewal import renew

if TYPE_CHECKING:
    from negsplit.diary import Diary


def up_to_date(diary: Diary) -> None:
    """Read and analyse again what other code has computed, showing how far it is."""
    count = len(diary.outdated())
    if not count:
        return
    with Pool(min(processors(), count)) as pool, Bar("runs", count) as bar:
        failed = renew(diary, pool, bar.advance)
    if failed:
        click.echo(
            f"negsplit: {failed} runs could not be read again; they are shown as they "
            "were, and negsplit diary check may tell why",
            err=True,
        )
