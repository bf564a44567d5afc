"""Finds the dates of a report in order of the text."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import DatePrecision, IncidentDate, Words
from onrecord.reading.calendar import Known
from onrecord.reading.en.dates.explicit import Stretch, find_explicit, joined
from onrecord.reading.en.dates.part_of_day import Part, part_of_day
from onrecord.reading.en.dates.relative import find_relative
from onrecord.reading.en.parse import Parsed

_BETWEEN = re.compile(
    r"\s*(?:(?P<and>and)|(?P<to>to|until|till|through|into|-|–|—))\s+(?:the\s+|late\s+|early\s+|on\s+)*"
)
_DASH = re.compile(r"\s?[-–—]\s?")
_OPENED = re.compile(r"(?i)\b(?:between|from|night\s+of|nights\s+of)\s+(?:late\s+|early\s+|the\s+|on\s+)*$")
_WILL = re.compile(r"(?i)\b(?:will|'ll|shall)\b|\b(?:due|set|scheduled|planned|slated|expected)\s+(?:to|for|on)\b")
_CLAUSE = re.compile(r"[.;:!?\n]|,\s+(?:and|but|while|after|as)\b|\b(?:but|after|because|which|who)\b")


def _kept(stretches: list[Stretch]) -> list[Stretch]:
    """Keep the longest of stretches that overlap, in order of the text."""
    kept: list[Stretch] = []
    for one in sorted(stretches, key=lambda s: (-(s.end - s.start), s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s.start)


def _spans(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Join pairs that the words between them make one span."""
    out: list[Stretch] = []
    for one in stretches:
        if out:
            between = text[out[-1].end : one.start]
            found = _BETWEEN.fullmatch(between)
            opened = _OPENED.search(text, max(0, out[-1].start - 40), out[-1].start) is not None
            if (found and (found["to"] or opened)) or _DASH.fullmatch(between):
                out[-1] = joined(out[-1], one)
                continue
        out.append(one)
    return out


def _ahead(text: str, start: int) -> bool:
    """Tell whether the clause before ``start`` speaks of what is to come."""
    window = text[max(0, start - 90) : start]
    return _WILL.search(_CLAUSE.split(window)[-1]) is not None


def find_dates(parsed: Parsed) -> list[IncidentDate]:
    """Find the dates that a report states or lets work out, in order of the text.

    Weekdays and the like are reckoned from the report's day of publication, "the next day" and the like from the
    nearest date before them. What cannot be reckoned without a guess is left out: a weekday gives nothing where the day
    of publication is unknown, a day and month nothing where no year is.
    """
    text = parsed.doc.text
    stretches = _spans(text, _kept([*find_explicit(text), *find_relative(text)]))
    # A year alone, or a month and a year, is mostly background ("since 2011"): only a full date lends its year.
    years = [(s.start, s.year) for s in stretches if s.year and s.full]
    found: list[IncidentDate] = []
    last: date | None = None
    taken = 0
    for number, one in enumerate(stretches):
        year = min(years, key=lambda y: (abs(y[0] - one.start), y[0]))[1] if years else None
        span = one.reckon(Known(parsed.report.published_day, last, year, _ahead(text, one.start)))
        if span is None:
            continue
        until = stretches[number + 1].start if number + 1 < len(stretches) else len(text)
        part = part_of_day(text, one.start, one.end, taken, until) if span.precision is DatePrecision.DAY else Part()
        taken = max(one.end, part.end)
        at = Words.cut(
            parsed.report.text,
            [parsed.passage(one.start if part.start is None else part.start, max(one.end, part.end))],
        )
        found.append(IncidentDate(span.start, span.end, span.precision, at, one.part or part.name))
        if span.precision is DatePrecision.DAY:
            last = span.end
    return found
