"""Scope and status: running totals, other incidents, what has not happened and what is denied are kept apart."""

from __future__ import annotations

import re

from spacy.tokens import Span

from onrecord.model import CountStatus, Measure, Scope
from onrecord.reading.en.counts.lexicon import Lexicon

WAR = {Measure.KILLED: 5_000, Measure.INJURED: 10_000}
"""People that no single attack kills or injures: from here on a number is a total of a war."""
FLIGHT = 100_000
"""The same of people driven out, missing or detained."""
_YEAR = re.compile(r"\bin (?:\w+ )?((?:19|20)\d\d)\b")


def scope_of(
    sentence: Span,
    start: int,
    happening: tuple[int, int],
    lex: Lexicon,
    many: tuple[Measure, int] = (Measure.KILLED, 0),
    published: str | None = None,
) -> Scope:
    """Tell what a number covers: ``start`` is its first token, ``happening`` the tokens of what happened.

    ``many`` is what happened to how many, 0 where no number is said; ``published`` the report's date, ISO 8601.
    """
    text = sentence.text.lower()
    if any(one.search(text) for one in lex.other_first):
        return Scope.OTHER
    for one in lex.compared:
        text = one.sub(" ", text)
    if any(one.search(text) for one in lex.cumulative):
        return Scope.CUMULATIVE
    if any(one.search(text) for one in lex.other):
        return Scope.OTHER
    year = _YEAR.search(text)
    if year and published and int(year.group(1)) < int(published[:4]):
        return Scope.OTHER
    lead = sentence.doc[sentence.start : max(sentence.start, min(start, happening[0]))].text.lower()
    upto = sentence.doc[sentence.start : max(sentence.start, happening[0])].text.lower() + " "
    plain = sentence.doc[happening[0]].lower_ in lex.base or upto.endswith(" be ")
    unreal = (*lex.unreal, *lex.intended) if plain else lex.unreal
    if any(one.search(lead + " ") or one.search(upto) for one in unreal):
        return Scope.OTHER
    return Scope.CUMULATIVE if many[1] >= WAR.get(many[0], FLIGHT) else Scope.INCIDENT


def goes_on(sentence: Span, lex: Lexicon) -> bool:
    """Tell a sentence that goes on with a total, where the one before it is of one.

    "Since March there have been 40 raids. These raids killed 60 people: * May: nine ...": all of it is one total.
    """
    text = sentence.text.lower()
    return any(one.search(text) for one in lex.tally_goes_on)


def totals(sentence: Span, lex: Lexicon) -> bool:
    """Tell a sentence that speaks of a total of a month, a year, a war."""
    text = sentence.text.lower()
    for one in lex.compared:
        text = one.sub(" ", text)
    return any(one.search(text) for one in lex.cumulative)


def status_of(sentence: Span, start: int, happening: tuple[int, int], lex: Lexicon) -> CountStatus:
    """Tell whether the count is stated or denied, from what stands before it in its sentence."""
    first = min(start, happening[0]) if happening[0] else start
    lead = sentence.doc[sentence.start : max(sentence.start, first)].text.lower()
    return CountStatus.DENIED if any(one.search(lead) for one in lex.denied) else CountStatus.STATED
