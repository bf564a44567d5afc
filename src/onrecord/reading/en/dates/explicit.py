"""Dates that name their month or are written in numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from onrecord.reading.calendar import (
    Known,
    Span,
    made,
    month_of,
    one_day,
    whole_month,
    whole_year,
    without_year,
)
from onrecord.reading.en.dates.words import (
    DASH,
    DAY,
    DAY_IN_WORDS,
    MONTH,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that date something, and how to reckon the days from what is known at their place."""

    start: int
    """Offset in the parsed text, code points."""
    end: int
    reckon: Callable[[Known], Span | None]
    year: int | None = None
    """The year that the words state themselves."""
    part: str | None = None
    """Part of the day that the words themselves state."""
    full: bool = True
    """False for a month or a year without a day."""


_WEEKDAY_BEFORE = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_WEEKDAY_AFTER = rf"(?:,?\s+\(?{WEEKDAY}\)?)?"
_YEAR_AFTER = rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?"
_DAY = rf"(?:{DAY}|{DAY_IN_WORDS})"

_DAY_MONTH = re.compile(
    rf"(?<![\d.,:/-]){_WEEKDAY_BEFORE}(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}){_YEAR_AFTER}{_WEEKDAY_AFTER}"
)
_MONTH_DAY = re.compile(rf"\b{_WEEKDAY_BEFORE}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY}){_YEAR_AFTER}{_WEEKDAY_AFTER}")
_DAYS_MONTH = re.compile(
    rf"(?<![\d.,:/-])(?P<d>{DAY})(?:{DASH}|/|\s+(?:and|to|or|until|till|through)\s+(?:the\s+)?)(?P<e>{DAY})"
    rf"\s+(?:of\s+)?(?P<m>{MONTH}){_YEAR_AFTER}"
)
_MONTH_DAYS = re.compile(
    rf"\b(?P<m>{MONTH})\s+(?P<d>{DAY})(?:{DASH}|/|\s+(?:and|to|or|until|till|through)\s+(?:the\s+)?)(?P<e>{DAY})"
    rf"(?!\s+(?:people|civilians|children|women|men|others|of\s+(?:them|whom)))(?!\s+(?:of\s+)?{MONTH}){_YEAR_AFTER}"
)
_ISO = re.compile(r"(?<![\d/-])(?P<y>\d{4})[-/.](?P<m>\d{2})[-/.](?P<d>\d{2})(?![\d/-])")
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/-])")
_MONTH_YEAR = re.compile(rf"\b(?:(?:early|mid|late)[-\s]+)?(?P<m>{MONTH})(?:\s+of|,)?\s+(?P<y>{YEAR})")
_MONTH_ALONE = re.compile(
    rf"\b(?i:in|since|during|throughout|until|by)\s+(?:(?:early|mid|late|last|the\s+month\s+of)[-\s]+)?(?P<m>{MONTH})"
)
_YEAR_ALONE = re.compile(
    rf"\b(?i:in|since|during|throughout|until|by|of|from|before|after)\s+(?:early\s+|mid-|late\s+|the\s+year\s+)?(?P<y>{YEAR})\b(?!\s*(?:people|[-–/]\s?\d))"
)
_JUST, _LONG = timedelta(3), timedelta(60)  # a post on 5 December about "12/5" speaks of that day, not of 12 May
_IN = re.compile(r"(?i)\b(?:in|since|during|throughout)\s+$")
_CALLED_DAY = re.compile(r"\d\s?(?:st|nd|rd|th)|\W(?:1[5-9]|20)\d\d$", re.IGNORECASE)


def _day(month: int, day: int, year: int | None) -> Callable[[Known], Span | None]:
    return lambda known: one_day(made(year, month, day) if year else without_year(known, month, day))


def _days(month: int, first: int, last: int, year: int | None) -> Callable[[Known], Span | None]:
    def reckon(known: Known) -> Span | None:
        end = made(year, month, last) if year else without_year(known, month, last)
        start = made(end.year, month, first) if end else None
        return Span(start, end) if start and end and start <= end else None

    return reckon


def _numeric(a: int, b: int, year: int) -> Callable[[Known], Span | None]:
    """Day first, as most of the world writes it, unless only the other order is a day or fits the report's."""

    def reckon(known: Known) -> Span | None:
        day_first, month_first = made(year, b, a), made(year, a, b)
        if day_first and month_first and known.published:
            late, near = day_first > known.published, abs(known.published - month_first) <= _JUST
            if known.published >= month_first and (late or (near and known.published - day_first > _LONG)):
                return one_day(month_first)
        return one_day(day_first or month_first)

    return reckon


def find_explicit(text: str) -> Iterator[Stretch]:
    """Find dates that name a month, a year or are written in numbers; stretches may overlap, longest are best."""
    for found in _DAY_MONTH.finditer(text):
        year = int(found["y"]) if found["y"] else None
        yield Stretch(*found.span(), _day(month_number(found["m"]), day_number(found["d"]), year), year)
    for found in _MONTH_DAY.finditer(text):
        year = int(found["y"]) if found["y"] else None
        # "In March 12 people ..." counts people; "on March 12" and "in March 12th" do not.
        if _IN.search(text, max(0, found.start() - 12), found.start()) and not _CALLED_DAY.search(found.group()):
            continue
        yield Stretch(*found.span(), _day(month_number(found["m"]), day_number(found["d"]), year), year)
    for pattern in (_DAYS_MONTH, _MONTH_DAYS):
        for found in pattern.finditer(text):
            year = int(found["y"]) if found["y"] else None
            first, last = day_number(found["d"]), day_number(found["e"])
            yield Stretch(*found.span(), _days(month_number(found["m"]), first, last, year), year)
    yield from _find_numeric(text)
    yield from _find_coarse(text)


def _find_numeric(text: str) -> Iterator[Stretch]:
    for found in _ISO.finditer(text):
        day = made(int(found["y"]), int(found["m"]), int(found["d"]))
        if day:
            yield Stretch(*found.span(), lambda _, day=day: one_day(day), day.year)  # type: ignore[misc]
    for found in _NUMERIC.finditer(text):
        year = int(found["y"])
        yield Stretch(*found.span(), _numeric(int(found["a"]), int(found["b"]), year), year)


def _find_coarse(text: str) -> Iterator[Stretch]:
    """Find months and years that stand without a day."""
    for found in _MONTH_YEAR.finditer(text):
        year, month = int(found["y"]), month_number(found["m"])
        yield Stretch(*found.span(), lambda _, y=year, m=month: whole_month(y, m), year, full=False)  # type: ignore[misc]
    for found in _MONTH_ALONE.finditer(text):
        month = month_number(found["m"])
        yield Stretch(found.start("m"), found.end(), lambda known, m=month: month_of(known, m))  # type: ignore[misc]
    for found in _YEAR_ALONE.finditer(text):
        year = int(found["y"])
        yield Stretch(found.start("y"), found.end(), lambda _, y=year: whole_year(y), year, full=False)  # type: ignore[misc]


def joined(first: Stretch, second: Stretch) -> Stretch:
    """Join two dates into the span from one to the other ("from 30 April to 2 May 2016")."""

    def reckon(known: Known) -> Span | None:
        end = second.reckon(known)
        if end is None:
            return None
        # What the first date leaves open is reckoned back from the last day, so that "Sunday to Tuesday" is one run of
        # days.
        back = known if first.year else Known(end.end, known.last, end.end.year)
        start = first.reckon(back)
        return Span(start.start, end.end, end.precision) if start and start.start <= end.end else None

    year, part = second.year or first.year, first.part or second.part
    return Stretch(first.start, second.end, reckon, year, part, first.full or second.full)
