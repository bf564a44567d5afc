"""Grounds, hedges and quotation marks: what a claim rests on, how sure it is put, whether it is quoted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from onrecord.model import Act, Ground, SpeakerKind
from onrecord.reading.actors.data import Actor
from onrecord.reading.ar.actors import read_toml
from onrecord.reading.ar.claims.cues import cue_words, taken_back
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.text import ArabicText, Phrases, fold

_STATED = frozenset({Act.ACCUSE, Act.REPORT, Act.CONFIRM, Act.ESTIMATE, Act.DENY})
_OPEN = {"“": "”", "«": "»", '"': '"', "„": "“"}


@cache
def _phrases() -> Phrases[Ground]:
    data = read_toml("onrecord.reading.ar.claims", "grounds.toml")
    return Phrases({fold(one): Ground(name) for name, words in data.items() for one in words})


class Grounds:
    """What the claims of one text rest on."""

    def __init__(self, text: ArabicText) -> None:
        self._text = text
        self._hits = text.phrases(_phrases())
        size = len(text.tokens)
        self._firsts = [hit.first for hit in self._hits]
        self._quoted = Marks.over(size, _quotations(text))
        hedges = cue_words().hedges
        self._hedged = Marks(
            [token.form.removeprefix("و") in hedges and not taken_back(text, t) for t, token in enumerate(text.tokens)]
        )

    @staticmethod
    def load() -> None:
        """Read the lexicon. ModelError where it is absent or damaged."""
        _phrases()

    def of(self, act: Act, speaker: Actor | None, first: int, last: int) -> tuple[Ground, ...]:
        """Tell what a claim rests on, as its content states it."""
        if act not in _STATED:
            return ()
        near = self._hits[bisect_left(self._firsts, first) : bisect_right(self._firsts, last)]
        found = {hit.entry for hit in near if hit.last <= last}
        if speaker is not None and speaker.kind is SpeakerKind.WITNESS:
            found.add(Ground.EYEWITNESS)
        return tuple(ground for ground in Ground if ground in found)

    def hedged(self, first: int, last: int) -> bool:
        """Tell whether tokens ``first`` to ``last`` put something as belief, likelihood or hearsay."""
        return self._hedged.any(first, last)

    def quoted(self, first: int, last: int) -> bool:
        """Tell whether some of a content stands in quotation marks that hold more than a name."""
        return self._quoted.any(first, last)


def _quotations(text: ArabicText) -> list[tuple[int, int]]:
    """Give stretches between quotation marks of one sentence that hold at least four words."""
    out: list[tuple[int, int]] = []
    for sentence in text.sentences:
        start, close = -1, ""
        for token in sentence:
            form = text.tokens[token].form
            if start >= 0 and form == close:
                if token - start > 4:
                    out.append((start + 1, token - 1))
                start = -1
            elif start < 0 and form in _OPEN:
                start, close = token, _OPEN[form]
        if start >= 0 and sentence.stop - start > 5:
            out.append((start + 1, sentence.stop - 1))
    return out
