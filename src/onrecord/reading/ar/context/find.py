"""Finds background sentence by sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files

from onrecord.model import Context, ContextKind, Count, Scope
from onrecord.reading.ar.phrases import Phrases
from onrecord.reading.ar.text import ArabicText

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
_KINDS = (ContextKind.LAW, ContextKind.AGREEMENT, ContextKind.TALKS, ContextKind.THREAT, ContextKind.TOLL)
_LEXICON: Phrases[ContextKind | None] = Phrases(
    {phrase: ContextKind(name) for name, table in _RAW.items() for phrase in table["phrases"]}
    | dict.fromkeys(_RAW["threat"]["never"])
)


def find_context(text: ArabicText, counts: Sequence[Count]) -> list[Context]:
    """Find background in order of the text, a sentence each: law, agreements, talks, threats, tolls.

    A sentence may hold several kinds. Takes the counts for the tolls: the sentences of those whose scope is cumulative.
    Who is party to it, and who stands with whom, is not read.
    """
    found = {(text.sentence_of(hit.first), hit.entry) for hit in text.phrases(_LEXICON) if hit.entry is not None}
    found |= {
        (text.sentence_of(text.token_at(c.at.start)), ContextKind.TOLL) for c in counts if c.scope is Scope.CUMULATIVE
    }
    return [
        Context(kind, text.sentence_words(number))
        for number, kind in sorted(found, key=lambda one: (one[0], _KINDS.index(one[1])))
    ]
