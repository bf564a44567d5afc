"""Grounds, hedges and quotation marks: what a claim rests on, how sure it is put, whether it is quoted."""

from __future__ import annotations

from functools import cache

from onrecord.model import Act, Ground, SpeakerKind
from onrecord.reading.actors.data import Actor
from onrecord.reading.ar.actors import read_toml
from onrecord.reading.ar.claims.cues import cue_words
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
        self._quoted = _quotations(text)

    @staticmethod
    def load() -> None:
        """Read the lexicon. ModelError where it is absent or damaged."""
        _phrases()

    def of(self, act: Act, speaker: Actor | None, first: int, last: int) -> tuple[Ground, ...]:
        """Tell what a claim rests on, as its content states it."""
        if act not in _STATED:
            return ()
        found = {hit.entry for hit in self._hits if first <= hit.first and hit.last <= last}
        if speaker is not None and speaker.kind is SpeakerKind.WITNESS:
            found.add(Ground.EYEWITNESS)
        return tuple(ground for ground in Ground if ground in found)

    def hedged(self, first: int, last: int) -> bool:
        """Tell whether tokens ``first`` to ``last`` put something as belief, likelihood or hearsay."""
        hedges = cue_words().hedges
        return any(self._text.tokens[t].form.removeprefix("و") in hedges for t in range(first, last + 1))

    def quoted(self, first: int, last: int) -> bool:
        """Tell whether some of a content stands in quotation marks that hold more than a name."""
        return any(a <= last and b >= first for a, b in self._quoted)


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
