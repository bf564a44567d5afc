"""Attributions by fixed phrases: "according to", a verb of many words, a verb that the parse took for a noun."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.idioms import idiom_at
from onrecord.reading.en.claims.sayers import cue_of, named_after_by, sayer, speaker_of
from onrecord.reading.en.claims.trees import agent, child, is_passive, subtree
from onrecord.reading.en.claims.view import View

COMPLEMENTS = ("dobj", "attr", "oprd", "acomp", "prep", "dative", "xcomp", "ccomp", "advcl", "pcomp")


def according(token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read "according to X": speaker, cue, and the clause that it hangs on; None where nobody follows."""
    to = token.nbor()
    obj = child(to, "pobj") or child(token, "pobj")
    if obj is None:
        return None
    head = token.head if token.dep_ in ("prep", "advmod", "advcl", "pcomp") else to.head
    while head.pos_ not in ("VERB", "AUX") and head.dep_ not in ("ROOT", "conj", "ccomp") and head.head is not head:
        head = head.head
    gone = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    content = [t for t in head.subtree if t.i not in gone]
    return subtree(obj), [token, to], content


def mistagged(view: View, token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read a verb that the tagger took for a noun, as it does beside scare quotes: Ankara "firmly rejects" it.

    Only a form in -s or -ed counts, with an actor right before it and a noun phrase after it.
    """
    doc = view.doc
    if not token.lower_.endswith(("s", "ed")) or token.lower_ == token.lemma_.lower():
        return None
    left = token.i - 1
    while left >= token.sent.start and (doc[left].text == '"' or doc[left].pos_ == "ADV"):
        left -= 1
    right = token.i + 1
    while right < token.sent.end and doc[right].text == '"':
        right += 1
    mention = view.mention_at.get(left) if left >= token.sent.start else None
    if mention is None or mention.is_adjective:
        return None
    if token.dep_ == "relcl" and (right >= token.sent.end or doc[right].is_punct):
        # "an allegation that the ministry rejects"
        return list(doc[mention.first : mention.last + 1]), [token], [token.head]
    if right >= token.sent.end:
        return None
    if doc[right].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "SCONJ", "ADV"):
        return None
    cue = [t for t in doc[left + 1 : token.i + 1] if not t.is_punct]
    content = [t for t in doc[right : token.sent.end] if not (t.is_punct and t.i == token.sent.end - 1)]
    return list(doc[mention.first : mention.last + 1]), cue, content


def charged(verb: Token) -> list[Token]:
    """Read "charged Ankara with arming them": no court, where a deed stands after "with"."""
    who, prep = child(verb, "dobj", "nsubjpass"), next((t for t in verb.rights if t.lower_ == "with"), None)
    if who is None or prep is None or child(prep, "pcomp") is None:
        return []
    return [*who.subtree, *prep.subtree]


def idiomatic(verb: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read a cue of more than one word whose verb is no cue by itself ("held Israel accountable")."""
    if idiom_at(verb) is None:
        return None
    passive = is_passive(verb)
    who = (agent(verb) or named_after_by(verb)) if passive else sayer(verb, cues())
    content = [t for one in verb.children if one.i > verb.i and one.dep_ in COMPLEMENTS for t in one.subtree]
    about = child(verb, "nsubjpass") if passive else None
    if about is not None:
        content = [*about.subtree, *content]
    speaker = speaker_of(verb, who)
    taken = {t.i for t in speaker}
    return speaker, cue_of(verb, verb.lemma_.lower()), [t for t in content if t.i not in taken]
