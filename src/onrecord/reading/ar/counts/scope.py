"""Scope and status: running totals, other incidents, what has not happened, what is denied; where there were none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import CountStatus, Measure, Scope
from onrecord.reading.ar.counts.lexicon import Lexicon, words
from onrecord.reading.ar.counts.view import WEEKDAYS, View
from onrecord.reading.ar.text import Kind

WAR = {Measure.KILLED: 5_000, Measure.INJURED: 10_000}
"""People that no single attack kills or injures: from here on a number is a total of a war."""
FLIGHT = 100_000
"""The same of people driven out, missing or detained."""
_NEGATION = re.compile(r"\b(?:دون|بدون|لم|ولم|لا|ولا|عدم|بلا|وعدم|ودون|ودونما|دونما|ليس|ما من)\b")
_OPENING = 3
"""Tokens with which a sentence opens."""
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,])")
_NEAR = 10
"""Words around people within which an earthquake or a plague is what killed them; further off it is told besides."""
_AROUND = 60
"""Words around people within which a total is told of."""
_REACH = 12
"""Words before casualties within which a negation can reach them."""


class Kindred(StrEnum):
    """What the sentence of a count says of where the count belongs."""

    HERE = "here"
    TOTAL = "total"
    ELSEWHERE = "elsewhere"
    """Another incident, or background: unless it is all that the report tells."""
    UNREAL = "unreal"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words that say there were none, or that it is not known."""

    first: int
    last: int
    measures: tuple[Measure, ...]
    known: bool
    """False: what is missing is word of them."""


def _joined(view: View, first: int, stop: int) -> str:
    return " ".join(view.forms[k] for k in range(first, stop) if view.tokens[k].kind is not Kind.BREAK)


def kindred(view: View, number: int, first: int, happening: int, lex: Lexicon) -> Kindred:
    """Tell where a count belongs: its sentence, its first token, the first token of what happened."""
    sentence = view.text.sentences[number]
    text = _joined(view, sentence.start, sentence.stop)
    # Posts that lost their line ends run on: what is far off says nothing of this count.
    around = _joined(view, max(sentence.start, first - _AROUND), min(sentence.stop, first + _AROUND))
    if _any(lex.cumulative, around) or (_any(lex.going_on, text) and number and _total_before(view, number, lex)):
        return Kindred.TOTAL
    near = _joined(view, max(sentence.start, first - _NEAR), min(sentence.stop, first + _NEAR))
    if _any(lex.unrelated, near):
        return Kindred.UNREAL
    aside = _any((*lex.other, *lex.background), text) or number in view.headlines
    if aside or _earlier_year(view, text) or _other_weekday(view, number):
        return Kindred.ELSEWHERE
    lead = _joined(view, sentence.start, min(first, happening)) + " "
    return Kindred.UNREAL if _any(lex.unreal, lead) else Kindred.HERE


def _any(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return any(one.search(text) for one in patterns)


def _total_before(view: View, number: int, lex: Lexicon) -> bool:
    """Tell whether the sentence before tells of a total, or goes on about one itself."""
    before = view.text.sentences[number - 1]
    return _any((*lex.cumulative, *lex.going_on), _joined(view, before.start, before.stop))


def _earlier_year(view: View, text: str) -> bool:
    """Tell whether a sentence names a year before that of publication and no other."""
    published = view.text.report.published
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(published and years) and max(years, default=0) < int((published or "0")[:4])


def _other_weekday(view: View, number: int) -> bool:
    """Tell whether a sentence opens with another day of the week than the first that the report names."""
    sentence = view.text.sentences[number]
    mine = next((form for i in sentence[:_OPENING] if (form := _weekday(view, i))), None)
    if mine is None and number and sentence and view.forms[sentence.start] in words("further"):
        # "وأضاف المراسل أن ...": told on of that day.
        return _other_weekday(view, number - 1)
    return mine is not None and view.weekday is not None and mine != view.weekday


def _weekday(view: View, i: int) -> str | None:
    return next((form for form in view.bare_forms(i) if form in WEEKDAYS), None)


def too_many(measure: Measure, size: int) -> bool:
    """Tell whether no single attack does that to so many people."""
    return size >= WAR.get(measure, FLIGHT)


def status_of(view: View, sentence: range, first: int, happening: int, lex: Lexicon) -> CountStatus:
    """Tell whether a count is stated or denied, from what stands before it in its sentence."""
    lead = _joined(view, sentence.start, min(first, happening)).rstrip()
    return CountStatus.DENIED if any(one.search(lead) for one in lex.denied) else CountStatus.STATED


def scope_of(found: Kindred, *, others: bool) -> Scope:
    """Give the scope; ``others``: the report states counts of its own incident besides."""
    if found is Kindred.TOTAL:
        return Scope.CUMULATIVE
    if found is Kindred.UNREAL or (found is Kindred.ELSEWHERE and others):
        return Scope.OTHER
    return Scope.INCIDENT


def find_nothing(
    view: View, sentence: range, lex: Lexicon, casualties: Iterable[tuple[int, int, tuple[Measure, ...]]]
) -> list[Nothing]:
    """Find words of casualties of which a sentence says that there were none, or that nothing is known.

    ``casualties``: first and last token of each word for them, and its measures.
    """
    found: list[Nothing] = []
    for first, last, measures in casualties:
        start = max(sentence.start, first - _REACH)
        lead = _joined(view, start, first) + " "
        negations = [*_NEGATION.finditer(lead)]
        if not negations:
            continue
        reached = lead[negations[-1].start() :]
        if "،" in reached or "؛" in reached:
            continue
        if any(one.search(reached) for one in lex.unknown):
            found.append(Nothing(first, last, measures, known=False))
        elif any(one.search(lead) for one in lex.none):
            at = start + len(lead[: negations[-1].start()].split())
            found.append(Nothing(min(at, first), last, measures, known=True))
    return found
