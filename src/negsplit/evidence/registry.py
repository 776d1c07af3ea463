"""All claims, in the order in which they are listed."""

from __future__ import annotations

from negsplit.evidence import models, runner, training
from negsplit.evidence.records import Claim

CLAIMS = tuple(
    value
    for module in (training, runner, models)
    for value in vars(module).values()
    if isinstance(value, Claim)
)
