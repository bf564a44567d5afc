"""Tells whether a noun names what an attack hit: from its sentence's tree, and from the words beside it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import InfrastructureKind
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
    SHELTER_VERBS,
)
from onrecord.reading.en.infrastructure.mentions import Mention

_UNREAL = frozenset(["would", "could", "should", "must", "may", "can", "will", "might", "shall"])
_WEAPONS = frozenset(
    ["missile", "rocket", "shell", "bomb", "tank", "drone", "mortar", "grenade", "round", "projectile", "fire"]
)
_CARRIERS = frozenset(
    ["car", "truck", "van", "bus", "vehicle", "lorry", "motorcycle", "minibus", "taxi", "house"]
)  # "a car bombing"
_DEEP = 6  # steps up a tree; a hit noun further away is another's
_ACROSS = 14  # tokens between a noun and its "was bombed", across a comma and the name of a place
_STRONG, _WEAK = 1.0, 0.6


def tie(mention: Mention) -> float:
    """Tell how surely the mention was hit: 0 not, 0.6 by people harmed in it, 1 by itself."""
    token = mention.head
    if _hit(token) or _beside(mention) or _then_hit(mention):
        return _STRONG
    return _WEAK if _harmed_in(token, mention.kind) else 0.0


def _lemma(token: Token) -> str:
    return str(token.lemma_.lower())


def _unreal(verb: Token) -> bool:
    """Tell whether the verb is denied, asked or only possible: "must not be targeted", "if it was hit"."""
    return any(
        c.dep_ == "neg"
        or (c.dep_ == "aux" and _lemma(c) in _UNREAL)
        or (c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless"))
        for c in verb.children
    )


def _hit(token: Token, depth: int = 0) -> bool:
    if depth > _DEEP:
        return False
    if _said_of_it(token):
        return True
    head, dep = token.head, token.dep_
    if dep in ("conj", "appos"):
        # "the bombing of two clinics and a school": the parser may join the school to the bombing
        joined = _lemma(head) in HIT_NOUNS and any(c.dep_ == "prep" and c.i < token.i for c in head.children)
        return joined or _hit(head, depth + 1)
    if dep in ("dobj", "nsubjpass"):
        return _lemma(head) in HIT_VERBS and not _unreal(head)
    if dep == "nsubj":
        return _suffers(head)
    if dep == "pobj":
        return _after_preposition(head, depth)
    if dep in ("compound", "nmod", "poss", "amod"):
        lemma = _lemma(head)
        if lemma in HIT_NOUNS:
            return lemma not in _WEAPONS and not (lemma == "bombing" and _lemma(token) in _CARRIERS)
        return lemma in PARTS and _hit(head, depth + 1)
    return False


def _said_of_it(token: Token) -> bool:
    """Read "the destroyed house", "the hospitals targeted", "a school that was hit"."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.tag_ in ("VBN", "VBD") and _lemma(child) in HIT_VERBS:
            return not _unreal(child)
        if child.dep_ == "relcl" and _lemma(child) in HIT_VERBS and not _unreal(child):
            passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in child.children)
            return passive or not any(c.dep_ in ("dobj", "prep") for c in child.children)
    return False


def _suffers(verb: Token) -> bool:
    """Read "the house collapsed", "burned down", "sustained damage", "came under fire"."""
    lemma = _lemma(verb)
    if lemma in ("collapse", "burn"):
        return not _unreal(verb)
    if lemma in ("sustain", "suffer", "receive", "take"):
        return any(c.dep_ == "dobj" and _lemma(c) in ("damage", "hit", "destruction", "fire") for c in verb.children)
    if lemma == "come":
        return any(
            c.dep_ == "prep" and c.lower_ == "under" and any(_lemma(o) in HIT_NOUNS for o in c.children)
            for c in verb.children
        )
    return lemma in HIT_VERBS and any(c.dep_ == "auxpass" for c in verb.children)


def _landmark(preposition: Token) -> bool:
    """Tell whether the preposition, with the words before it, makes its object a landmark."""
    if preposition.lower_ in ("at", "in", "on", "into", "inside", "of"):
        words = preposition.doc[max(0, preposition.i - 2) : preposition.i].text.lower()
        return words.endswith(("vicinity", "in front", "area", "outskirts", "north", "south", "east", "west"))
    words = preposition.doc[max(0, preposition.i - 3) : preposition.i + 1].text.lower()
    return any(words == w or words.endswith(" " + w) for w in LANDMARKS)


def _after_preposition(preposition: Token, depth: int) -> bool:
    """Read what follows a preposition: "a strike on", "fell on", "the courtyard of"."""
    if _landmark(preposition):
        return False
    word, governor = preposition.lower_, preposition.head
    if governor.pos_ == "ADP":  # "inside of", "out of"
        word, governor = governor.lower_, governor.head
        if word in LANDMARKS:
            return False
    lemma = _lemma(governor)
    if governor.pos_ in ("VERB", "AUX"):
        return not _unreal(governor) and (
            (lemma in FALL_VERBS and word in FALL_PREPOSITIONS)
            or (lemma in HIT_VERBS and word in ("in", "inside", "on", "against") and depth == 0)
            or (
                word in ("on", "against", "at", "upon")
                and any(c.dep_ in ("dobj", "nsubjpass") and _lemma(c) in HIT_NOUNS for c in governor.children)
            )
        )
    if lemma in HIT_NOUNS and word in HIT_PREPOSITIONS:
        return True
    counts = lemma in PARTS or lemma in EACH_OF or governor.pos_ in ("NUM", "DET")
    return word == "of" and counts and _hit(governor, depth + 1)


def _harmed_in(token: Token, kind: InfrastructureKind) -> bool:
    """Read "killed in their home", "people sheltering in the school"; who died in a hospital was brought there."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ not in HARM_PREPOSITIONS or _landmark(preposition):
        return False
    governor = preposition.head
    lemma = _lemma(governor)
    if kind is InfrastructureKind.HEALTHCARE:
        return lemma == "shelter" or (lemma in ("kill", "injure", "wound") and preposition.lower_ in ("inside", "in"))
    if lemma in HARM_VERBS:
        return not _unreal(governor)
    if lemma in SHELTER_VERBS and governor.pos_ == "VERB" and _attacked(token):
        return not _unreal(governor)
    owned = any(c.dep_ == "poss" for c in token.children)
    return owned and any(_lemma(t) in HARM_VERBS or _lemma(t) in HIT_NOUNS for t in token.sent)


def _attacked(token: Token) -> bool:
    """Tell whether its sentence tells of an attack or its harm: who prays in a mosque each morning is not hit there."""
    return any(_lemma(t) in HARM_VERBS or _lemma(t) in HIT_NOUNS or _lemma(t) in HIT_VERBS for t in token.sent)


def _before(mention: Mention) -> Token | None:
    """Give the last word before the noun, its article, adjectives and names."""
    doc, at = mention.head.doc, min(mention.first, mention.head.i) - 1
    while at > mention.head.sent.start and (
        doc[at].pos_ in ("DET", "NUM", "PROPN", "NOUN", "PART", "PRON")
        or doc[at].text in '-"()'
        or (doc[at].pos_ == "ADJ" and doc[at].lower_ not in LANDMARKS)
    ):
        at -= 1
    return doc[at] if at >= 0 else None


def _beside(mention: Mention) -> bool:
    """Read "a strike on the Amari family home" and "struck the home" off the words, whatever the tree says."""
    doc, at = mention.head.doc, min(mention.first, mention.head.i) - 1
    first = mention.head.sent.start
    while at > first and (
        doc[at].pos_ in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PART", "PRON")
        or doc[at].text in '-"()'
        or (doc[at].lower_ in ("for", "of") and doc[at + 1].pos_ == doc[at - 1].pos_ == "PROPN")
    ):
        if _lemma(doc[at]) in HIT_NOUNS and doc[at].pos_ == "NOUN" and at < mention.head.i - 1:
            return False
        at -= 1
    if at <= first:
        return False
    word = doc[at]
    if word.pos_ == "VERB":
        return word.tag_ in ("VBD", "VBG", "VBZ", "VBP") and _lemma(word) in HIT_VERBS and not _unreal(word)
    if word.lower_ in ("on", "against", "at", "of", "upon") and not _landmark(word):
        return _lemma(doc[at - 1]) in HIT_NOUNS
    return False


def _then_hit(mention: Mention) -> bool:
    """Read "the home in Sadra, in the north, was reportedly bombed": the participle stands too far for the parser."""
    token = mention.head
    doc, before = token.doc, _before(mention)
    if before is not None and (before.pos_ in ("ADP", "SCONJ", "ADV") or before.lower_ in LANDMARKS):
        return False
    for at in range(token.i + 1, min(token.i + _ACROSS, token.sent.end - 1)):
        word = doc[at]
        if word.lower_ in ("was", "were", "been") and word.pos_ == "AUX":
            after = at + 1
            while after < token.sent.end and doc[after].pos_ == "ADV":
                after += 1
            if after >= token.sent.end:
                return False
            verb = doc[after]
            return verb.tag_ == "VBN" and _lemma(verb) in HIT_VERBS and not _unreal(verb)
        if word.pos_ == "VERB" and word.tag_ not in ("VBG", "VBN"):
            return False
        if word.pos_ in ("SCONJ", "CCONJ") or word.text in ".;:" or word.tag_ in ("WDT", "WP", "WRB"):
            return False
    return False


def contains_attack(mention: Mention) -> bool:
    """Tell whether its sentence tells of an attack inside it: "killed 12 in the Sadra refugee camp"."""
    doc, at = mention.head.doc, min(mention.first, mention.head.i) - 1
    while at > mention.head.sent.start and doc[at].pos_ in ("DET", "ADJ", "PROPN", "PUNCT", "NUM"):
        at -= 1
    if doc[at].lower_ not in ("in", "inside", "within", "at", "of", "across") or (
        doc[at].lower_ != "of" and _landmark(doc[at])
    ):
        return False
    return _attacked(mention.head)
