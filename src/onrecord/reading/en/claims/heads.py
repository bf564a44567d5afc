"""The token of a cue that carries its sense: which it is, whether it speaks of what is real, and what its object is."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.cues import Sense, cues
from onrecord.reading.en.claims.idioms import Met, idiom_at
from onrecord.reading.en.claims.trees import child, children, is_negated, is_passive

_FUTURE = frozenset({"will", "would", "could", "might", "may", "should", "'ll", "can", "must"})
_PATIENTS = frozenset({"wounded", "patient", "casualty", "victim", "survivor", "people", "child", "man", "woman"})
_HOLDS_BACK = frozenset({"decline", "refuse", "stop", "fail", "threaten", "avoid", "hesitate"})


def cue_head(tokens: list[Token]) -> tuple[Token | None, Sense | None, Met | None]:
    """Find the token of a cue that carries its sense; the sense; and the idiom it begins, if any."""
    lexicon = cues()
    if [t.lower_ for t in tokens[:1]] == ["as"] and tokens[-1].lemma_ == "do" and tokens[-1].head != tokens[-1]:
        return cue_head([tokens[-1].head])  # "blamed the army, as did a reporter"
    best: tuple[Token, Sense] | None = None
    for token in tokens:
        if token.pos_ in ("VERB", "AUX", "ADJ") or token.tag_.startswith("VB"):
            met = idiom_at(token)
            if met is not None:
                return token, met.idiom.sense, met
        lemma = token.lemma_.lower()
        sense = lexicon.sense(lemma, token.pos_) or (lexicon.verbs.get(lemma) if lemma not in lexicon.nouns else None)
        if sense is not None and any(t.lower_ in lexicon.demand_with.get(lemma, ()) for t in token.children):
            sense = Sense.DEMAND
        if lemma == "ask" and child(token, "dobj") is not None and _asked_to(token):
            sense = Sense.DEMAND
        if sense is not None and (best is None or best[1] is Sense.SAY):
            best = token, sense
    if best is not None:
        return best[0], best[1], None
    verb = next((t for t in tokens if t.pos_ == "VERB"), None)
    head = verb or (tokens[0] if tokens else None)
    return head, Sense.SAY, None


def _asked_to(verb: Token) -> bool:
    """Tell whether somebody is asked to do something: "asked the council to send observers"."""
    clause = child(verb, "xcomp", "ccomp")
    return clause is not None and any(t.tag_ == "TO" for t in clause.children)


def unreal(head: Token) -> bool:
    """Tell whether a cue is negated, only possible, in the future or asked for."""
    if is_negated(head):
        return True
    if _only_named(head):
        return True
    token = head
    for _ in range(3):
        if _supposed(token):
            return True
        joined = token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and token.pos_ == "VERB"
        if not joined:
            return _held_back(token)
        words = {t.lower_ for t in token.head.children if t.dep_ in ("cc", "preconj", "advmod", "neg")}
        if "but" in words:
            return False
        if words & {"neither", "nor"}:
            return True
        if child(token, "nsubj", "aux") is not None:
            return False
        token = token.head
    return False


def takes_in(head: Token | None) -> bool:
    """Tell whether "admit" is a hospital's: "she had admitted 13 wounded" confesses nothing."""
    if head is None or head.lemma_.lower() != "admit":
        return False
    what = child(head, "dobj", "nsubjpass")
    return what is not None and (what.like_num or what.lemma_.lower() in _PATIENTS)


def _only_named(verb: Token) -> bool:
    """Tell whether a deed of speech is only named, done by nobody: "it is too early to blame the army"."""
    infinitive = verb.tag_ == "VB" and any(t.tag_ == "TO" for t in verb.children)
    over = verb.head
    return infinitive and (over.pos_ in ("ADJ", "AUX") or verb.dep_ in ("csubj", "nsubj"))


def _supposed(verb: Token) -> bool:
    """Tell whether a verb's own words put it in the future, under a condition or beside "neither"."""
    for one in verb.children:
        if one.dep_ == "aux" and one.lower_ in _FUTURE:
            return True
        if one.dep_ == "mark" and one.lower_ in ("if", "whether", "unless"):
            return True
        if one.lower_ in ("neither", "nor") and one.dep_ in ("preconj", "cc", "advmod"):
            return True
    return False


def _held_back(verb: Token) -> bool:
    """Tell whether a verb hangs on one of holding back: "declined to blame", "stopped short of accusing"."""
    over = verb.head.lemma_.lower()
    if verb.dep_ == "xcomp" and over in _HOLDS_BACK:
        return over != "refuse" or verb.lemma_.lower() not in ("accept", "believe")
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "without", "from"):
        return verb.head.head.lemma_.lower() in ("short", "stop", "refrain", "fall")
    return False


def object_of(head: Token) -> Token | None:
    """Give the object of a cue: direct, passive subject, antecedent, or after its preposition."""
    if head.pos_ == "NOUN":
        of = next((t for t in head.rights if t.lower_ in ("of", "against")), None)
        return child(of, "pobj") if of is not None else None
    found = child(head, "dobj")
    if found is not None and found.lower_ in ("which", "that") and head.dep_ == "relcl":
        return head.head
    if found is None and is_passive(head):
        found = child(head, "nsubjpass")
    if found is None and head.dep_ in ("relcl", "acl"):
        return head.head
    if found is None:
        for prep in children(head, "prep", "prt"):
            found = child(prep, "pobj")
            if found is not None:
                return found
    return found


def about_self(head: Token) -> bool:
    """Tell whether what is denied is the denier's own doing: "denied telling them", "denies that it sold arms"."""
    clause = child(head, "xcomp", "ccomp")
    if clause is None or clause.pos_ not in ("VERB", "AUX"):
        return False
    who = child(clause, "nsubj")
    return clause.tag_ == "VBG" if who is None else who.lower_ in ("it", "they", "he", "she", "we", "i")


def bare(verb: Token) -> bool:
    """Tell whether a verb stands without auxiliaries."""
    return not any(t.dep_ in ("aux", "auxpass") for t in verb.children)


def nominal(head: Token | None) -> bool:
    """Tell whether a cue is a noun or has a noun for its object."""
    return head is not None and (child(head, "dobj", "pobj", "prep", "nsubjpass") is not None or head.pos_ == "NOUN")
