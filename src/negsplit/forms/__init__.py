"""Progression forms and other sessions: recipes, and workouts built from them."""

from negsplit.forms.build import build
from negsplit.forms.catalogue import FORMS, Form, Kind, Recipe, Steering

__all__ = ["FORMS", "Form", "Kind", "Recipe", "Steering", "build"]
