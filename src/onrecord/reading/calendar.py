"""Reckoning with days: spans, weeks, months, and the year that words leave out. Knows no words."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import DatePrecision


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included, and how finely the words give them."""

    start: date
    end: date
    precision: DatePrecision = DatePrecision.DAY


@dataclass(frozen=True, slots=True)
class Known:
    """What a date can be reckoned from at its place in a report."""

    published: date | None
    """Day of publication."""
    last: date | None = None
    """Last day of the nearest date before it in the text that is fine to the day."""
    year: int | None = None
    """Year of the nearest date in the text that states one."""
    ahead: bool = False
    """The words around it speak of what is to come."""


def one_day(day: date | None) -> Span | None:
    """Make a span of one day; None stays None."""
    return Span(day, day) if day else None


def made(year: int, month: int, day: int) -> date | None:
    """Make a day, or None where the calendar has none such (31 June)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date | None, days: int) -> date | None:
    """Move a day; None stays None, and so does what lies outside the calendar."""
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def without_year(known: Known, month: int, day: int) -> date | None:
    """Find the year that the words leave out.

    With a day of publication: the latest such day on or before it, or the next one where the words speak of what is to
    come. Without: the year of the nearest date in the text that states one. None where there is neither: no guess.
    """
    if known.published:
        years = range(known.published.year + 1, known.published.year - 9, -1)  # 29 February may be eight years back
        found = [d for d in (made(y, month, day) for y in years if y > 0) if d]
        if known.ahead:
            return min((d for d in found if d >= known.published), default=None)
        return max((d for d in found if d <= known.published), default=None)
    return made(known.year, month, day) if known.year else None


def month_of(known: Known, month: int) -> Span | None:
    """Find the month named without its year: the last one begun by publication, else that of the text's year."""
    if known.published:
        year = known.published.year - (month > known.published.month)
        return whole_month(year, month)
    return whole_month(known.year, month) if known.year else None


def whole_month(year: int, month: int) -> Span | None:
    """Make the span of a month; None outside the calendar."""
    if not 1 <= year <= 9999:
        return None
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), DatePrecision.MONTH)


def whole_year(year: int) -> Span | None:
    """Make the span of a year; None outside the calendar."""
    return Span(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR) if 1 <= year <= 9999 else None


def weekday_back(day: date | None, weekday: int, *, before: bool = False) -> date | None:
    """Find the last such weekday on or before ``day``; with ``before``, strictly before it. Monday is 0."""
    if day is None:
        return None
    back = (day.weekday() - weekday) % 7
    return shifted(day, -(back or 7) if before else -back)


def weekday_ahead(day: date | None, weekday: int) -> date | None:
    """Find the first such weekday after ``day``."""
    return shifted(day, (weekday - day.weekday() - 1) % 7 + 1) if day else None


def week_of(day: date | None, weeks: int = 0) -> Span | None:
    """Make the span from Monday to Sunday of the week of ``day``, moved by ``weeks``."""
    monday = shifted(day, -day.weekday() + 7 * weeks) if day else None
    sunday = shifted(monday, 6)
    return Span(monday, sunday, DatePrecision.WEEK) if monday and sunday else None


def months_away(day: date, months: int) -> tuple[int, int]:
    """Count months from the month of ``day``: (year, month)."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1
