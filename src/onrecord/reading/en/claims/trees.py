"""Small questions put to a parse (spaCy's CLEAR labels)."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "ccomp", "prep"})


def child(token: Token, *deps: str) -> Token | None:
    """Give the first child under one of the labels."""
    return next((one for one in token.children if one.dep_ in deps), None)


def children(token: Token, *deps: str) -> list[Token]:
    """Give all children under the labels."""
    return [one for one in token.children if one.dep_ in deps]


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Give a token and all below it, in order, without what lies below ``without``."""
    gone: set[int] = set()
    for one in without:
        gone.update(t.i for t in one.subtree)
    return [t for t in token.subtree if t.i not in gone]


def conjuncts(token: Token) -> list[Token]:
    """Give a token and all that is joined to it by "and", "or" or a comma, in order; not "and not Y"."""
    out = [token]
    for one in token.children:
        if one.dep_ == "conj" and not any(t.dep_ == "neg" or t.lower_ == "not" for t in one.children):
            out.extend(conjuncts(one))
    return out


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive, or shares it: "was robbed and shot"."""
    if any(one.dep_ in ("auxpass", "nsubjpass", "csubjpass") for one in verb.children):
        return True
    shares = verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "nsubj", "aux", "dobj") is None
    return shares and verb.head.tag_ == "VBN" and is_passive(verb.head)


def is_participle(verb: Token) -> bool:
    """Tell whether a verb only describes the noun before it: "shells fired by X", not "the charge that X had fired"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "nsubj", "aux", "mark") is None


def is_negated(verb: Token) -> bool:
    """Tell whether "not", "never" or "no longer" negates a verb itself."""
    return any(
        (one.dep_ == "neg" and (one.i == 0 or one.nbor(-1).lower_ != "than"))  # "more likely than not" says yes.
        or one.lower_ in ("never", "nor", "neither")
        or (one.dep_ == "nsubj" and any(t.lower_ == "neither" for t in one.lefts))
        for one in verb.children
    )


def agent(verb: Token) -> Token | None:
    """Give the noun after "by" in the passive."""
    by = child(verb, "agent") or next((one for one in verb.children if one.lower_ == "by" and one.dep_ == "prep"), None)
    return child(by, "pobj") if by is not None else None


def subject(verb: Token) -> Token | None:
    """Give the subject of a verb, its own or the one it shares with the verb it hangs on; None when it has none.

    A participle after a noun ("a statement saying ...") has that noun.
    """
    token = verb
    for _ in range(6):
        own = child(token, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        # A title and name before a verb are at times hung on it as if it were their noun.
        run = [t for t in token.lefts if t.dep_ == "compound" and t.pos_ == "PROPN"]
        if run and run[-1].i == token.i - 1:
            return run[-1]
        if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return token.head
        if token.dep_ == "ccomp" or token.dep_ not in _CLIMB or token.head is token:
            return None
        token = token.head
    return None
