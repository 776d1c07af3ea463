"""negsplit: design, deliver and verify runs that finish faster than they start.

The public names are listed in ``__all__`` and load when they are first used, so that
importing the package costs nothing. A function that shares its name with a module is
imported from there: ``from negsplit.design import design``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negsplit.athlete import Athlete, Race
    from negsplit.course import Course, Weather
    from negsplit.design import Design, Wish
    from negsplit.formats import read
    from negsplit.notation import parse, to_text
    from negsplit.recording import Recording
    from negsplit.runner import Runner
    from negsplit.simulate import Simulation
    from negsplit.verify.verdict import Plan, Verdict, judge
    from negsplit.workout import Goal, Workout

_HOME = {
    "Athlete": "negsplit.athlete",
    "Course": "negsplit.course",
    "Design": "negsplit.design",
    "Goal": "negsplit.workout",
    "Plan": "negsplit.verify.verdict",
    "Race": "negsplit.athlete",
    "Recording": "negsplit.recording",
    "Runner": "negsplit.runner",
    "Simulation": "negsplit.simulate",
    "Verdict": "negsplit.verify.verdict",
    "Weather": "negsplit.course",
    "Wish": "negsplit.design",
    "Workout": "negsplit.workout",
    "judge": "negsplit.verify.verdict",
    "parse": "negsplit.notation",
    "read": "negsplit.formats",
    "to_text": "negsplit.notation",
}

__all__ = [
    "Athlete",
    "Course",
    "Design",
    "Goal",
    "Plan",
    "Race",
    "Recording",
    "Runner",
    "Simulation",
    "Verdict",
    "Weather",
    "Wish",
    "Workout",
    "judge",
    "parse",
    "read",
    "to_text",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module 'negsplit' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)
