"""A claim's score is how likely its reading is right: the tagger's counts, and what is known of speaker and parties."""

from __future__ import annotations

from itertools import product

import pytest

from onrecord.model import Act, Claim, ClaimParty, Role, Speaker, SpeakerKind, Words
from onrecord.reading.en.claims.scores import scored, traits, weights

TEXT = "Turkey denied it."
WORDS = Words.cut(TEXT, [(14, 16)])
CUE = Words.cut(TEXT, [(7, 13)])
TURKEY = Speaker(Words.cut(TEXT, [(0, 6)]), "Turkey", "TURGOV", SpeakerKind.GOVERNMENT)


def claim(act: Act, *, cue: bool = True, score: float | None = None, known: bool = True) -> Claim:
    parties = (ClaimParty("Turkey", "TURGOV", Role.CLEARED),) if known and act is Act.DENY else ()
    return Claim("one", TURKEY if known else None, CUE if cue else None, WORDS, act, parties, score=score)


@pytest.mark.parametrize(("act", "cue", "score"), list(product(Act, [True, False], [None, 0.0, 0.4, 1.0])))
def test_every_claim_has_a_score(act: Act, *, cue: bool, score: float | None) -> None:
    given = scored(claim(act, cue=cue, score=score)).score
    assert given is not None
    assert 0 < given < 1


def test_a_surer_tagger_makes_a_surer_claim() -> None:
    low, high = (scored(claim(Act.DENY, score=score)).score for score in (0.3, 0.9))
    assert low is not None
    assert high is not None
    assert low < high


def test_a_known_speaker_makes_a_surer_claim() -> None:
    known, unknown = (scored(claim(Act.DENY, score=0.9, known=known)).score for known in (True, False))
    assert known is not None
    assert unknown is not None
    assert unknown < known


def test_a_score_weighs_traits_that_there_are() -> None:
    seen = {name for act in Act for name in traits(claim(act, score=0.5))}
    assert len(seen & set(weights())) > len(Act)
