"""Who says it and which words are the cue, asked of a verb of saying."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.cues import Cues
from onrecord.reading.en.claims.trees import SUBJECTS, child, subject, subtree

PARTICLES = {
    "call": ("for", "on", "upon"),
    "appeal": ("for", "to"),
    "point": ("to", "out"),
    "refer": ("to",),
    "respond": ("to",),
    "object": ("to",),
    "warn": ("of", "about", "against"),
    "complain": ("of", "about"),
    "speak": ("of", "about"),
    "talk": ("about", "of"),
    "agree": ("with", "to"),
    "scoff": ("at",),
    "insist": ("on",),
    "boast": ("of", "about"),
    "confess": ("to",),
    "admit": ("to",),
    "argue": ("for", "against"),
    "plead": ("for",),
    "ask": ("for", "about"),
    "testify": ("about", "to"),
}
"""Words that a verb of saying takes with it."""
_HARMED = frozenset({"victim", "dead", "wounded", "injured", "casualty", "civilian", "body", "toll", "number"})


def sayer(verb: Token, lexicon: Cues) -> Token | None:
    """Give who says it. "He said the raid failed, adding ...": not the raid, though the parse may hang it so."""
    token = verb
    for _ in range(3):
        if token.dep_ not in ("advcl", "conj") or child(token, "nsubj", "nsubjpass") is not None:
            break
        head = token.head
        inside = head.dep_ == "ccomp" and head.head.lemma_.lower() in lexicon.verbs
        if inside and (token.tag_ == "VBG" or (is_thing(subject(head)) and token.dep_ == "conj")):
            return subject(head.head)
        token = head
    return subject(verb)


def is_thing(noun: Token | None) -> bool:
    """Tell whether a noun cannot speak: a claim, a strike."""
    if noun is None:
        return False
    lexicon = attacks()
    return noun.lemma_.lower() in lexicon.allegations | lexicon.attack_nouns | _HARMED


def speaker_of(verb: Token, who: Token | None) -> list[Token]:
    """Give the words of who says it, without those of the verb that hang on them; none for "it is said"."""
    if who is None or (who.dep_ == "expl") or (who.lower_ in ("it", "there") and who.dep_ == "expl"):
        return []
    if who.dep_ == "compound" and who.head == verb:
        run = [who]
        for one in reversed([t for t in verb.lefts if t.i < who.i]):
            if max(t.i for t in one.subtree) + 1 != min(t.i for t in run) or one.pos_ in ("PUNCT", "ADP", "CCONJ"):
                break
            run = [*one.subtree, *run]
        return run
    if verb.dep_ in ("acl", "relcl") and verb.head is who:
        return subtree(who, without=[verb])
    gone = [verb] if any(t.i == verb.i for t in who.subtree) else []
    return subtree(who, without=gone)


def cue_of(verb: Token, lemma: str) -> list[Token]:
    """Give the verb with the auxiliaries, negations and adverbs right before it, and the particle right after it."""
    doc = verb.doc
    left = verb.i
    while left > 0 and doc[left - 1].head == verb and doc[left - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        left -= 1
    right = verb.i
    if (right + 1 < len(doc) and doc[right + 1].lower_ in PARTICLES.get(lemma, ())) or (
        right + 1 < len(doc) and doc[right + 1].dep_ == "prt" and doc[right + 1].head == verb
    ):
        right += 1
    return [doc[i] for i in range(left, right + 1) if doc[i].dep_ not in SUBJECTS]


def is_aside(verb: Token) -> bool:
    """Tell whether a verb of saying stands between commas or at the end, as an aside does."""
    first = min(t.i for t in verb.subtree)
    return first > 0 and verb.doc[first - 1].text in (",", '"', "-", "–", "—", "''")


def named_after_by(verb: Token) -> Token | None:
    """Find who is named after "by" further on: "was laid at the door of the army by the charity"."""
    by = next((t for t in verb.subtree if t.i > verb.i and t.lower_ == "by" and t.dep_ in ("prep", "agent")), None)
    obj = child(by, "pobj") if by is not None else None
    return obj if obj is not None and obj.text[:1].isupper() else None
