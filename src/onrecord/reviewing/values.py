"""What a decision says: the value that each kind of subject takes, checked; and what the machine says in the same form.

Fields bear the names of the public contract. Passages count in the text of the subject's report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from onrecord.errors import BadValue
from onrecord.model import (
    About,
    Act,
    Call,
    Claim,
    Count,
    CountStatus,
    DatePrecision,
    Grade,
    Ground,
    Group,
    Incident,
    IncidentMention,
    InfrastructureKind,
    KindOfAttack,
    Measure,
    Role,
    Scope,
    SpeakerKind,
    Standing,
    StrikeStatus,
    Words,
)

Value = dict[str, Any]

TAKES: Mapping[About, frozenset[Call]] = {
    **dict.fromkeys(
        (About.CLAIM, About.COUNT, About.INFRASTRUCTURE, About.PARTY),
        frozenset((Call.ACCEPT, Call.CORRECT, Call.REJECT, Call.ADD, Call.NOTE)),
    ),
    **dict.fromkeys(
        (About.DATE, About.PLACE, About.KIND, About.KILLED, About.INJURED, About.STATUS, About.GRADE),
        frozenset((Call.ACCEPT, Call.CORRECT, Call.REJECT, Call.NOTE)),
    ),
    About.INCIDENT: frozenset((Call.NOTE, Call.DONE, Call.REOPEN)),
    About.REPORT: frozenset((Call.NOTE, Call.RESTRICT, Call.RELEASE)),
}
"""What may be done to each kind of subject. A value is rejected where the person holds that it is not known."""
_LONGEST = 500
"""Code points of a name."""
LONGEST_NOTE = 20_000
"""Code points of a note."""
_PARTS_OF_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night")


def checked(about: About, call: Call, value: Mapping[str, Any], text: str | None = None) -> Value:
    """Check what a decision says, and put it in one form: enums by value, days as ISO 8601, passages as pairs.

    ``text`` is that of the subject's report, in which passages must stand. Of a correction only the fields given are
    changed; what is added needs all that it cannot be without. BadValue where something is not what its field takes.
    """
    if call not in TAKES[about]:
        raise BadValue("call", f"{call.value} is nothing that can be done to a {about.value}", "Choose another")
    if call not in {Call.CORRECT, Call.ADD}:
        if value:
            raise BadValue("value", f"{call.value} takes no value", "Leave it out")
        return {}
    if not value:
        raise BadValue("value", f"{call.value} needs a value", "Say what holds")
    fields = _FIELDS[about]
    for name in value:
        if name not in fields:
            raise BadValue(name, f"a {about.value} has no field of this name", f"Fields: {', '.join(fields)}")
    said = {name: fields[name](name, value[name]) for name in fields if name in value}
    for name in _NEEDS.get(about, ()):
        if (call is Call.ADD or about in _WHOLE) and said.get(name) is None:
            raise BadValue(name, f"a {about.value} cannot be without it", "Give it")
    for name in ("passages", "cue_passages", "speaker_passages"):
        if text is not None and name in said:
            _within(name, said[name], text)
    return _consistent(about, said)


def claim_value(claim: Claim) -> Value:
    """Write a claim in the form that a decision says it in."""
    speaker = claim.speaker
    return {
        "act": claim.act.value,
        "speaker": {"name": speaker.name, "code": speaker.code, "kind": speaker.kind.value} if speaker else None,
        "parties": [{"name": one.name, "code": one.code, "role": one.role.value} for one in claim.parties],
        "grounds": [one.value for one in claim.grounds],
        "hedged": claim.hedged,
        "passages": passages_of(claim.content),
        "cue_passages": passages_of(claim.cue) if claim.cue else [],
        "speaker_passages": passages_of(speaker.at) if speaker else [],
        "words": claim.content.words,
    }


def count_value(count: Count) -> Value:
    """Write a count in the form that a decision says it in."""
    return {
        "measure": count.measure.value,
        "group": count.group.value,
        "low": count.low,
        "high": count.high,
        "scope": count.scope.value,
        "status": count.status.value,
        "passages": passages_of(count.at),
        "words": count.at.words,
    }


def incident_value(incident: Incident, about: About, item: str | None) -> Value:
    """Write a value of an incident in the form that a decision says it in; empty where there is none."""
    found = _of_mention(incident.mention, about, item)
    if found is not None:
        return found
    if about is About.PARTY:
        party = next((one for one in incident.parties if item in {one.code, one.name}), None)
        return {"name": party.name, "code": party.code, "standing": party.standing.value} if party else {}
    if about in {About.KILLED, About.INJURED}:
        people = incident.killed if about is About.KILLED else incident.injured
        return {"low": people.low, "high": people.high} if people else {}
    value = incident.strike_status if about is About.STATUS else incident.grade if about is About.GRADE else None
    return {"value": value.value} if value else {}


def _of_mention(mention: IncidentMention, about: About, item: str | None) -> Value | None:
    """Write what stands in the mention; None for what does not."""
    when, where, kind = mention.date, mention.place, mention.kind
    if about is About.DATE and when:
        span = {"start": when.start.isoformat(), "end": when.end.isoformat()}
        return span | {"precision": when.precision.value, "part_of_day": when.part_of_day, "words": when.at.words}
    if about is About.PLACE and where:
        names = ("name", "country", "lat", "lon", "radius_km")
        return {name: getattr(where, name) for name in names} | {"words": where.at.words}
    if about is About.KIND and kind:
        return {"kind": kind.kind.value, "words": kind.at.words}
    hit = next((one for one in mention.infrastructure if one.kind.value == item), None)
    if about is About.INFRASTRUCTURE and hit:
        return {"kind": hit.kind.value, "number": hit.number, "name": hit.name, "words": hit.at.words}
    return None


def line_value(line: Mapping[str, Any], about: About, item: str | None) -> Value:
    """Read a value off an incident's line, in the form that a decision says it in; empty where there is none."""
    names = _IN_LINES.get(about, ())
    if about in {About.DATE, About.PLACE, About.KILLED, About.INJURED}:
        found = line[about.value]
    elif about is About.KIND:
        found = {"kind": line["kind"], "words": line["kind_words"]} if line["kind"] else None
    elif about is About.INFRASTRUCTURE:
        found = next((one for one in line["infrastructure"] if one["kind"] == item), None)
    elif about is About.PARTY:
        found = next((one for one in line["parties"] if item in {one["code"], one["name"]}), None)
    elif about in {About.STATUS, About.GRADE}:
        value = line["strike_status" if about is About.STATUS else "grade"]
        found = {"value": value} if value else None
    else:
        found = None
    return {name: found[name] for name in names} if found else {}


_IN_LINES: Mapping[About, tuple[str, ...]] = {
    About.DATE: ("start", "end", "precision", "part_of_day", "words"),
    About.PLACE: ("name", "country", "lat", "lon", "radius_km", "words"),
    About.KIND: ("kind", "words"),
    About.INFRASTRUCTURE: ("kind", "number", "name", "words"),
    About.PARTY: ("name", "code", "standing"),
    About.KILLED: ("low", "high"),
    About.INJURED: ("low", "high"),
    About.STATUS: ("value",),
    About.GRADE: ("value",),
}


def passages_of(at: Words) -> list[list[int]]:
    """Write where words stand."""
    return [[one.start, one.end] for one in at.passages]


_Field = Callable[[str, Any], Any]


def _one_of(kind: type[StrEnum]) -> _Field:
    def read(name: str, given: Any) -> str:
        try:
            return kind(given).value
        except ValueError:
            raise BadValue(name, f"{given!r} is none of its values", f"One of {', '.join(kind)}") from None

    return read


def _name(name: str, given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise BadValue(name, "no name", "Write one")
    if len(given) > _LONGEST:
        raise BadValue(name, f"longer than {_LONGEST} characters", "Shorten it")
    return given.strip()


def _or_none(read: _Field) -> _Field:
    def either(name: str, given: Any) -> Any:
        return None if given is None or given == "" else read(name, given)

    return either


def _number(name: str, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= 10_000_000:
        raise BadValue(name, f"{given!r} is no number of people or things", "A whole number from 0")
    return given


def _degrees(most: float) -> _Field:
    def read(name: str, given: Any) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float) or not isfinite(given) or abs(given) > most:
            raise BadValue(name, f"{given!r} is no such angle", f"Degrees from -{most:g} to {most:g}")
        return float(given)

    return read


def _kilometres(name: str, given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not isfinite(given) or not 0 <= given <= 5_000:
        raise BadValue(name, f"{given!r} is no radius", "Kilometres from 0 to 5,000")
    return float(given)


def _day(name: str, given: Any) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError):
        raise BadValue(name, f"{given!r} is no day", "As 2016-02-15") from None


def _country(name: str, given: Any) -> str:
    if not isinstance(given, str) or len(given) != 2 or not given.isalpha() or not given.isascii():
        raise BadValue(name, f"{given!r} is no country's code", "Two letters of ISO 3166-1: SY")
    return given.upper()


def _part_of_day(name: str, given: Any) -> str:
    hours = given.split(":") if isinstance(given, str) else []
    clock = len(hours) == 2 and all(one.isdigit() and len(one) == 2 for one in hours)
    if given not in _PARTS_OF_DAY and not (clock and int(hours[0]) < 24 and int(hours[1]) < 60):
        raise BadValue(name, f"{given!r} is no part of a day", f"{', '.join(_PARTS_OF_DAY)}, or a time as 14:30")
    return str(given)


def _truth(name: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise BadValue(name, f"{given!r} is neither true nor false", "One of both")
    return given


def _spans(name: str, given: Any) -> list[list[int]]:
    def is_span(one: Any) -> bool:
        return (
            isinstance(one, Sequence)
            and not isinstance(one, str)
            and len(one) == 2
            and all(isinstance(at, int) and not isinstance(at, bool) for at in one)
            and 0 <= one[0] < one[1]
        )

    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > 50 or not all(map(is_span, given)):
        raise BadValue(name, "no passages", "Pairs of a start and an end in the report's text")
    return sorted([int(one[0]), int(one[1])] for one in given)


def _mapping(**fields: _Field) -> _Field:
    def read(name: str, given: Any) -> Value:
        if not isinstance(given, Mapping):
            raise BadValue(name, "not what stands there", f"An object with {', '.join(fields)}")
        for one in given:
            if one not in fields:
                raise BadValue(f"{name}.{one}", "no field of this name", f"Fields: {', '.join(fields)}")
        return {one: fields[one](f"{name}.{one}", given.get(one)) for one in fields}

    return read


def _list_of(read: _Field, most: int) -> _Field:
    def several(name: str, given: Any) -> list[Any]:
        if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > most:
            raise BadValue(name, "no list", f"A list of at most {most}")
        return [read(f"{name}[{at}]", one) for at, one in enumerate(given)]

    return several


_SPEAKER = _mapping(name=_name, code=_or_none(_name), kind=_one_of(SpeakerKind))
_FIELDS: Mapping[About, Mapping[str, _Field]] = {
    About.CLAIM: {
        "act": _one_of(Act),
        "speaker": _or_none(_SPEAKER),
        "parties": _list_of(_mapping(name=_name, code=_or_none(_name), role=_one_of(Role)), 50),
        "grounds": _list_of(_one_of(Ground), len(Ground)),
        "hedged": _truth,
        "passages": _spans,
        "cue_passages": _spans,
        "speaker_passages": _spans,
    },
    About.COUNT: {
        "measure": _one_of(Measure),
        "group": _one_of(Group),
        "low": _or_none(_number),
        "high": _or_none(_number),
        "scope": _one_of(Scope),
        "status": _one_of(CountStatus),
        "passages": _spans,
    },
    About.DATE: {
        "start": _day,
        "end": _or_none(_day),
        "precision": _one_of(DatePrecision),
        "part_of_day": _or_none(_part_of_day),
    },
    About.PLACE: {
        "name": _name,
        "country": _or_none(_country),
        "lat": _or_none(_degrees(90)),
        "lon": _or_none(_degrees(180)),
        "radius_km": _or_none(_kilometres),
    },
    About.KIND: {"kind": _one_of(KindOfAttack)},
    About.INFRASTRUCTURE: {
        "kind": _one_of(InfrastructureKind),
        "number": _or_none(_number),
        "name": _or_none(_name),
    },
    About.PARTY: {"name": _name, "code": _or_none(_name), "standing": _one_of(Standing)},
    About.KILLED: {"low": _or_none(_number), "high": _or_none(_number)},
    About.INJURED: {"low": _or_none(_number), "high": _or_none(_number)},
    About.STATUS: {"value": _one_of(StrikeStatus)},
    About.GRADE: {"value": _one_of(Grade)},
}
_NEEDS: Mapping[About, Iterable[str]] = {
    About.CLAIM: ("act", "passages"),
    About.COUNT: ("measure", "passages"),
    About.DATE: ("start",),
    About.PLACE: ("name",),
    About.KIND: ("kind",),
    About.INFRASTRUCTURE: ("kind",),
    About.PARTY: ("name",),
    About.STATUS: ("value",),
    About.GRADE: ("value",),
}
"""What something cannot be without."""
_WHOLE = frozenset((About.DATE, About.PLACE, About.KIND, About.KILLED, About.INJURED, About.STATUS, About.GRADE))
"""Values that a correction says whole, so that what one person said is never mixed with what a machine did."""


def _within(name: str, spans: Sequence[Sequence[int]], text: str) -> None:
    if any(end > len(text) for _, end in spans):
        raise BadValue(name, f"beyond the end of the text ({len(text)} characters)", "Select words of this report")
    if spans and not any(text[start:end].strip() for start, end in spans):
        raise BadValue(name, "white space alone", "Select words")


def _consistent(about: About, said: Value) -> Value:
    if about in {About.CLAIM, About.COUNT} and said.get("passages") == []:
        raise BadValue("passages", "no words that it rests on", "Select some")
    low, high = said.get("low"), said.get("high")
    if about in {About.KILLED, About.INJURED, About.COUNT} and low is not None and high is not None and low > high:
        raise BadValue("low", f"{low} is more than the high end, {high}", "Change one of both")
    if about in {About.KILLED, About.INJURED} and low is None and high is None:
        raise BadValue("low", "neither end is given", "Give one, or reject the range")
    if about is About.DATE:
        said["end"] = said.get("end") or said["start"]
        if said["end"] < said["start"]:
            raise BadValue("end", "before the start", "Change one of both")
        said.setdefault("precision", (DatePrecision.DAY if said["start"] == said["end"] else DatePrecision.WEEK).value)
    if about is About.PLACE and (said.get("lat") is None) != (said.get("lon") is None):
        raise BadValue("lat", "one coordinate without the other", "Give both, or none")
    return said
