"""From a goal to a workout: which form, for how long, what it reaches, and why."""

from negsplit.design.design import Design, Wish, design
from negsplit.design.dose import Dose
from negsplit.design.outline import PlannedStep, outline

__all__ = ["Design", "Dose", "PlannedStep", "Wish", "design", "outline"]
