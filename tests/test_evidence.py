from __future__ import annotations

from negsplit.evidence import history, models, planning, runner, sources, training
from negsplit.evidence.disagreements import DISAGREEMENTS
from negsplit.evidence.records import Claim, Disagreement, Grade, Source
from negsplit.evidence.registry import CLAIMS


def test_every_claim_stands_in_the_registry_under_its_own_key() -> None:
    for module in (training, runner, history, planning, models):
        declared = [
            value for value in vars(module).values() if isinstance(value, Claim)
        ]
        assert declared
        assert set(declared) <= set(CLAIMS)
    keys = [claim.key for claim in CLAIMS]
    keys += [entry.key for entry in DISAGREEMENTS]
    assert len(keys) == len(set(keys))


def test_every_claim_and_disagreement_names_a_source() -> None:
    entries: list[Claim | Disagreement] = [*CLAIMS, *DISAGREEMENTS]
    assert all(entry.sources for entry in entries)


def test_every_source_stands_behind_something() -> None:
    declared = {value for value in vars(sources).values() if isinstance(value, Source)}
    entries: list[Claim | Disagreement] = [*CLAIMS, *DISAGREEMENTS]
    used = {source for entry in entries for source in entry.sources}
    # The equations of VDOT and the article on pace are cited by the code that uses
    # them.
    assert declared - used <= {sources.DANIELS_GILBERT, sources.PACE_ARTICLE}


def test_what_one_study_found_is_not_called_established() -> None:
    assert training.INTERVALS_REACH_FURTHER.grade is Grade.CONTESTED
    assert "7.2 %" in training.VO2MAX_ZONE.text
