"""Run a workout through the models before anybody runs it."""

from negsplit.simulate.dose import PredictedDose, Range
from negsplit.simulate.simulation import Settings, Simulation, simulate
from negsplit.simulate.terrain import Pacing, course_of

__all__ = [
    "Pacing",
    "PredictedDose",
    "Range",
    "Settings",
    "Simulation",
    "course_of",
    "simulate",
]
