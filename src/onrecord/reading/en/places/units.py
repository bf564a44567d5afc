"""Cuts a text into names that may be places, with the words that say what they are, and ties them into chains.

"an air strike on the Bab al-Tin quarter of Qamra, eastern Sudan" is one chain of three units: quarter, town, country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.en.places.lexicon import (
    CALLED_AFTER,
    DIRECTIONS,
    LINKS,
    NEAR,
    NOT_PLACES,
    ORGANISATIONS,
    PREPOSITIONS,
    TYPES,
    Type,
    any_of,
)

# The Arabic article takes on the letter that follows: "An Nasr", "ash-Sharqi". So "at" and "as" before another letter
# are English.
_ASSIMILATED = (
    "|".join(rf"[AaEe]{x}(?=[-–]|\s['‘ʿ`]?{x.upper()})" for x in "nrtzds")
    + r"|[AaEe]sh(?=[-–]|\s['‘ʿ`]?Sh)|[AaEe][dt]h(?=[-–])"
)
_ARTICLE = (
    rf"(?:[Aa]l|[Ee]l|{_ASSIMILATED}|[Uu]l|[Uu]m|[Uu]mm|[Bb]in|[Ii]bn|[Dd]er?|[Dd]el|[Ll]a|[Ll]e|[Bb]ani|[Bb]eni"
    r"|[Ss]an|[Ss]t\.)"
)
_CAP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĞĢĪİĶŁŃŌŐŚŞŠŢŤŪŹŻŽḐḨḪŞŢŻẒ]"
_WORD = rf"(?:['‘ʿ`]?(?:{_ARTICLE}[-–\s]['‘ʿ`]?){{0,2}}{_CAP}(?:\w|['’‘ʿʾ`](?=\w)(?!s\b))*(?:-(?:\w+))*)"
_NAME = re.compile(
    rf"(?<![\w@#/.-])(?:{_WORD})(?:(?:(?<=Republic)\sof\s(?:the\s)?|\s|-)(?:{_WORD}|(?:{_ARTICLE})[-\s](?={_CAP}|['‘ʿ`])))*"
)
_TYPE_BEFORE = re.compile(rf"(?i)\b(?P<t>{any_of(TYPES)})\s+(?:of|called|named)\s+(?:the\s+)?$")
_TYPE_AFTER = re.compile(rf"(?i)\s+(?P<t>{any_of(TYPES)})\b")
_CALLED_AFTER = re.compile(rf"(?i)\b(?:{any_of(CALLED_AFTER)})$")
_TYPE_LAST = re.compile(rf"(?i)[\s-]+(?P<t>{any_of(TYPES)})$")
_DIRECTION_BEFORE = re.compile(rf"(?i)\b(?P<d>{any_of(DIRECTIONS)})\s+(?:(?:parts?\s+)?of\s+)?(?:the\s+)?$")
_DIRECTION_FIRST = re.compile(rf"(?i)^(?P<d>{any_of(DIRECTIONS)})[\s-]+(?=\S)")
_COUNTRYSIDE_BEFORE = re.compile(
    r"(?i)\b(?:countryside|outskirts|suburbs|rural\s+parts?)\s+of\s+(?:the\s+)?$|\brural\s+$"
)
_NEAR_BEFORE = re.compile(
    rf"(?i)\b(?:{any_of(NEAR)})\s+(?:of\s+|from\s+)?(?:the\s+)?(?:{any_of(TYPES)})?\s*(?:of\s+)?(?:the\s+)?$"
)
_BEFORE = re.compile(rf"(?i)\b(?P<p>{any_of(PREPOSITIONS)})\s+(?:the\s+|both\s+)?(?:(?:{any_of(LINKS)}|'s)\s+){{0,4}}$")
_IN_BEFORE = re.compile(
    rf"(?i)\b(?:in|at|inside|within|across|throughout|{any_of(DIRECTIONS)})\s+(?:the\s+|both\s+)?(?:(?:{any_of(LINKS)})\s+){{0,4}}$"
)
# A family's name before its house, a person's before an age or a title: "the Amari family home", "Sami Darwish (42)".
_PEOPLE_AFTER = re.compile(
    r"(?i)(?:\s\([^)]{1,40}\))?'?s?\s+(?:(?:and\s+\S+\s+)?famil(?:y|ies)|residences?|homes?|houses?|household|clan|tribe|brothers|sisters|apartments?|villa|twins)\b|\s*\(\d{1,3}\)|,\s+\d{1,3}\b(?!\s*(?:km|miles|kilo))"
)
_PEOPLE_BEFORE = re.compile(
    r"(?i)\b(?:mr|mrs|ms|dr|president|minister|general|colonel|captain|imam|named|called|journalist|year[\s-]old|user|users|account|family\s+of|belonging\s+to(?:\s+the)?|according\s+to|told|said|by)\.?\s+$"
)
_HIT_BEFORE = re.compile(
    r"(?i)\b(?:hit|hits|struck|strikes?|bombed|bombing|bombs?|shelled|shelling|targeted|targeting|attacked|attacking|pounded|pounding|bombarded|bombarding|raided|raiding|besieged|stormed|(?:residents|inhabitants|people|parts|areas|districts|quarters|siege|battle|bombing|shelling|bombardment|centre|center|heart|middle|rest|skies|south|north|east|west)\s+of)\s+"
    r"(?:(?:the|parts\s+of|areas\s+of|northern|southern|eastern|western|central|north|south|east|west|besieged|rebel-held|government-held)\s+){0,3}$"
)
_STRUCK_BEFORE = re.compile(
    r"(?i)\b(?:(?:air\s?|drone\s|missile\s)?(?:strikes?|raids?)\s+(?:on|against)|(?:bombing|shelling|bombardment)\s+of)\s+$"
)
_HIT_AFTER = re.compile(
    r"(?i)(?:'s)?\s+(?:was|were|has\s+been|had\s+been|came\s+under|(?:air\s?)?strikes?|attacks?|bombings?|bombardment|shelling|massacre|blast|explosion|raids?)\b"
)
_DATELINE = re.compile(r"(?:^|\n)\s*$")
_DATELINE_AFTER = re.compile(
    r"(?:,\s*[A-Z][\w. ]+)?\s*(?:\([^)\n]{2,40}\)\s*)?[-–—]{1,2}\s|,\s+(?:\w{3,9}\.?\s+\d{1,2}|\d{1,2}\s+\w{3,9})\b"
)
# "the Bavarian town of Fürth": the people's name is no place's, the town's stands behind "of".
_PEOPLES = re.compile(r"\w{3,}(?:an|ese|ish)")
_OF_NAME = re.compile(rf"\s+of\s+(?:the\s+)?(?={_CAP})")
_NO_LINK = re.compile(r"[^\w\s,'-]|\n|\d")
_LONGEST_LINK = 60  # code points between two names of one chain


@dataclass(frozen=True, slots=True)
class Unit:
    """One name that may be a place."""

    name: str
    """Without the words that say what it is."""
    full: str
    """As it is written."""
    start: int
    end: int
    """Offsets in the parsed text, words that say what it is included."""
    type: Type | None
    called_after: bool
    """The words say it is of a sort that is often called after its town: an airport, a crossing."""
    near: bool
    """The words say near it, or on a side of it."""
    direction: str | None
    grounds: int
    """How surely its words make a place of it: 0 not at all, 1 they allow it, 2 they say so ("in N")."""
    hit: bool
    """A strike was on it ("a strike on N", "shelling of N"): even a name in no gazetteer is a place."""


def _stripped(run: str) -> tuple[str, Type | None, str | None]:
    """Take type words off the end of a capitalised run, and directions off its front: "North Kut Governorate"."""
    kind: Type | None = None
    while found := _TYPE_LAST.search(run):
        word = re.sub(r"\s+", " ", found["t"].lower())
        kind = TYPES[word] if kind is None or word.endswith("camp") else kind
        run = run[: found.start()]
    direction = _DIRECTION_FIRST.match(run)
    return run, kind, direction["d"].lower() if direction else None


def _unit(text: str, start: int, end: int, after: int) -> Unit | None:
    """Read one capitalised run as a unit; words before ``after`` belong to the unit before it."""
    run = text[start:end].rstrip("'’")
    if run.endswith(("'s", "’s")):
        run = run[:-2]
    end = start + len(run)
    words = re.split(r"[\s]+", run)
    while words and words[0] in NOT_PLACES:
        start += len(words[0])
        start += len(text[start:end]) - len(text[start:end].lstrip())
        words = words[1:]
    if (
        not words
        or words[-1] in ORGANISATIONS
        or (len(words) == 1 and (len(words[0]) < 3 and words[0] not in ("UK", "US")))
    ):
        return None
    name, kind, direction = _stripped(text[start:end])
    if name.lower() in TYPES or not name[-1:].isalnum():
        return None
    before = text[max(after, start - 70) : start]
    type_before, type_after = _TYPE_BEFORE.search(before), _TYPE_AFTER.match(text, end)
    first = start
    if type_after and text[end : type_after.start("t")].strip() == "":
        if _PEOPLES.fullmatch(run) and _OF_NAME.match(text, type_after.end()):
            return None
        kind = TYPES[re.sub(r"\s+", " ", type_after["t"].lower())]
        end = type_after.end()
        run = text[start:end]
    elif kind is None and type_before:
        kind = TYPES[re.sub(r"\s+", " ", type_before["t"].lower())]
        first = start - len(before) + type_before.start()
    if _COUNTRYSIDE_BEFORE.search(before):
        kind = Type.COUNTRYSIDE
    lead = text[max(0, first - 70) : first]
    if found := _DIRECTION_BEFORE.search(lead):
        direction = found["d"].lower()
        first = first - len(lead) + found.start() if first - len(lead) + found.start() >= after else first
    near = _NEAR_BEFORE.search(lead) is not None
    called_after = _CALLED_AFTER.search(run) is not None
    return Unit(
        name,
        text[start : start + len(run)],
        first,
        end,
        kind,
        called_after,
        near,
        direction,
        2 if kind or near else _grounds(text, lead, start, end),
        _STRUCK_BEFORE.search(lead) is not None and not _PEOPLE_AFTER.match(text, end),
    )


def _grounds(text: str, lead: str, start: int, end: int) -> int:
    """Tell how surely the words before and after a name make a place of it."""
    if _PEOPLE_AFTER.match(text, end) or _PEOPLE_BEFORE.search(lead):
        return 0
    if _IN_BEFORE.search(lead) or (
        _DATELINE.search(text[max(0, start - 3) : start]) and _DATELINE_AFTER.match(text, end)
    ):
        return 2
    return 1 if _BEFORE.search(lead) or _HIT_BEFORE.search(lead) or _HIT_AFTER.match(text, end) else 0


def find_units(text: str) -> list[Unit]:
    """Find capitalised names, each with what the words beside it say of it, in order of the text."""
    out: list[Unit] = []
    for found in _NAME.finditer(text):
        one = _unit(text, *found.span(), out[-1].end if out else 0)
        if one:
            out.append(one)
    return out


def linked(text: str, first: Unit, second: Unit) -> bool:
    """Tell whether the words between two names make the second contain the first ("Sadra's Old Town" among them)."""
    between = text[first.end : second.start]
    if len(between) > _LONGEST_LINK or _NO_LINK.search(between):
        return False
    words = between.replace(",", " ").split()
    if not words:
        return "," in between
    return words == ["'s"] or all(w.lower() in LINKS for w in words)


def chains(text: str, units: list[Unit]) -> list[list[Unit]]:
    """Tie units into chains, from the finest to the one that contains all."""
    runs: list[list[Unit]] = []
    for one in units:
        if runs and linked(text, runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_finest_first(text, _begun(run)) for run in runs if any(u.grounds for u in run)]


def _begun(run: list[Unit]) -> list[Unit]:
    """Leave out what stands before the first unit that its words make a place ("Fire at Sadra airport")."""
    first = next(n for n, u in enumerate(run) if u.grounds)
    return run[first:]


def _finest_first(text: str, run: list[Unit]) -> list[Unit]:
    """Put what is owned before its owner: "Sadra's Old Town"."""
    out: list[Unit] = []
    for one in run:
        owned = bool(out) and text[out[-1].end : one.start].strip() == "'s"
        out.insert(len(out) - 1 if owned else len(out), one)
    return out
