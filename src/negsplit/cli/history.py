"""``negsplit history``: what all runs in the diary say of a runner."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.athlete import Athlete
from negsplit.cli.data import echo_json
from negsplit.cli.days import first_day, last_day
from negsplit.cli.diary_options import diary_options
from negsplit.cli.files import write_whole
from negsplit.cli.options import json_option, unit_option
from negsplit.cli.renewing import up_to_date
from negsplit.desk.history.looking_back import heart_of, past_runs
from negsplit.desk.people.runner_values import runner_on
from negsplit.errors import NotFoundError
from negsplit.history.look_back import look_back
from negsplit.history.sentences import sentences
from negsplit.planning.runner_table import with_known
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.diary import Diary


@click.command()
@click.option(
    "--since", metavar="DAY", callback=first_day, help="2024, 2024-05, a day."
)
@click.option("--until", metavar="DAY", callback=last_day, help="The same, included.")
@click.option(
    "--svg",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Draw the charts into this file too.",
)
@click.option("--hr-max", type=float, metavar="BPM", help="Maximum heart rate.")
@click.option("--hr-rest", type=float, metavar="BPM", help="Resting heart rate.")
@click.option("--age", type=float, metavar="YEARS", help="Age in years.")
@diary_options()
@unit_option
@json_option
def history(
    *,
    since: date | None,
    until: date | None,
    svg: Path | None,
    hr_max: float | None,
    hr_rest: float | None,
    age: float | None,
    diary: Diary,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Look back over all runs: what lifted, what was fastest, how hard, how fit.

    Copies of a run and other sports are left out. A maximum and a resting heart rate
    make VDOT surer; what is not given is taken from the runs or from people in general.

    \b
        negsplit history
        negsplit history --since 2024 --hr-rest 50 --unit mi
        negsplit history --svg decade.svg
    """
    up_to_date(diary)
    unit = unit or DistanceUnit.KM
    runs = past_runs(diary, since, until)
    today = datetime.now(UTC).date()
    said = Athlete(age_years=age, max_hr_bpm=hr_max, resting_hr_bpm=hr_rest)
    found = look_back(runs, today, heart_of(with_known(said, runner_on(diary, today))))
    if found is None and (since or until):
        raise NotFoundError(
            "no run of those days can be looked back on; negsplit history without "
            "--since and --until looks at all"
        )
    if found is None:
        raise NotFoundError(
            "no run in the diary can be looked back on; negsplit import FOLDER brings "
            "yours"
        )
    told = sentences(found, unit)
    if svg is not None:
        from negsplit.drawings.history_picture import history_svg

        write_whole(svg, history_svg(found, unit).encode())
    if as_json:
        echo_json({"sentences": told, "history": found})
        return
    from negsplit.cli.history_page import history_page
    from negsplit.cli.layout import console

    console().print(history_page(found, told, unit))
