"""Claims that no model scored bear the share of their class; a model's score stays as it is."""

from __future__ import annotations

import pytest

from onrecord.model import Act, Claim, Words
from onrecord.reading.en.claims.scores import CLASSES, scored, shares

WORDS = Words.cut("Turkey denied it.", [(0, 17)])
CUE = Words.cut("Turkey denied it.", [(7, 13)])


def claim(act: Act, *, cue: bool, score: float | None = None) -> Claim:
    return Claim("one", None, CUE if cue else None, WORDS, act, (), score=score)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("cue", [True, False])
def test_every_act_has_a_share(act: Act, *, cue: bool) -> None:
    share = scored(claim(act, cue=cue)).score
    assert share == shares()["rule" if cue else "own"][CLASSES[act]]
    assert 0 < share < 1


def test_a_models_score_stays() -> None:
    assert scored(claim(Act.DENY, cue=True, score=0.5)).score == 0.5
