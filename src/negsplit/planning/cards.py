"""Cards beside the runs: strength, form, backward running, recovery, fuel, cues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from negsplit.forms import Kind
from negsplit.plan import STRESSING, Block, Card, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.plan import Session, Week
    from negsplit.planning.menu import Slot

TRAINING_BLOCKS = (Block.BASE, Block.TRANSITION, Block.PREPARATION)
# Strength twice a week, on the day of a hard session so that easy days stay easy, else
# on an easy day; reviews of strength for distance runners (Blagrove et al., Sports Med
# 48, 2018) have it two to three times, hours away from hard running.
STRENGTH_A_WEEK = 2
STRENGTH_ORDER = (Role.HARD, Role.PROGRESSION, Role.EASY, Role.BRIDGE)

# From how long on a run wants drink, and fuel. Carbohydrate in runs beyond about 75 to
# 90 minutes is common advice; the article says gels on long runs.
DRINK_FROM_S, FUEL_FROM_S = 60 * 60.0, 90 * 60.0

STRENGTH = Card(
    "Strength",
    "Squats, lunges, deadlifts, core, upper body: two sets of eight to twelve, slowly.",
    "Strong legs and a strong trunk hold the form when the finish gets fast.",
    20,
)
FORM = Card(
    "Form and cadence",
    "In the easy minutes: short quick steps 5 to 10 % above your own usual rate, a "
    "slight lean from the ankles, no overstriding; a metronome helps.",
    "The article aims at 170 to 180 steps a minute; runners differ, so it is your own "
    "rate that should rise a little, and no number is right for all.",
    5,
)
BACKWARD = Card(
    "Backward running",
    "On flat, safe, empty ground you know: 4 x 20 s, looking over the shoulder; 10 s "
    "longer every other week, two minutes in all at most.",
    "An extra for legs and coordination; by itself it makes nobody faster.",
    5,
)
RECOVERY = Card(
    "Recovery",
    "Sleep eight hours; yoga or a foam roller if you like them.",
    "What a hard day asks for is built on the easy one after it.",
    15,
)
DRINK = Card(
    "Drink", "Take water, or know where it is.", "Over an hour thirst costs pace.", 0
)
FUEL = Card(
    "Fuel",
    "Carbohydrate before, and 30 to 60 g an hour on the way, gels for instance: try in "
    "training what you will take in a race.",
    "Beyond an hour and a half the stores of the muscles run down.",
    0,
)
# A thought for the session; the articles' mental tools: segments, images, affirmations.
CUES = {
    Role.EASY: "You could tell a story on the way.",
    Role.BRIDGE: "Finish thinking that you held back.",
    Role.LONG: "Run it in thirds: patient, patient, present.",
    Role.PROGRESSION: "Start so slow that it feels too easy; see the last minutes "
    "before you begin.",
    Role.HARD: "Only the next repetition; the last one is the fastest.",
    Role.RACE: "The first half is for your head, the second for your legs.",
}


def cards_of(slot: Slot, expected_s: float, block: Block) -> tuple[Card, ...]:
    """Return what goes with a session."""
    cards = [Card("Cue", CUES[slot.role], "One thought is enough.", 0)]
    if slot.role is not Role.RACE:
        if expected_s >= FUEL_FROM_S:
            cards.append(FUEL)
        elif expected_s >= DRINK_FROM_S:
            cards.append(DRINK)
    if slot.role is Role.HARD:
        cards.append(RECOVERY)
    if block in TRAINING_BLOCKS and slot.kind is Kind.STRIDES:
        cards += [FORM, BACKWARD]
    return tuple(cards)


def with_strength(weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    """Return weeks with strength on two days each, hard days first.

    Never on the day before anything that tires, and not on the long run's. In the taper
    and after a race there is none.
    """
    roles = {session.day: session.role for week in weeks for session in week.sessions}
    return tuple(
        replace(week, sessions=tuple(_strengthened(week, roles))) for week in weeks
    )


def _strengthened(week: Week, roles: dict[date, Role]) -> Iterator[Session]:
    def suits(session: Session) -> bool:
        after = roles.get(session.day + timedelta(days=1))
        return session.role in STRENGTH_ORDER and after not in STRESSING

    usable = [session.day for session in week.sessions if suits(session)]
    order = {role: place for place, role in enumerate(STRENGTH_ORDER)}
    usable.sort(key=lambda day: order[roles[day]])
    chosen = usable[:STRENGTH_A_WEEK] if week.block in TRAINING_BLOCKS else []
    for session in week.sessions:
        others = tuple(card for card in session.cards if card != STRENGTH)
        mine = (STRENGTH,) if session.day in chosen else ()
        yield replace(session, cards=(*others, *mine))
