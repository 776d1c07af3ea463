"""All looks at once: the style sheet of the drawings inside pages."""

from __future__ import annotations

from negsplit.drawings.history_picture import HISTORY
from negsplit.drawings.lactate_picture import LACTATE
from negsplit.drawings.panel_picture import PANELS
from negsplit.drawings.predicted import PREDICTED
from negsplit.drawings.profile import PROFILE
from negsplit.drawings.route import ROUTE
from negsplit.drawings.run_calendar import CALENDAR
from negsplit.drawings.season import SEASON

LOOKS = (PANELS, PROFILE, PREDICTED, HISTORY, ROUTE, LACTATE, SEASON, CALENDAR)


def page_styles() -> str:
    """Return the colours of every kind of drawing, for a page's style sheet."""
    return "".join(look.in_page for look in LOOKS)
