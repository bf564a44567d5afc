"""Reckons the days that the parts of a date give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.model import DatePrecision
from onrecord.reading.ar.dates.expression import Expression
from onrecord.reading.ar.dates.hijri import tabular_day
from onrecord.reading.calendar import (
    Known,
    Span,
    made,
    month_of,
    months_away,
    one_day,
    shifted,
    week_of,
    weekday_ahead,
    weekday_back,
    whole_month,
    whole_year,
    without_year,
)


def reckon(parts: Expression, known: Known) -> Span | None:
    """Give the first and last day of a date, or None where they cannot be known without a guess.

    What names the day by its month wins over the weekday beside it, and a weekday over "today" (posts are carried on
    a day later); weekdays are the last such day on or before publication.
    """
    if parts.day is not None:
        return _day(parts, known)
    if parts.from_last is not None:
        return one_day(shifted(known.last or (known.published if parts.from_last < 0 else None), parts.from_last))
    if parts.weekday is not None:
        return _weekday(parts, known)
    if parts.from_publication is not None or parts.now:
        return one_day(shifted(known.published, parts.from_publication or 0))
    if parts.ago:
        return _ago(*parts.ago, known.published)
    return _coarse(parts, known)


def _day(parts: Expression, known: Known) -> Span | None:
    if parts.hijri:
        return _hijri(parts)
    if parts.month is None:  # "the 12th of the present month"
        if known.published is None or parts.day is None:
            return None
        day = made(known.published.year, known.published.month, parts.day)
        return one_day(day) if day and day <= known.published else None
    if parts.year is None:
        # Where a report was published it may be tomorrow already.
        ahead = replace(known, published=shifted(known.published, 1)) if known.published else known
        last = without_year(ahead, parts.month, parts.day_to or parts.day or 1)
    else:
        last = made(parts.year, parts.month, parts.day_to or parts.day or 1)
        latest = shifted(known.published, 1)
        if parts.alternative and known.published and latest and (last is None or last > latest):
            other = made(parts.year, parts.alternative[1], parts.alternative[0])
            last = other if other and other <= known.published else last
    if last is None or parts.day_to is None or parts.day is None:
        return one_day(last)
    first = made(last.year, last.month, parts.day)
    return Span(first, last) if first else None


def _hijri(parts: Expression) -> Span | None:
    if parts.year is None or parts.month is None or parts.day is None:
        return None
    day = tabular_day(parts.year, parts.month, parts.day)
    near = [shifted(day, away) for away in (0, -1, 1)]
    if parts.weekday is not None:
        return next((one_day(d) for d in near if d and d.weekday() == parts.weekday), None)
    first, last = near[1], near[2]
    return Span(first, last) if first and last else None


def _weekday(parts: Expression, known: Known) -> Span | None:
    weekday = parts.weekday or 0
    if parts.which == "coming":
        return one_day(weekday_ahead(known.published, weekday))
    if parts.unit == "week" and parts.which == "past":
        week = week_of(known.published, -1) if known.published else None
        return one_day(shifted(week.start, weekday)) if week else None
    if parts.weekday_to is not None:
        start = weekday_back(known.published, weekday)
        end = weekday_ahead(start, parts.weekday_to)
        if parts.after_midnight:
            return one_day(end)
        return Span(start, end) if start and end else None
    if parts.from_publication is not None:
        # "Yesterday, Friday": posts are carried on a day later, and clocks of publishers stand elsewhere.
        near = (shifted(known.published, parts.from_publication + away) for away in (0, -1, 1))
        named = next((day for day in near if day and day.weekday() == weekday), None)
        if named:
            return one_day(named)
    return one_day(weekday_back(known.published, weekday, before=parts.which == "past"))


def _ago(number: int, unit: str, published: date | None) -> Span | None:
    if published is None:
        return None
    if unit == "day":
        return one_day(shifted(published, -number))
    if unit == "week":
        day = shifted(published, -7 * number)
        return Span(day, day, DatePrecision.WEEK) if day else None
    if unit == "month":
        return whole_month(*months_away(published, -number))
    return whole_year(published.year - number)


def _coarse(parts: Expression, known: Known) -> Span | None:
    if parts.month is not None:
        if parts.hijri:
            return None
        return whole_month(parts.year, parts.month) if parts.year else month_of(known, parts.month)
    if parts.year is not None:
        return whole_year(parts.year)
    day = known.published
    if day is None or parts.which not in ("past", "this"):
        return None
    back = -1 if parts.which == "past" else 0
    if parts.unit == "week":
        span = week_of(day, back)
    elif parts.unit == "month":
        span = whole_month(*months_away(day, back))
    else:
        span = whole_year(day.year + back)
    return Span(span.start, min(span.end, day), span.precision) if span else None
