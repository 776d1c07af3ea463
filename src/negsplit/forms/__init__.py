"""Progression forms and other sessions: recipes, and workouts built from them."""

from negsplit.forms.build import build
from negsplit.forms.catalogue import FORMS, Form, Kind, Recipe, Steering
from negsplit.forms.progressions import HARD_PART_FRAC, VO2MAX_FINISH_FRAC

__all__ = [
    "FORMS",
    "HARD_PART_FRAC",
    "VO2MAX_FINISH_FRAC",
    "Form",
    "Kind",
    "Recipe",
    "Steering",
    "build",
]
