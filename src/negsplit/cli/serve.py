"""``negsplit serve``: the same in the browser."""

from __future__ import annotations

import socket
import sys
import webbrowser
from pathlib import Path

import click

from negsplit.cli.diary_options import default_path
from negsplit.errors import InputError

LOCAL = "127.0.0.1"
PORT = 8321
# If nobody asked for a port and the usual one is taken, so many after it are tried.
NEXT_PORTS = 20


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help=f"Where it listens; {PORT}, or the next one that is free.",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default=LOCAL,
    help="Serve others too, at this address; they have to log in.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which others reach it, who log in, also through a proxy on "
    "this machine, as in runs.example.org; repeatable.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--no-demo", is_flag=True, help="Do not begin with the demo runner.")
@click.option(
    "--diary",
    metavar="FILE",
    envvar="NEGSPLIT_DIARY",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The diary's file; also by the variable NEGSPLIT_DIARY.",
)
def serve(
    *,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    no_browser: bool,
    no_demo: bool,
    diary: Path | None,
) -> None:
    r"""Open the pages: today, design, runs, history, plan, import, squad.

    Everything stays on this machine, and nothing is asked for. Without a diary it
    begins with a demo runner, who is synthetic and says so.

    \b
        negsplit serve
        negsplit serve --diary club.sqlite3 --port 9000
        negsplit serve --host 0.0.0.0 --name runs.example.org
    """
    import uvicorn

    from negsplit.desk.people.demo_diary import make_demo
    from negsplit.desk.people.doors import is_new
    from negsplit.web.app import create_app
    from negsplit.web.asking import today
    from negsplit.web.settings import LOCAL_HOSTS, Settings

    path = diary or default_path()
    # Whoever needs a name is not at this machine, also where a proxy stands between.
    is_shared = bool(names) or host not in (LOCAL, "localhost")
    listener = _listener(host, port)
    if is_new(path) and not no_demo and not is_shared:
        click.echo("A first look: making a demo runner, synthetic …", err=True)
        make_demo(path, today())
    app = create_app(Settings(path, is_shared=is_shared, hosts=(*LOCAL_HOSTS, *names)))
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
    click.echo(f"negsplit is at {address} (diary: {path}); Ctrl-C stops it", err=True)
    if app.state.setup_code:
        code = app.state.setup_code
        click.echo(f"the first to log in needs this code: {code}", err=True)
    if not no_browser and not is_shared and sys.stdout.isatty():
        webbrowser.open(address)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False)
    )
    server.run(sockets=[listener])


def _listener(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    InputError
        If the port is taken, or the address is none of this machine.
    """
    ports = range(PORT, PORT + NEXT_PORTS) if port is None else [port]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in ports:
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
        except OSError as error:
            listener.close()
            reason = error.strerror or str(error)
        else:
            return listener
    raise InputError(
        f"cannot listen at {host}, port {ports[-1]}: {reason}; give another --port"
    )


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
