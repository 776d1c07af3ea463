"""The click program: loads commands on use, and turns errors into one line."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword

import click

from negsplit.cli import COMMANDS, help_text
from negsplit.errors import MissingInputError, NegsplitError


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the loop."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"negsplit.cli.{COMMANDS[cmd_name][0]}")
        # No function can be called "import".
        command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        mark_examples(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and for a misspelt one name the nearest."""
        near = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and near:
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of the whole program, importing no command."""
        del ctx
        return help_text().rstrip()


def mark_examples(command: click.Command) -> None:
    """Put click's mark for "do not wrap", a backspace, where raw docstrings name it."""
    command.help = (command.help or "").replace(r"\b", "\b")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            mark_examples(inner)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="negsplit", message="negsplit %(version)s")
def negsplit() -> None:
    """Design, deliver and verify runs that finish faster than they start."""


def run(arguments: list[str] | None = None) -> int:
    """Run a command and return the exit code; an error is one line on stderr."""
    try:
        negsplit(arguments, prog_name="negsplit", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        return 1
    except (
        NegsplitError,
        click.ClickException,
        click.Abort,
        KeyboardInterrupt,
        OSError,
    ) as error:
        click.echo(f"negsplit: {' '.join(_message(error).split())}", err=True)
        return 1
    return 0


def _message(error: BaseException) -> str:
    match error:
        case click.UsageError(ctx=context) if context is not None:
            return f"{error.format_message()} (see {context.command_path} --help)"
        case click.ClickException():
            return error.format_message()
        case click.Abort() | KeyboardInterrupt():
            return "stopped"
        case OSError():
            return f"{error.filename or 'file'}: {error.strerror or error}"
        case MissingInputError() if error.options:
            return f"{error}; {error.options}"
        case _:
            return str(error)
