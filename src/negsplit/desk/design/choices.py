"""What can be chosen for a design, as lists: goals, forms, ways to steer."""

from __future__ import annotations

from dataclasses import dataclass

from negsplit.forms import FORMS as ALL_FORMS
from negsplit.forms import Steering
from negsplit.workout import Goal


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is sent, what is read, and what it is."""

    value: str
    label: str
    told: str = ""
    is_progression: bool = True


_GOALS = {
    Goal.THRESHOLD: "Raise my threshold",
    Goal.VO2MAX: "Raise my VO2max",
    Goal.BASE: "Build a base, with a lift at the end",
    Goal.RECOVERY: "Recover, off season: no target to miss",
    Goal.BRIDGE: "Stay fresh for a hard session",
    Goal.REHEARSAL: "Rehearse a race, faster at its end",
    Goal.AWARENESS: "Learn to feel my pace",
    Goal.TIME_EFFICIENT: "A moderate day in little time",
}
GOALS = tuple(Choice(goal.value, _GOALS[goal]) for goal in Goal)
FORMS = tuple(
    Choice(form.kind.value, form.title, form.summary, form.is_progression)
    for form in ALL_FORMS.values()
)
STEERINGS = (
    Choice(Steering.PACE.value, "pace"),
    Choice(Steering.HEART_RATE.value, "heart rate"),
    Choice(Steering.EFFORT.value, "effort"),
)
