"""Grounds, hedges and quotation marks: what a claim rests on, how sure it is put, whether it is quoted."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from onrecord.model import Act, Ground, SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.cues import lexicon
from onrecord.reading.en.claims.view import View

_STATED = frozenset({Act.ACCUSE, Act.REPORT, Act.CONFIRM, Act.ESTIMATE, Act.DENY})
_RESTS = frozenset({"cite", "base", "use", "review", "analyse", "analyze", "examine", "show", "quote"})


@cache
def _patterns() -> tuple[tuple[Ground, re.Pattern[str]], ...]:
    data = lexicon("grounds.toml")
    return tuple(
        (
            Ground(name),
            re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b"),
        )
        for name, words in data.items()
    )


def grounds(act: Act, speaker: Actor | None, head: Token | None, own: list[Token]) -> tuple[Ground, ...]:
    """Tell what a claim rests on, as stated in what is said or beside its cue ("citing satellite images")."""
    if act not in _STATED:
        return ()
    words = list(own)
    if head is not None:
        for one in head.subtree:
            if one.dep_ in ("advcl", "prep", "acl") and one.tag_ in ("VBG", "VBN") and one.lemma_.lower() in _RESTS:
                words += list(one.subtree)
    text = " ".join(t.lower_ for t in sorted(set(words), key=lambda t: t.i))
    found = [ground for ground, pattern in _patterns() if pattern.search(text)]
    saw = head is not None and head.lemma_.lower() in ("see", "hear", "witness", "watch")
    if (saw or (speaker is not None and speaker.kind is SpeakerKind.WITNESS)) and Ground.EYEWITNESS not in found:
        found.insert(0, Ground.EYEWITNESS)
    return tuple(ground for ground in Ground if ground in found)


def hedged(cue: list[Token], own: list[Token]) -> bool:
    """Tell whether a claim is put as belief, likelihood or hearsay."""
    hedges = attacks().hedges
    return any(t.lower_ in hedges for t in [*cue, *own])


def quoted(view: View, content: list[Token]) -> bool:
    """Tell whether some of the content stands in quotation marks."""
    return any(view.quotation(t.i) is not None for t in content)
