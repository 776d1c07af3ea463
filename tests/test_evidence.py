from __future__ import annotations

from negsplit import evidence
from negsplit.evidence import Claim, Disagreement, Grade, Source


def test_every_claim_stands_in_the_registry_under_its_own_key() -> None:
    declared = [value for value in vars(evidence).values() if isinstance(value, Claim)]
    assert list(evidence.CLAIMS) == declared
    keys = [claim.key for claim in evidence.CLAIMS]
    keys += [entry.key for entry in evidence.DISAGREEMENTS]
    assert len(keys) == len(set(keys))


def test_every_claim_and_disagreement_names_a_source() -> None:
    entries: list[Claim | Disagreement] = [*evidence.CLAIMS, *evidence.DISAGREEMENTS]
    assert all(entry.sources for entry in entries)


def test_every_source_stands_behind_something() -> None:
    declared = {value for value in vars(evidence).values() if isinstance(value, Source)}
    entries: list[Claim | Disagreement] = [*evidence.CLAIMS, *evidence.DISAGREEMENTS]
    used = {source for entry in entries for source in entry.sources}
    # The equations of VDOT and the article on pace are cited by the code that uses
    # them.
    assert declared - used <= {evidence.DANIELS_GILBERT, evidence.PACE_ARTICLE}


def test_what_one_study_found_is_not_called_established() -> None:
    assert evidence.INTERVALS_REACH_FURTHER.grade is Grade.CONTESTED
    assert "7.2 %" in evidence.VO2MAX_ZONE.text
