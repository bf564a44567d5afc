"""Officials of nobody named ("the governor", "the provincial council") are those of the country at hand."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.nouns import speaker_nouns
from onrecord.reading.en.claims.view import View

_CODES = {
    SpeakerKind.GOVERNMENT: "GOV",
    SpeakerKind.MILITARY: "MIL",
    SpeakerKind.ARMED_GROUP: "REB",
}
_HEALTH = frozenset({"authority", "ministry", "official", "directorate", "department", "bureau", "minister", "office"})


def in_office(view: View, head: Token, tokens: list[Token], actor: Actor) -> Actor:
    """Give an official, officer or fighter without a code that of the country the report plays in.

    Not those of another country ("a Western diplomat", "the French mayor"), nor of no country in particular. A health
    ministry's people keep their kind.
    """
    home = view.home
    if actor.code is not None or home is None:
        return actor
    lemma = head.lemma_.lower()
    health = actor.kind is SpeakerKind.MEDICAL and lemma in _HEALTH
    branch = "GOV" if health else _CODES.get(actor.kind)
    fighters = actor.kind is SpeakerKind.ARMED_GROUP and head.pos_ != "NOUN"
    if branch is None or fighters or _abroad(view, tokens):
        return actor  # A front's name tells whose it is to those alone who know it.
    return replace(actor, code=f"{home.code}{branch}")


def _abroad(view: View, tokens: list[Token]) -> bool:
    home = view.home
    foreign = speaker_nouns().foreign
    for token in tokens:
        if token.lower_ in foreign or token.lemma_.lower() in foreign:
            return True
        mention = view.mention_at.get(token.i)
        if mention is None or mention.code is None or home is None:
            continue
        if mention.form in (Form.ADJECTIVE, Form.NAME, Form.PEOPLE, Form.ROLE) and mention.code[:3] != home.code:
            return True
    return False
