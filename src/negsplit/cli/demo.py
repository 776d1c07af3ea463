"""``negsplit demo``: once round the loop, with the commands that anyone can type."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from negsplit.cli.files import load_workout, write_whole
from negsplit.demo import ATHLETE, NAME, recorded_run
from negsplit.design import Wish, design
from negsplit.notation import to_text
from negsplit.workout import Distance, Goal, Time

RUNNER = "--race half=1:35:00 --hr-max 188 --hr-rest 50"
FOLDER = Path("negsplit-demo")


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Folder for the workout and the run.",
)
def demo(*, out: Path) -> None:
    r"""Go once round the loop with a synthetic runner.

    \b
        negsplit demo
    """
    out.mkdir(parents=True, exist_ok=True)
    plan, fit, run = out / "plan.txt", out / "threshold.fit", out / "run.tcx"
    _say(f"Everything below is about {NAME}: nobody ran it, nothing was measured.")
    _say("1. Know the runner: a race result becomes paces and heart rates.")
    _type(f"paces {RUNNER}")
    _say("2. Design: the goal decides the finish pace, and how long to hold it.")
    _type(f"design threshold 15km --hold 15min {RUNNER}")
    made = design(Goal.THRESHOLD, Distance(15_000.0), ATHLETE, Wish(hold=Time(900.0)))
    write_whole(plan, to_text(made.workout).encode())
    _say("3. Deliver: the same workout as a file for the watch.")
    _type(f"export {_quoted(plan)} --to fit {RUNNER} --out {_quoted(fit)}")
    write_whole(run, recorded_run(load_workout(str(fit), None)))
    _say(f"4. Run it. (Here a program does: {run}, a synthetic recording.)")
    _say("5. Verify: two verdicts, on the shape of the run and on what it reached.")
    _type(f"verify {_quoted(run)} --workout {_quoted(fit)} --goal threshold {RUNNER}")
    _say(
        "Now with your own: put your race into --race and your run into verify.\n"
        "  negsplit paces --race 10k=45:00\n"
        "  negsplit design --help\n"
        "  negsplit verify my-run.fit\n"
        "The same in the browser, and a season of it: negsplit serve"
    )


def _say(text: str) -> None:
    click.secho(f"\n{text}", bold=True)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _type(line: str) -> None:
    """Show a command as it would be typed, and run it."""
    from negsplit.cli.program import negsplit

    click.secho(f"$ negsplit {line}\n", fg="green")
    negsplit(shlex.split(line), prog_name="negsplit", standalone_mode=False)
