"""Finds the dates of a report in order of the text."""

from __future__ import annotations

from datetime import date

from onrecord.model import DatePrecision, IncidentDate
from onrecord.reading.ar.dates.expression import Expression, Gatherer
from onrecord.reading.ar.dates.reckon import reckon
from onrecord.reading.ar.dates.words import AGO, LEXICON
from onrecord.reading.ar.text import ArabicText, Kind
from onrecord.reading.calendar import Known

_LEADS = frozenset(("عام", "سنه"))  # before a year


def _expressions(text: ArabicText) -> list[Expression]:
    hits = {hit.first: hit for hit in text.phrases(LEXICON)}
    gatherer = Gatherer(text.tokens, hits)
    found: list[Expression] = []
    at = 0
    for number, token in enumerate(text.tokens):
        opens = number in hits or token.kind is Kind.NUMBER or token.form in AGO or token.form in _LEADS
        if number < at or not opens:
            continue
        one = gatherer.gather(number)
        if one is not None:
            found.append(one)
            at = one.last + 1
    return found


def dated_tokens(text: ArabicText) -> frozenset[int]:
    """Give the tokens that stand in dates, whether the days can be reckoned or not: their numbers count nobody."""
    return frozenset(at for one in _expressions(text) for at in range(one.first, one.last + 1))


def find_dates(text: ArabicText) -> list[IncidentDate]:
    """Find the dates that a report states or lets work out, in order of the text.

    Weekdays, "today" and the like are reckoned from the report's day of publication, "the next day" from the nearest
    date before it. What cannot be reckoned without a guess is left out: "today" gives nothing where the day of
    publication is unknown, a day and month nothing where no year is. Days of the Islamic calendar are converted by the
    table where day, month and year stand: to the day where the weekday is given, else with a day either way.
    """
    published = text.report.published_day
    expressions = _expressions(text)
    years = [(one.first, one.year) for one in expressions if one.year and not one.hijri]
    found: list[IncidentDate] = []
    last: date | None = None
    for one in expressions:
        year = min(years, key=lambda y: (abs(y[0] - one.first), y[0]))[1] if years else None
        span = reckon(one, Known(published, last, year, one.which == "coming"))
        if span is None:
            continue
        fine = span.precision is DatePrecision.DAY
        part = text.words(*one.clock).words if one.clock and fine else one.part if fine else None
        found.append(IncidentDate(span.start, span.end, span.precision, text.words(one.first, one.last), part))
        if fine:
            last = span.end
    return found
