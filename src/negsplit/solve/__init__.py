"""How long to hold the target pace, solved for one runner by simulation."""

from negsplit.solve.hold import Neighbour, Search, Solution, solve_hold
from negsplit.solve.limits import Limits
from negsplit.solve.protocols import Protocol
from negsplit.solve.trial import Trial

__all__ = [
    "Limits",
    "Neighbour",
    "Protocol",
    "Search",
    "Solution",
    "Trial",
    "solve_hold",
]
