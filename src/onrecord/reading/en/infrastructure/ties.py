"""Tells from the tree of a sentence whether a noun names what an attack hit."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.infrastructure.lexicon import (
    EACH_OF,
    FALL_PREPOSITIONS,
    FALL_VERBS,
    HARM_PREPOSITIONS,
    HARM_VERBS,
    HIT_NOUNS,
    HIT_PREPOSITIONS,
    HIT_VERBS,
    LANDMARKS,
    PARTS,
)

_UNREAL = frozenset(["would", "could", "should", "must", "may", "can", "will", "might", "shall"])
_DEEP = 6  # steps up a tree; a hit noun further away is another's


def _unreal(verb: Token) -> bool:
    """Tell whether the verb is denied or only possible: "must not be targeted", "did not hit"."""
    return any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lemma_.lower() in _UNREAL) for c in verb.children)


def _lemma(token: Token) -> str:
    return str(token.lemma_.lower())


def hit(token: Token, depth: int = 0) -> bool:
    """Tell whether what ``token`` names was hit: the object of an attack, or what an attack was on."""
    if depth > _DEEP:
        return False
    if _said_of_it(token):
        return True
    head, dep = token.head, token.dep_
    if dep in ("conj", "appos"):
        return hit(head, depth + 1)
    if dep in ("dobj", "nsubjpass"):
        return _lemma(head) in HIT_VERBS and not _unreal(head)
    if dep == "nsubj":
        return _suffers(head)
    if dep == "pobj":
        return _after_preposition(head, depth)
    if dep in ("compound", "nmod", "poss", "amod"):
        lemma = _lemma(head)
        if lemma in HIT_NOUNS:
            return dep != "poss" or lemma not in ("missile", "rocket", "shell", "bomb", "tank", "drone")
        return lemma in PARTS and hit(head, depth + 1)
    return False


def _said_of_it(token: Token) -> bool:
    """The destroyed house, the hospitals targeted, a school that was hit, a house bombed by."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.tag_ in ("VBN", "VBD") and _lemma(child) in HIT_VERBS:
            return not _unreal(child)
        if child.dep_ == "relcl" and _lemma(child) in HIT_VERBS and not _unreal(child):
            passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in child.children)
            return passive or not any(c.dep_ in ("dobj", "prep") for c in child.children)
    return False


def _suffers(verb: Token) -> bool:
    """The house collapsed, burned down, sustained damage, came under fire."""
    lemma = _lemma(verb)
    if lemma in ("collapse", "burn", "explode"):
        return not _unreal(verb)
    if lemma in ("sustain", "suffer", "receive", "take"):
        return any(c.dep_ == "dobj" and _lemma(c) in ("damage", "hit", "destruction", "fire") for c in verb.children)
    if lemma == "come":
        return any(
            c.dep_ == "prep" and c.lower_ == "under" and any(_lemma(o) in HIT_NOUNS for o in c.children)
            for c in verb.children
        )
    return lemma in HIT_VERBS and any(c.dep_ == "auxpass" for c in verb.children)


def landmark(preposition: Token) -> bool:
    """Tell whether the preposition, with the words before it, makes its object a landmark."""
    doc, at = preposition.doc, preposition.i
    words = doc[max(0, at - 3) : at + 1].text.lower()
    if preposition.lower_ in ("at", "in", "on", "into", "inside"):
        return False
    return preposition.lower_ in LANDMARKS or any(words.endswith(" " + w) or words == w for w in LANDMARKS)


def _after_preposition(preposition: Token, depth: int) -> bool:
    """What follows a preposition: "a strike on", "fell on", "killed in", "the courtyard of"."""
    if landmark(preposition):
        return False
    word, governor = preposition.lower_, preposition.head
    if governor.pos_ == "ADP":  # "inside of", "out of"
        word, governor = governor.lower_, governor.head
        if word in LANDMARKS:
            return False
    lemma = _lemma(governor)
    if governor.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
        if lemma in HIT_NOUNS and word in HIT_PREPOSITIONS:
            return True
        if word == "of" and (lemma in PARTS or lemma in EACH_OF or governor.pos_ in ("NUM", "DET")):
            return hit(governor, depth + 1)
        return False
    if governor.pos_ in ("VERB", "AUX") and not _unreal(governor):
        if lemma in FALL_VERBS and word in FALL_PREPOSITIONS:
            return True
        if lemma in HARM_VERBS and word in HARM_PREPOSITIONS:
            return True
        # "carried out a strike on": the parser often hangs "on" from the verb
        struck = any(c.dep_ in ("dobj", "nsubjpass") and _lemma(c) in HIT_NOUNS for c in governor.children)
        if struck and word in ("on", "against", "at", "upon"):
            return True
        return lemma in HIT_VERBS and word in ("in", "inside", "at", "on", "against") and depth == 0 and word != "at"
    return False
