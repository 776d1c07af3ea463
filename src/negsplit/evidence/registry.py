"""All claims, in the order in which they are listed."""

from __future__ import annotations

from negsplit.evidence import goals, history, models, planning, runner, training
from negsplit.evidence.records import Claim

CLAIMS = tuple(
    value
    for module in (training, runner, history, planning, goals, models)
    for value in vars(module).values()
    if isinstance(value, Claim)
)
