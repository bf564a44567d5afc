"""Scope and status: running totals, other incidents, what has not happened and what is denied are kept apart."""

from __future__ import annotations

from spacy.tokens import Span

from onrecord.model import CountStatus, Scope
from onrecord.reading.en.counts.lexicon import Lexicon

WAR = 100_000
"""People that no single attack kills or drives out: from here on a number is a total of a war."""


def scope_of(sentence: Span, start: int, happening: tuple[int, int], lex: Lexicon, size: int = 0) -> Scope:
    """Tell what a number covers: ``start`` is its first token, ``happening`` the tokens of what happened.

    ``size`` is the number, 0 where there is none.
    """
    text = sentence.text.lower()
    if any(one.search(text) for one in lex.other_first):
        return Scope.OTHER
    for one in lex.compared:
        text = one.sub(" ", text)
    if any(one.search(text) for one in lex.cumulative):
        return Scope.CUMULATIVE
    if size >= WAR:
        return Scope.CUMULATIVE
    if any(one.search(text) for one in lex.other):
        return Scope.OTHER
    lead = sentence.doc[sentence.start : max(sentence.start, min(start, happening[0]))].text.lower()
    upto = sentence.doc[sentence.start : max(sentence.start, happening[0])].text.lower() + " "
    plain = sentence.doc[happening[0]].lower_ in lex.base or upto.endswith(" be ")
    unreal = (*lex.unreal, *lex.intended) if plain else lex.unreal
    if any(one.search(lead + " ") or one.search(upto) for one in unreal):
        return Scope.OTHER
    return Scope.INCIDENT


def status_of(sentence: Span, start: int, happening: tuple[int, int], lex: Lexicon) -> CountStatus:
    """Tell whether the count is stated or denied, from what stands before it in its sentence."""
    first = min(start, happening[0]) if happening[0] else start
    lead = sentence.doc[sentence.start : max(sentence.start, first)].text.lower()
    return CountStatus.DENIED if any(one.search(lead) for one in lex.denied) else CountStatus.STATED
