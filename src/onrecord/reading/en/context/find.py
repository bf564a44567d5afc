"""Finds background sentence by sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from onrecord.model import Context, ContextKind, ContextParty, Count, Scope
from onrecord.reading.actors import ActorMention
from onrecord.reading.en.context.sides import sides
from onrecord.reading.en.mentioned import mentioned_actors
from onrecord.reading.en.parse import Parsed

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
_KINDS = {
    ContextKind(name): re.compile("|".join(rf"\b(?:{p})" for p in _RAW[name]["strong"]), re.IGNORECASE)
    for name in ("law", "agreement", "talks", "threat")
}
_GENERIC = {
    ContextKind(name): re.compile("|".join(rf"\b(?:{p})" for p in _RAW[name]["generic"]), re.IGNORECASE)
    for name in ("agreement",)
}
_WARRING = re.compile(rf"\b(?:{_RAW['warring']['words']})\b", re.IGNORECASE)


def _says(kind: ContextKind, text: str, *, has_actors: bool) -> bool:
    """Tell whether a sentence states this kind; words that business uses too need an actor or a word of war beside."""
    if _KINDS[kind].search(text):
        return True
    generic = _GENERIC.get(kind)
    return bool(generic and generic.search(text) and (has_actors or _WARRING.search(text)))


def _named(actors: list[ActorMention]) -> tuple[ContextParty, ...]:
    """Parties of a piece of background that says nothing of sides."""
    return tuple({(a.name, a.code): ContextParty(a.name, a.code, None) for a in actors if not a.is_adjective}.values())


def find_context(parsed: Parsed, counts: Sequence[Count]) -> list[Context]:
    """Find background in order of the text, a sentence each: law, agreements, talks, threats, alliances, tolls.

    A sentence may hold several kinds. Takes the counts for the tolls: the sentences of those whose scope is cumulative.
    """
    actors = parsed.once(mentioned_actors)
    tolls = [c.at.start for c in counts if c.scope is Scope.CUMULATIVE]
    out: list[Context] = []
    for sentence in parsed.sentences:
        text = sentence.text
        if not text.strip():
            continue
        words = parsed.span_words(sentence)
        inside = [a for a in actors if sentence.start <= a.first < sentence.end]
        out.extend(
            Context(kind, words, () if kind is ContextKind.LAW else _named(inside))
            for kind in _KINDS
            if _says(kind, text, has_actors=bool(inside))
        )
        if len(inside) > 1:
            base = sentence.start_char
            placed = [
                (parsed.offset_in_parse(a.at.start) - base, parsed.offset_in_parse(a.at.end - 1) + 1 - base, a)
                for a in inside
            ]
            grouped = sides(text, placed)
            if grouped:
                out.append(Context(ContextKind.ALLIANCE, words, grouped))
        if any(words.start <= at < words.end for at in tolls):
            out.append(Context(ContextKind.TOLL, words))
    return out
