"""Dates that are told from another day: weekdays, "yesterday", "two days earlier", "overnight into Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from onrecord.model import DatePrecision
from onrecord.reading.calendar import (
    Known,
    Span,
    months_away,
    one_day,
    shifted,
    week_of,
    weekday_ahead,
    weekday_back,
    whole_month,
    whole_year,
)
from onrecord.reading.en.dates.explicit import Stretch
from onrecord.reading.en.dates.words import NUMBER, WEEKDAY, WEEKDAYS, number

Reckon = Callable[[Known], Span | None]

# "Bloody Sunday", "the Sunday Times", "every Friday" and "Fridays" are names and habits, no days.
_NO_WEEKDAY_BEFORE = re.compile(r"(?i)\b(?:good|black|bloody|easter|palm|holy|every|each|most|some|alternate|man)\s+$")
_NO_WEEKDAY_AFTER = re.compile(
    r"(?i)s\b|\s+(?:times|telegraph|mirror|express|mail|post|herald|world|independent|night\s+football|school|best|brunch)\b"
)
_INTO = re.compile(rf"(?i:\bovernight\s+(?:in)?to\s+|\bnight\s+(?:leading\s+)?(?:in)?to\s+)(?P<w>{WEEKDAY})")
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>(?i:this past|this coming|last|this|past|next|coming|following|previous))\s+)?(?P<w>{WEEKDAY})"
    rf"(?P<week>\s+(?i:last week|of last week|a week ago|this week|of this week))?"
)
_LAST_WEEK_ON = re.compile(rf"\b(?P<which>(?i:last|this))\s+(?i:week),?\s+(?i:on)\s+(?P<w>{WEEKDAY})")
_AGO = re.compile(
    rf"\b(?i:(?:(?:about|around|some|nearly|almost|exactly|just)\s+)?(?P<n>{NUMBER})\s+(?P<unit>day|night|week|month|year)s?\s+ago)\b"
)
# "Two days before the vote" is told from the vote, whose day is not known here.
_OF_SOMETHING = (
    r"(?!\s+(?:(?i:the|a|an|his|her|its|their|our|this|that|it|he|she|they|we|of|when|yesterday|last)\b|[A-Z]))"
)
_AWAY = re.compile(
    rf"\b(?i:(?:(?:just|only|some|barely|exactly)\s+)?(?P<n>{NUMBER})\s+(?P<unit>day|week|month|year)s?\s+)"
    rf"(?i:(?P<way>(?:earlier|previously|later|afterwards)\b|(?:before|after)\b{_OF_SOMETHING}))"
)
_PAST_DAYS = re.compile(rf"\b(?i:(?:past|last|previous)\s+(?P<n>{NUMBER}|24|48|72)\s+(?P<unit>hour|day)s)\b")

_MORNING = "morning"
_FIXED: tuple[tuple[str, int, int, str | None], ...] = (
    # words, first and last day counted from publication, part of the day
    (r"(?:earlier |later )?today", 0, 0, None),
    (r"this (?:early |late )?morning", 0, 0, _MORNING),
    (r"this (?:early |late )?afternoon", 0, 0, "afternoon"),
    (r"this (?:early |late )?evening", 0, 0, "evening"),
    (r"tonight", 0, 0, "night"),
    (r"the day before yesterday", -2, -2, None),
    (r"(?:earlier |late )?yesterday", -1, -1, None),
    (r"last night", -1, -1, "night"),
    (r"last evening", -1, -1, "evening"),
    (r"the night before last", -2, -2, "night"),
    (r"overnight", -1, 0, "night"),
)
_FIXED_WORDS = [(re.compile(rf"(?i)\b{words}\b(?!')"), first, last, part) for words, first, last, part in _FIXED]
_FROM_LAST: tuple[tuple[str, int, str | None], ...] = (
    # words, days counted from the last date of the text, part of the day
    (r"(?:the )?(?:very )?next day|the following day|the day that followed", 1, None),
    (r"the day after", 1, None),
    (r"the (?:next|following) morning", 1, _MORNING),
    (r"the morning after", 1, _MORNING),
    (r"the (?:next|following) afternoon", 1, "afternoon"),
    (r"the (?:next|following) evening", 1, "evening"),
    (r"the (?:next|following) night", 1, "night"),
    (r"(?:the )?(?:same|very same) day|that (?:very |same )?day", 0, None),
    (r"(?:the same|that (?:same )?) ?morning|later that morning", 0, _MORNING),
    (r"(?:the same|that (?:same )?) ?afternoon", 0, "afternoon"),
    (r"(?:the same|that (?:same )?) ?evening", 0, "evening"),
    (r"(?:the same|that (?:same )?) ?night", 0, "night"),
    (r"the (?:previous|preceding|prior) day|the day prior", -1, None),
    (r"the day before", -1, None),
    (r"the (?:previous|preceding) (?:evening|night)", -1, "night"),
    (r"the (?:evening|night) before", -1, "night"),
)
_FROM_LAST_WORDS = [
    (re.compile(rf"\b(?i:{words})\b{_OF_SOMETHING if 'after' in words or 'before' in words else ''}"), days, part)
    for words, days, part in _FROM_LAST
]
_COARSE = re.compile(r"\b(?i:(?:earlier\s+|later\s+)?(?P<which>this|last)\s+(?P<unit>week|weekend|month|year))\b(?!')")
_WEEKEND = re.compile(r"\b(?i:(?:over|at|during)\s+the\s+weekend)\b")


def _weekday(weekday: int, which: str, week: str) -> Reckon:
    def reckon(known: Known) -> Span | None:
        day = known.published
        if "last" in week or "ago" in week:
            monday = week_of(day, -1)
            return one_day(shifted(monday.start, weekday)) if monday else None
        if which in ("next", "coming", "this coming") or (known.ahead and not which):
            return one_day(weekday_ahead(day, weekday))
        if which in ("following", "previous"):
            ahead = which == "following"
            anchor = known.last or (None if ahead else day)
            return one_day(weekday_ahead(anchor, weekday) if ahead else weekday_back(anchor, weekday, before=True))
        return one_day(weekday_back(day, weekday, before=which == "last"))

    return reckon


def _away(count: int, unit: str, sign: int, *, from_publication: bool) -> Reckon:
    """Reckon so many days, weeks, months or years from publication, or from the last date of the text."""

    def reckon(known: Known) -> Span | None:
        anchor = known.published if from_publication else known.last or (known.published if sign < 0 else None)
        if anchor is None:
            return None
        if unit in ("day", "night"):
            return one_day(shifted(anchor, sign * count))
        if unit == "week":
            # "Two weeks later" is rarely meant to the day.
            day = shifted(anchor, sign * 7 * count)
            return Span(day, day, DatePrecision.WEEK) if day else None
        if unit == "month":
            return whole_month(*months_away(anchor, sign * count))
        return whole_year(anchor.year + sign * count)

    return reckon


def _until_publication(known: Known, days: int) -> Span | None:
    start = shifted(known.published, -days)
    return Span(start, known.published) if start and known.published else None


def _coarse(which: str, unit: str) -> Reckon:
    back = -1 if which == "last" else 0

    def reckon(known: Known) -> Span | None:
        day = known.published
        if day is None:
            return None
        if unit == "weekend":
            saturday = weekday_back(day, 5)
            sunday = shifted(saturday, 1)
            return Span(saturday, min(sunday, day)) if saturday and sunday else None
        if unit == "week":
            span = week_of(day, back)
        elif unit == "month":
            span = whole_month(*months_away(day, back))
        else:
            span = whole_year(day.year + back)
        return Span(span.start, min(span.end, day), span.precision) if span else None

    return reckon


def find_relative(text: str) -> Iterator[Stretch]:
    """Find dates told from the day of publication or from an earlier date of the text; stretches may overlap."""
    yield from _find_weekdays(text)
    for found in _AGO.finditer(text):
        reckon = _away(number(found["n"]), found["unit"].lower(), -1, from_publication=True)
        yield Stretch(*found.span(), reckon)
    for found in _AWAY.finditer(text):
        sign = -1 if found["way"].lower() in ("earlier", "before", "previously") else 1
        yield Stretch(*found.span(), _away(number(found["n"]), found["unit"].lower(), sign, from_publication=False))
    for found in _PAST_DAYS.finditer(text):
        count = number(found["n"])
        days = -(-count // 24) if found["unit"].lower() == "hour" else count
        yield Stretch(*found.span(), lambda known, days=days: _until_publication(known, days))  # type: ignore[misc]
    for pattern, first, last, part in _FIXED_WORDS:
        for found in pattern.finditer(text):
            yield Stretch(*found.span(), _fixed(first, last), part=part)
    for pattern, days, part in _FROM_LAST_WORDS:
        for found in pattern.finditer(text):
            yield Stretch(*found.span(), _from_last(days), part=part)
    for found in _COARSE.finditer(text):
        yield Stretch(*found.span(), _coarse(found["which"].lower(), found["unit"].lower()))
    for found in _WEEKEND.finditer(text):
        yield Stretch(*found.span(), _coarse("last", "weekend"))


def _find_weekdays(text: str) -> Iterator[Stretch]:
    for found in _INTO.finditer(text):
        weekday = WEEKDAYS[found["w"].lower()]

        def night(known: Known, weekday: int = weekday) -> Span | None:
            end = weekday_back(known.published, weekday)
            start = shifted(end, -1)
            return Span(start, end) if start and end else None

        yield Stretch(*found.span(), night, part="night")
    for found in _WEEKDAY.finditer(text):
        if _NO_WEEKDAY_BEFORE.search(text, max(0, found.start() - 12), found.start()):
            continue
        if _NO_WEEKDAY_AFTER.match(text, found.end()):
            continue
        which = re.sub(r"\s+", " ", (found["which"] or "").lower())
        yield Stretch(*found.span(), _weekday(WEEKDAYS[found["w"].lower()], which, (found["week"] or "").lower()))
    for found in _LAST_WEEK_ON.finditer(text):
        week = "last week" if found["which"].lower() == "last" else ""
        yield Stretch(*found.span(), _weekday(WEEKDAYS[found["w"].lower()], "", week))


def _fixed(first: int, last: int) -> Reckon:
    def reckon(known: Known) -> Span | None:
        start, end = shifted(known.published, first), shifted(known.published, last)
        return Span(start, end) if start and end else None

    return reckon


def _from_last(days: int) -> Reckon:
    def reckon(known: Known) -> Span | None:
        anchor = known.last or (known.published if days < 0 else None)
        return one_day(shifted(anchor, days))

    return reckon
