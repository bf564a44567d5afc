"""Whether a clause asserts something, denies it, or says that it may be so; questions and plans do none of these."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.trees import child

_UNREAL_MARKS = frozenset({"if", "whether", "unless", "should", "until", "before"})
_UNREAL_MODALS = frozenset({"will", "would", "'ll", "shall", "should", "must", "can", "to"})
_MAYBE = frozenset({"may", "might", "could"})
_PLANS = frozenset(
    {
        "plan",
        "want",
        "threaten",
        "intend",
        "vow",
        "prepare",
        "try",
        "refuse",
        "aim",
        "promise",
        "ask",
        "order",
        "decline",
        "fail",
    }
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One party and what is said of it."""

    actor: Actor
    did: bool
    """False: it is said not to have done it."""
    direct: bool
    """The party acts in the clause; False: it only stands beside the noun of an attack."""
    maybe: bool = False
    at: int = 0
    """Token that asserts it."""


def _than_not(negation: Token) -> bool:
    """Tell whether "not" only ends a comparison: "more likely than not"."""
    return negation.i > 0 and negation.nbor(-1).lower_ == "than"


def is_none(noun: Token | None) -> bool:
    """Tell whether a noun phrase says that there is none: "no Russian jets", "nothing"."""
    if noun is None:
        return False
    det = child(noun, "det")
    before = [t.lower_ for t in noun.lefts]
    not_one = "not" in {t.lower_ for one in noun.lefts for t in (one, *one.lefts)} and (
        "single" in before or "one" in before
    )
    return noun.lower_ in ("nothing", "none") or not_one or (det is not None and det.lower_ in ("no", "neither"))


def _on_nobody(verb: Token) -> bool:
    """Tell whether what was done was done to nobody: "opened fire on nobody"."""
    whom = [child(one, "pobj") for one in verb.children if one.dep_ == "prep"]
    return any(one is not None and one.lower_ in ("nobody", "none", "nothing") for one in whom)


def reality(verb: Token) -> tuple[bool, bool] | None:
    """Tell whether a verb asserts (did, maybe); None where it asks, supposes or plans."""
    did, maybe = not _on_nobody(verb), False
    token = verb
    for depth in range(4):
        for one in token.children:
            word = one.lower_
            if one.dep_ == "mark" and word in _UNREAL_MARKS:
                return None
            if one.dep_ == "aux" and word == "must" and any(t.lower_ == "have" for t in token.lefts):
                maybe = True  # "must have launched it"
                continue
            if one.dep_ == "aux" and word in _UNREAL_MODALS and depth == 0:
                if (word == "to" and any(t.lower_ == "have" for t in token.lefts)) or (
                    word == "to" and token.dep_ == "xcomp"
                ):
                    continue
                return None
            if one.dep_ == "aux" and word in _MAYBE:
                maybe = True
            if (one.dep_ == "neg" and not _than_not(one)) or (
                word in ("never", "nor") and one.dep_ in ("advmod", "cc", "neg")
            ):
                did = not did
        if token.dep_ == "xcomp" and token.head.lemma_.lower() in _PLANS:
            return None
        if token.dep_ in ("conj", "xcomp") and token.head.pos_ in ("VERB", "AUX"):
            if token.dep_ == "conj" and child(token, "nsubj", "nsubjpass") is not None:
                break
            token = token.head
            continue
        break
    return did, maybe
