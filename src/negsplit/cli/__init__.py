"""The command line: read arguments, call one function, print.

Commands load when they are run, so that ``negsplit --help`` costs little more than
Python itself. The line of help for each command therefore stands here.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from negsplit.errors import NegsplitError

# Command name: module inside this package, and the line that --help shows. The
# function in the module carries the command's name.
COMMANDS = {
    "demo": ("demo", "Go once round the loop with a synthetic runner."),
    "paces": ("paces", "Training paces, heart rates and predictions from races."),
    "forms": ("forms", "List the progression forms and the other sessions."),
    "form": ("forms", "Build one form or session by name."),
    "design": ("design", "Design a progression run for a goal."),
    "export": ("export", "Write a workout for a watch, treadmill or calendar."),
    "show": ("show", "Show a recorded run: pace, splits, heart rate, shape."),
    "verify": ("verify", "Judge a run: did it lift, did it reach what was meant?"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the loop."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"{__name__}.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="negsplit", message="negsplit %(version)s")
def negsplit() -> None:
    r"""Design, deliver and verify runs that finish faster than they start.

    \b
    New here?
        negsplit demo
        negsplit paces --race half=1:12:29
        negsplit verify my-run.fit
    """


def main() -> None:
    """Run the command line; an error is one line on stderr and exit code 1."""
    try:
        negsplit(standalone_mode=False)
    except NegsplitError as error:
        _fail(str(error))
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped")
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        _fail(f"{error.filename or 'file'}: {error.strerror or error}")


def _fail(message: str) -> None:
    click.echo(f"negsplit: {' '.join(message.split())}", err=True)
    sys.exit(1)
