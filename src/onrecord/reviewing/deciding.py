"""Decisions on an incident's values -> the incident as decided, each with a reason that names who decided it, and when.

The incident comes assessed by its reports as amended; what people said of its day, place, kind, parties, ranges, status
and grade takes the place of what was worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.model import (
    OF_INCIDENTS,
    About,
    AttackKind,
    Call,
    DatePrecision,
    Decision,
    Grade,
    Incident,
    IncidentDate,
    Infrastructure,
    InfrastructureKind,
    KindOfAttack,
    Party,
    Place,
    Range,
    Reason,
    Standing,
    StrikeStatus,
    Words,
    party_key,
)
from onrecord.reviewing.decisions import Held
from onrecord.reviewing.values import incident_value

RULE = "decided"
"""The rule that a reason names where a person decided."""
_NOWHERE = Words("", ())
_NAMES: Mapping[About, str] = {
    About.DATE: "The day",
    About.PLACE: "The place",
    About.KIND: "The kind of attack",
    About.KILLED: "The number killed",
    About.INJURED: "The number injured",
    About.STATUS: "The strike status",
    About.GRADE: "The grade",
}
_WHAT: Mapping[Call, str] = {
    Call.ACCEPT: "was accepted",
    Call.CORRECT: "was decided",
    Call.REJECT: "was rejected",
    Call.ADD: "was added",
}


def decide_values(incident: Incident, held: Held) -> Incident:
    """Let people's decisions on an incident's values take the place of what was worked out."""
    mine = [
        one
        for one in held.verdicts(*OF_INCIDENTS)
        if one.subject.incident == incident.mention.id and one.subject.about in OF_INCIDENTS
    ]
    for one in mine:
        incident = _decided(incident, one)
    return replace(incident, reasons=(*incident.reasons, *(_reason(one) for one in mine))) if mine else incident


def _decided(incident: Incident, one: Decision) -> Incident:
    if one.call is Call.ACCEPT:
        return _accepted(incident, one)
    change = _CHANGES.get(one.subject.about)
    if change is None:
        return incident
    return change(incident, one.subject.item, None if one.call is Call.REJECT else one.value)


def _accepted(incident: Incident, one: Decision) -> Incident:
    """Hold an incident at what a person accepted, even where a later reading would have it otherwise."""
    proposed = {name: value for name, value in one.proposed.items() if name != "words"}
    about = one.subject.about
    if not proposed or about is About.INCIDENT:
        return incident
    from_machine = _same(incident, about, one.subject.item, proposed)
    return incident if from_machine else _decided(incident, replace(one, call=Call.CORRECT, value=proposed))


def _same(incident: Incident, about: About, item: str | None, proposed: Mapping[str, Any]) -> bool:
    """Tell whether the incident has still what was accepted, with the words that it rests on."""
    now = incident_value(incident, about, item)
    return {name: value for name, value in now.items() if name != "words"} == dict(proposed)


def _date(value: Mapping[str, Any]) -> IncidentDate:
    return IncidentDate(
        date.fromisoformat(value["start"]),
        date.fromisoformat(value["end"]),
        DatePrecision(value["precision"]),
        _NOWHERE,
        value.get("part_of_day"),
    )


def _place(value: Mapping[str, Any]) -> Place:
    names = ("country", "lat", "lon", "radius_km")
    return Place(value["name"], _NOWHERE, **{name: value.get(name) for name in names})


_Value = Mapping[str, Any] | None
"""What a person says of a value; None: that it is not known."""


def _dated(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, mention=replace(incident.mention, date=_date(value) if value else None))


def _placed(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, mention=replace(incident.mention, place=_place(value) if value else None))


def _of_kind(incident: Incident, _: str | None, value: _Value) -> Incident:
    kind = AttackKind(KindOfAttack(value["kind"]), _NOWHERE) if value else None
    return replace(incident, mention=replace(incident.mention, kind=kind))


def _killed(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, killed=Range(value.get("low"), value.get("high")) if value else None, killed_best=None)


def _injured(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, injured=Range(value.get("low"), value.get("high")) if value else None)


def _with_status(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, strike_status=StrikeStatus(value["value"]) if value else None)


def _graded(incident: Incident, _: str | None, value: _Value) -> Incident:
    return replace(incident, grade=Grade(value["value"]) if value else None)


def _infrastructure(incident: Incident, item: str | None, value: _Value) -> Incident:
    """Change what was hit: one kind gone, or as the person says."""
    mention = incident.mention
    wanted = value["kind"] if value else item
    before = next((one for one in mention.infrastructure if one.kind.value in {item, wanted}), None)
    rest = [one for one in mention.infrastructure if one.kind.value not in {item, wanted}]
    if value:
        at = before.at if before else _NOWHERE
        rest.append(Infrastructure(InfrastructureKind(value["kind"]), value.get("number"), value.get("name"), at))
    hit = tuple(sorted(rest, key=lambda one: one.kind.value))
    return replace(incident, mention=replace(mention, infrastructure=hit))


def _parties(incident: Incident, item: str | None, value: _Value) -> Incident:
    """Change who may have done it: one gone, or as the person says; who accuses and denies stays."""
    parties = incident.parties
    at = _found(parties, item)
    if value is None:
        return replace(incident, parties=tuple(one for number, one in enumerate(parties) if number != at))
    before = parties[at] if at is not None else None
    standing = value.get("standing") or (before.standing.value if before else Standing.SUSPECTED.value)
    changed = Party(
        value["name"],
        value.get("code", before.code if before else None),
        Standing(standing),
        before.accused_by if before else (),
        before.denied_by if before else (),
        before.admitted if before else False,
    )
    if at is None:
        return replace(incident, parties=(*parties, changed))
    return replace(incident, parties=(*parties[:at], changed, *parties[at + 1 :]))


_CHANGES: Mapping[About, Callable[[Incident, str | None, _Value], Incident]] = {
    About.DATE: _dated,
    About.PLACE: _placed,
    About.KIND: _of_kind,
    About.INFRASTRUCTURE: _infrastructure,
    About.PARTY: _parties,
    About.KILLED: _killed,
    About.INJURED: _injured,
    About.STATUS: _with_status,
    About.GRADE: _graded,
}


def _found(parties: tuple[Party, ...], item: str | None) -> int | None:
    """Find a party by its code or name; else by what the codes of one party share."""
    for number, one in enumerate(parties):
        if item in {one.code, one.name}:
            return number
    for number, one in enumerate(parties):
        if one.code and item and item.isupper() and party_key(one.code, "") == party_key(item, ""):
            return number
    return None


def _reason(one: Decision) -> Reason:
    about = one.subject.about
    if about is About.PARTY:
        what = f"The party {one.value.get('name') or one.subject.item}"
    elif about is About.INFRASTRUCTURE:
        what = f"What was hit ({(one.value.get('kind') or one.subject.item or '').replace('_', ' ')})"
    else:
        what = _NAMES[about]
    said = f"{what} {_WHAT[one.call]} by {one.who} on {one.at[:10]}"
    return Reason(RULE, f"{said}: {one.note}" if one.note else f"{said}.")
