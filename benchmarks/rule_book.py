"""How many rules of published training guidance the plans break.

    .venv/bin/python benchmarks/rule_book.py named [-v]
    .venv/bin/python benchmarks/rule_book.py random [COUNT] [FIRST_SEED]

``named`` makes plans for some forty requests like those that runners bring, ``random``
for random runners. A rule that is broken counts once a plan; rules and their sources
are in ``tests/support/training_rules.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from negsplit.errors import InputError
from negsplit.planning.request import Request
from plain_plans import named_requests, plain_of, random_runner
from training_rules import RULES, Severity, broken


def count(requests: Iterable[tuple[str, Request]], *, is_verbose: bool) -> None:
    """Print how many plans break which rule."""
    found: Counter[str] = Counter()
    plans, with_danger, refused = 0, 0, 0
    for name, request in requests:
        try:
            breaks = broken(plain_of(request))
        except InputError as error:
            refused += 1
            print(f"refused: {name}: {error}")
            continue
        plans += 1
        with_danger += any(r.severity is Severity.DANGEROUS for r in breaks)
        for entry, where in breaks.items():
            found[entry.name] += 1
            if is_verbose:
                print(f"{name} | {entry.severity.value} | {entry.name} | {where[:3]}")
    _print(found, plans, with_danger, refused)


def _print(found: Counter[str], plans: int, with_danger: int, refused: int) -> None:
    for severity in Severity:
        rules = [entry for entry in RULES if entry.severity is severity]
        total = sum(found[entry.name] for entry in rules)
        print(f"{severity.value}: {total} breaks of {len(rules)} rules, {plans} plans")
        for entry in sorted(rules, key=lambda r: -found[r.name]):
            if found[entry.name]:
                print(f"{found[entry.name]:6}  {entry.name}")
    print(f"plans with a dangerous break: {with_danger} of {plans}; refused {refused}")


def main() -> None:
    """Count what is asked for."""
    what, *rest = sys.argv[1:] or ["named"]
    is_verbose = "-v" in rest
    numbers = [int(text) for text in rest if text != "-v"]
    if what == "random":
        many, first = [*numbers, *(1000, 0)[len(numbers) :]]
        seeds = range(first, first + many)
        requests = ((f"seed {n}", random_runner(n)) for n in seeds)
        count(requests, is_verbose=is_verbose)
    else:
        count(named_requests().items(), is_verbose=is_verbose)


if __name__ == "__main__":
    main()
