"""How the page and the table say what the model holds: acts, bounds, ranges, days, grounds."""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum

from onrecord.model import (
    Act,
    ContextKind,
    Count,
    DatePrecision,
    Ground,
    IncidentDate,
    IncidentMention,
    Measure,
    Place,
    Range,
    RemarkKind,
    Scope,
)

ACTS: dict[Act, str] = {
    Act.ACCUSE: "accuses",
    Act.DENY: "denies",
    Act.DISMISS: "dismisses",
    Act.ADMIT: "admits",
    Act.CONFIRM: "confirms",
    Act.REPORT: "states",
    Act.ESTIMATE: "estimates",
    Act.CONDEMN: "condemns",
    Act.DEMAND: "demands",
    Act.ANNOUNCE: "announces",
    Act.COMMENT: "comments",
}

TONES: dict[Act, str] = {
    Act.ACCUSE: "accuse",
    Act.DENY: "deny",
    Act.DISMISS: "dismiss",
    Act.ADMIT: "admit",
    Act.CONFIRM: "state",
    Act.REPORT: "state",
    Act.ESTIMATE: "state",
}
"""Families of acts that a page gives a colour and a line of their own; ``other`` for the rest."""

GROUNDS: dict[Ground, str] = {
    Ground.EYEWITNESS: "eyewitnesses",
    Ground.IMAGERY: "imagery",
    Ground.DOCUMENT: "documents",
    Ground.MEDICAL_RECORD: "medical records",
    Ground.FLIGHT_OR_RADAR: "flight logs or radar",
    Ground.MUNITION_REMNANTS: "munition remnants",
    Ground.INVESTIGATION: "an investigation",
    Ground.INTELLIGENCE: "intelligence",
    Ground.OTHER_REPORT: "another's report",
}

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def plain(value: StrEnum | str) -> str:
    """Say an enum's value in plain words: ``air_or_artillery`` -> ``air or artillery``."""
    return str(value).replace("_", " ")


def listed(names: list[str]) -> str:
    """Put names in a list as one would say it.

    >>> listed(["Varda", "Osmir", "Tarn"])
    'Varda, Osmir and Tarn'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def number(value: int) -> str:
    """Write a number with its thousands apart: ``3,001``."""
    return f"{value:,}"


def bounds(low: int | None, high: int | None) -> str:
    """Say what a count's words bound.

    >>> bounds(12, None), bounds(None, 50), bounds(9, 14), bounds(15, 15), bounds(0, 0), bounds(None, None)
    ('at least 12', 'up to 50', '9 to 14', '15', 'none', 'no number')
    """
    if low is None:
        return "no number" if high is None else f"up to {number(high)}"
    if high is None:
        return f"at least {number(low)}"
    if low == high:
        return number(low) if low else "none"
    return f"{number(low)} to {number(high)}"


def count_bounds(count: Count) -> str:
    """Say a count's bounds, and the vague word that they stand for."""
    said = bounds(count.low, count.high)
    return f"{said} (a plural)" if count.vague == "plural" else said


def range_words(found: Range | None) -> str:
    """Say a reconciled range in short: ``9–40``, ``24``, ``0``; a dash where nothing is stated."""
    if found is None or (found.low is None and found.high is None):
        return "—"
    if found.low is None or found.high is None:
        return bounds(found.low, found.high)
    if found.low == found.high:
        return number(found.low)
    return f"{number(found.low)}–{number(found.high)}"


def day(when: date, *, weekday: bool = True) -> str:
    """Say a day: ``Tuesday 6 May 2031``."""
    said = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{_DAYS[when.weekday()]} {said}" if weekday else said


def days(when: IncidentDate) -> str:
    """Say a date or a span as finely as its words do: a day, ``week of …``, a month, a year, or two days."""
    start, end = when.start, when.end
    if when.precision is DatePrecision.YEAR:
        said = f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
    elif when.precision is DatePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        said = f"{_MONTHS[start.month - 1]} {start.year}"
    elif start == end:
        said = day(start)
    else:
        said = f"{day(start, weekday=False)} to {day(end, weekday=False)}"
    return f"{said}, {plain(when.part_of_day)}" if when.part_of_day else said


def coordinates(place: Place) -> str | None:
    """Say coordinates and radius: ``41.203° N, 39.881° E, within 4 km``; None where they are unknown."""
    if place.lat is None or place.lon is None:
        return None
    north = f"{abs(place.lat):.3f}° {'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.3f}° {'E' if place.lon >= 0 else 'W'}"
    near = "" if place.radius_km is None else f", within {place.radius_km:g} km"
    return f"{north}, {east}{near}"


def people(count: Count) -> str:
    """Say whom a count counts and what happened to them: ``children killed``."""
    return f"{plain(count.group)} {plain(count.measure)}"


def shortened(words: str, most: int) -> str:
    """Cut words at a space so that they hold at most ``most`` characters, with a mark of the cut.

    >>> shortened("a fabrication from start to finish", 20)
    'a fabrication from…'
    """
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut).rstrip(" ,;:") + "…"


MEASURES: dict[Measure, str] = {Measure.KILLED: "Killed", Measure.INJURED: "Injured"}
"""The measures that an incident has a range of."""

SCOPES: dict[Scope, str] = {
    Scope.INCIDENT: "the incident",
    Scope.CUMULATIVE: "a running total",
    Scope.OTHER: "something else",
}

CONTEXTS: dict[ContextKind, str] = {
    ContextKind.LAW: "Law, as stated",
    ContextKind.AGREEMENT: "Agreement",
    ContextKind.TALKS: "Talks",
    ContextKind.THREAT: "Threat",
    ContextKind.ALLIANCE: "Alliance",
    ContextKind.TOLL: "Running total",
}

REMARKS: dict[RemarkKind, str] = {
    RemarkKind.NO_PARTY_NAMED: "No account names a party",
    RemarkKind.ONE_NAMES_PARTY: "One account alone names a party",
    RemarkKind.ALL_NAME_PARTY: "All accounts that name a party name the same",
    RemarkKind.DECLARED: "A belligerent has declared the strike",
    RemarkKind.ONE_ORIGINAL: "The accounts repeat one original",
    RemarkKind.SEVERAL_REPORT: "Several accounts tell of it",
}

TONE_NAMES: dict[str, str] = {
    "accuse": "accuses",
    "deny": "denies",
    "dismiss": "dismisses",
    "admit": "admits",
    "state": "states",
    "other": "other acts",
}
"""What the legend calls each family of acts."""


def incident_kind(mention: IncidentMention) -> str:
    """Say what kind of attack an incident is, with a capital: ``Missile strike``."""
    return plain(mention.kind.kind).capitalize() if mention.kind else "Attack of unstated kind"


def in_own_script(name: str, words: str) -> str | None:
    """Give the words for somebody where they are written in another script than the name, to stand beside it.

    >>> in_own_script("Syrian Civil Defence", "الدفاع المدني السوري")
    'الدفاع المدني السوري'
    >>> in_own_script("Moscow", "Russia's capital")
    """
    return words if _latin(name) and not _latin(words) and any(c.isalpha() for c in words) else None


def _latin(words: str) -> bool:
    return any(c.isalpha() and c < "\u0250" for c in words)


def runs_right_to_left(words: str) -> bool:
    """Tell whether words are set from right to left: whether their first letter is of a script that is.

    The rule is that of the Unicode Bidirectional Algorithm (UAX 9, rule P2).
    """
    strong = (unicodedata.bidirectional(c) for c in words)
    return next((one in ("R", "AL") for one in strong if one in ("L", "R", "AL")), False)
