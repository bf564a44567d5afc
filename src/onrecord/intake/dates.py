"""Dates of publication: ISO 8601, checked, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

_CHARACTERS = re.compile(r"[0-9TtWZz:.,+ -]{8,40}")
_EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?", re.ASCII)
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}-?\d", re.ASCII)


def published_date(value: str) -> str:
    """Check an ISO 8601 calendar date, week date or date with time, and give it in the extended form.

    What is in the extended form already is given back as it stands; a space between date and time becomes ``T``.
    ValueError, saying what is wrong, for anything else: a day and a month that could change places are no date.

    >>> published_date("20160216")
    '2016-02-16'
    >>> published_date("2016-02-16 08:30Z")
    '2016-02-16T08:30Z'
    """
    value = value.strip()
    day = _DAY.match(value)
    if not day or not _CHARACTERS.fullmatch(value):
        raise ValueError(f"{value[:40]!r} is no ISO 8601 date such as 2016-02-16 or 2016-02-16T08:30Z")
    try:
        if day.end() == len(value):
            return date.fromisoformat(value).isoformat()
        if value[day.end()] not in "Tt ":
            raise ValueError("no T between date and time")
        value = f"{value[: day.end()]}T{value[day.end() + 1 :]}"
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value[:40]!r} is no ISO 8601 date: {error}") from None
    return value if _EXTENDED.fullmatch(value) else moment.isoformat()
