"""The command line: read arguments, call one function, print.

Help for the whole program is text that stands here, and commands load when they are
run, so that ``negsplit --help`` costs little more than Python itself.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

# Command name: module inside this package, and the line that --help shows. The
# function in the module carries the command's name.
COMMANDS = {
    "demo": ("demo", "Go once round the loop with a synthetic runner."),
    "serve": ("serve", "The same in the browser: pages, phone first, on this machine."),
    "paces": ("paces", "Training paces, heart rates and predictions from races."),
    "forms": ("forms", "List the progression forms and the other sessions."),
    "form": ("forms", "Build one form or session by name."),
    "design": ("design", "Design a progression run for a goal."),
    "simulate": ("simulate", "Run a workout through the models before you run it."),
    "save": ("save", "Keep a workout of your own under a name."),
    "export": ("export", "Write a workout for a watch, treadmill or calendar."),
    "import": ("import_", "Bring your runs into the diary: folders, zips, exports."),
    "runs": ("runs", "List, search and show the runs in the diary."),
    "shoes": ("shoes", "How far each pair of shoes was run in, and its limit."),
    "history": ("history", "Look back: what lifted, bests, easy and hard, form."),
    "diary": ("diary", "Look after the diary: check, back up, note, delete."),
    "goal": ("goal", "Is a goal realistic? How likely, what is nearer, milestones."),
    "plan": ("plan", "A season from a goal: make it, show a week or a day, export."),
    "today": ("today", "What is on today, in today's paces, and why."),
    "adapt": ("adapt", "When life happens: changes proposed, taken or refused."),
    "race": ("race", "Plan a race: the split, its marks, a band for the wrist."),
    "squad": ("squad", "One session for many runners, each with own paces."),
    "show": ("show", "Show a recorded run: pace, splits, heart rate, shape."),
    "verify": ("verify", "Judge a run: did you progress, did you hold the target?"),
    "calibrate": ("calibrate", "Learn from your runs: heart rate, limits, VDOT."),
    "lactate": ("lactate", "Both thresholds from a lactate test in stages."),
    "why": ("why", "What negsplit relies on, and how well established it is."),
}

HELP = """\
Usage: negsplit COMMAND [OPTIONS]

  Design, deliver and verify runs that finish faster than they start.

Commands:
{commands}

Options:
  --version   Show the version.
  -h, --help  Show this help; after a command, that command's own.

New here?
  negsplit demo
  negsplit paces --race half=1:12:29
  negsplit verify my-run.fit
"""


def help_text() -> str:
    """Return the help of the whole program."""
    rows = (f"  {name:<11}{line}" for name, (_, line) in COMMANDS.items())
    return HELP.format(commands="\n".join(rows))


def main() -> None:
    """Run the command line; an error is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without an arrow or a dot of braille gets a ? for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        sys.stdout.write(help_text())
        return
    if sys.argv[1:2] == ["paces"]:
        from negsplit.cli.quick import paces_text

        text = paces_text(sys.argv[2:])
        if text is not None:
            sys.stdout.write(f"{text}\n")
            return
    from negsplit.cli.program import run

    sys.exit(run())
