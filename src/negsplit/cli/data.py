"""What ``--json`` prints."""

from __future__ import annotations

import json

import click

from negsplit.reports.plain import plain


def echo_json(value: object) -> None:
    """Print a record, or a dict of records, as JSON."""
    click.echo(json.dumps(plain(value), indent=2, ensure_ascii=False))
