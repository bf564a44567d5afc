"""What noun phrases name: a known actor through their modifiers, or a kind of speaker by their noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, ActorMention, Form
from onrecord.reading.en.claims.cues import lexicon
from onrecord.reading.en.claims.trees import child
from onrecord.reading.en.claims.view import View

_BESIDE = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_OFFICES = frozenset(
    {
        "member",
        "official",
        "authority",
        "source",
        "administration",
        "department",
        "office",
        "chief",
        "service",
        "director",
    }
)
_BELONGS = frozenset({"of", "for", "from", "with", "at", "in", "to", "by"})


@dataclass(frozen=True, slots=True)
class SpeakerNouns:
    """The lexicon of nouns for speakers."""

    kinds: Mapping[str, SpeakerKind]
    modified: Mapping[str, SpeakerKind]
    modified_nouns: frozenset[str]
    voices: frozenset[str]
    back: Mapping[str, tuple[SpeakerKind, ...]]
    titles: Mapping[str, SpeakerKind]
    organisations: Mapping[str, SpeakerKind]
    bodies: frozenset[str]
    foreign: frozenset[str]
    """Words of officials who are not of the country at hand."""


@cache
def speaker_nouns() -> SpeakerNouns:
    """Give the lexicon, read once. ModelError where it is absent or damaged."""
    data = lexicon("speakers.toml")

    def turned(table: Mapping[str, list[str]]) -> dict[str, SpeakerKind]:
        return {word: SpeakerKind(kind) for kind, words in table.items() if kind != "nouns" for word in words}

    return SpeakerNouns(
        turned(data["kinds"]),
        turned(data["modified"]),
        frozenset(data["modified"]["nouns"]),
        frozenset(data["voices"]["nouns"]),
        {noun: tuple(SpeakerKind(kind) for kind in kinds) for noun, kinds in data["back"].items()},
        turned(data["titles"]),
        turned(data["organisations"]),
        frozenset(data["bodies"]["nouns"]),
        frozenset(data["foreign"]["words"]),
    )


_PLACES = frozenset({Form.NAME, Form.SEAT})


def noun_kind(head: Token) -> SpeakerKind | None:
    """Tell the kind of a common noun with its modifiers ("monitoring groups", "hospital officials", "residents")."""
    nouns = speaker_nouns()
    lemma = head.lemma_.lower()
    if lemma in nouns.modified_nouns or lemma in ("worker", "official"):
        for one in reversed([t for t in head.lefts if t.dep_ in _BESIDE]):
            kind = nouns.modified.get(one.lower_) or nouns.modified.get(one.lemma_.lower())
            if kind is SpeakerKind.GOVERNMENT and lemma not in _OFFICES:
                continue
            if kind:
                return kind
            inner = next((t for t in one.children if t.lower_ in nouns.modified), None)
            if inner is not None:
                return nouns.modified[inner.lower_]
    return nouns.kinds.get(lemma) or nouns.kinds.get(head.lower_)


def mention_on(view: View, head: Token) -> ActorMention | None:
    """Give the actor that a noun names itself."""
    return view.mention_at.get(head.i)


def mention_before(view: View, head: Token) -> ActorMention | None:
    """Give the actor named by what stands before a noun ("the Reuters reporter", "Israeli jets")."""
    for one in reversed(list(head.lefts)):
        if one.dep_ not in _BESIDE:
            continue
        mention = view.mention_at.get(one.i)
        if mention is not None:
            return mention
        inner = mention_before(view, one) if one.dep_ in ("compound", "poss", "nmod") else None
        if inner is not None:
            return inner
    return None


def mention_after(view: View, head: Token) -> ActorMention | None:
    """Give the actor that a noun belongs to ("a spokesman for the coalition", "the head of MSF")."""
    for prep in head.rights:
        if prep.dep_ not in ("prep", "agent") or prep.lower_ not in _BELONGS:
            continue
        obj = child(prep, "pobj")
        if obj is None:
            continue
        if prep.lower_ in ("in", "at", "from") and (found := mention_on(view, obj)) and found.form in _PLACES:
            # "officials in Syria", "a doctor at ...": a place, unless it is an organisation.
            if found.code is None or not found.code.endswith("GOV"):
                return found
            continue
        deeper = mention_on(view, obj) or mention_before(view, obj)
        if deeper is not None:
            return deeper
        further = mention_after(view, obj)
        if further is not None:
            return further
    return None


def self_styled(view: View, head: Token) -> Actor | None:
    """Give the actor of "a man calling himself a commander of the front"."""
    calling = next((t for t in head.children if t.dep_ == "acl" and t.lemma_.lower() in ("call", "describe")), None)
    himself = child(calling, "dobj") if calling is not None else None
    if calling is None or himself is None or not himself.lower_.endswith(("self", "selves")):
        return None
    styled = next((t for t in calling.subtree if t.lemma_.lower() in speaker_nouns().voices), None)
    whose = (mention_before(view, styled) or mention_after(view, styled)) if styled is not None else None
    return whose.actor if whose is not None else None
