"""Quotations of a verb of saying: which one it introduces or closes, and how far its words go on."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.view import Quotation, View

_SPEECH_REACH = 12
"""Tokens between a verb of saying and its quotation. Swept 4 to 16 on PolNeAR dev: F1 0.530, but 0.529 at 16."""


def quotation_beside(view: View, verb: Token) -> Quotation | None:
    """Find the quotation that a verb of saying introduces or closes, in its own paragraph and near it."""
    if view.quotation(verb.i) is not None:
        return None
    best: tuple[int, Quotation] | None = None
    for quotation in view.quotations:
        if view.paragraph[quotation.first] != view.paragraph[verb.i]:
            continue
        away = quotation.first - verb.i if quotation.first > verb.i else verb.i - quotation.last
        if away > _SPEECH_REACH or quotation.last - quotation.first < 4:
            continue
        if quotation.first > verb.i and verb.sent.end <= quotation.first and view.doc[verb.sent.end - 1].text != ":":
            continue
        if best is None or away < best[0]:
            best = away, quotation
    return best[1] if best else None


def complete(
    view: View, content: list[Token], taken: set[int], found: list[tuple[list[Token], list[Token], list[Token]]]
) -> list[Token]:
    """Complete quotations to their marks, and follow one into the sentences of its paragraph that go on with it."""
    doc = view.doc
    indexes = {t.i for t in content}
    for i in sorted(indexes):
        quotation = view.quotation(i)
        if quotation is None or (quotation.first in indexes and quotation.last in indexes):
            continue
        span = range(quotation.first, quotation.last + 1)
        if not taken & set(span):
            indexes.update(span)
    # A comma before a quotation belongs to the cue's side; marks at the edges that close nothing are left out.
    ordered = sorted(indexes - taken)
    while ordered and doc[ordered[0]].text in (",", ":", ";", "-", "–", "—", "."):
        ordered.pop(0)
    while (
        ordered
        and doc[ordered[-1]].lower_ in (",", ":", ";", "-", "–", "—", ".", "and", "but")
        and view.quotation(ordered[-1]) is None
    ):
        ordered.pop()
    if not ordered:
        return []
    last = max(*ordered, max(taken, default=0))
    if view.quotation(ordered[0]) is not None:
        cued = {t.i for _, cue, _ in found for t in cue}
        ordered.extend(_continued(view, last, cued))
    return [doc[i] for i in ordered]


def _continued(view: View, last: int, cued: set[int]) -> list[int]:
    """Give the quotations that follow in the paragraph with no words of their own around them."""
    out: list[int] = []
    doc = view.doc
    here = view.paragraph[last]
    for quotation in view.quotations:
        if quotation.first <= last:
            continue
        if view.paragraph[quotation.first] != here:
            break
        between = doc[last + 1 : quotation.first]
        if any(t.is_alpha and t.i not in cued for t in between) or any(t.i in cued for t in between):
            break
        after = quotation.last + 1
        if after < len(doc) and doc[after].is_alpha and view.paragraph[after] == here and not doc[after].is_sent_start:
            break
        out.extend(range(quotation.first, quotation.last + 1))
        last = quotation.last
    return out
