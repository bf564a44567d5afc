"""What is said, cut into its moves: clauses that each may do something else than the first.

A sentence of a quotation, a clause joined by "and that", one behind a semicolon: "that no plane of ours flew, and that
the charity lies" denies first and dismisses then.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.trees import child

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_CLAUSE = frozenset({"ROOT", "ccomp", "conj", "parataxis", "advcl", "xcomp"})
_VERBAL = frozenset({"VERB", "AUX"})


def moves(own: list[Token]) -> list[list[Token]]:
    """Cut what a speaker says into moves, in order of the text; one alone where nothing is to be cut."""
    inside = {t.i for t in own}
    cuts = {t.i for t in own if t.pos_ in _VERBAL and _begins(t, inside)}
    if len(cuts) < 2:
        return [own]
    parts: dict[int, list[Token]] = {}
    for token in own:
        at, seen = token, 0
        while at.i not in cuts and at.head is not at and at.head.i in inside and seen < 60:
            at, seen = at.head, seen + 1
        key = at.i if at.i in cuts else -1
        parts.setdefault(key, []).append(token)
    loose = parts.pop(-1, [])
    whole = [sorted(part, key=lambda t: t.i) for part in parts.values()]
    whole.sort(key=lambda part: part[0].i)
    return [_with(loose, part, first=n == 0) for n, part in enumerate(whole)]


def _with(loose: list[Token], part: list[Token], *, first: bool) -> list[Token]:
    """Give a move the words that hang on no verb of what is said and stand nearest to it."""
    mine = [t for t in loose if t.sent == part[0].sent] if first else []
    return sorted({t.i: t for t in [*mine, *part]}.values(), key=lambda t: t.i)


def _begins(verb: Token, inside: set[int]) -> bool:
    """Tell whether a verb begins a move."""
    if verb.head is verb or verb.head.i not in inside:
        return verb.dep_ in _CLAUSE
    if not any(child(verb, label) is not None for label in _SUBJECTS):
        return False
    over = verb.head
    if verb.dep_ == "conj":
        return over.pos_ in _VERBAL and over.dep_ in _CLAUSE
    if verb.dep_ in ("parataxis", "ccomp") and over.pos_ in _VERBAL:
        between = over.doc[min(verb.i, over.i) : max(verb.i, over.i)]
        return any(t.text in (";", ":", "–", "—") for t in between)
    return False
