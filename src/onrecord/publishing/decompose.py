"""The line of a reading -> the reading: what an archive kept can be linked and assessed again without reading again.

Claims and counts are made of an incident's line too: their words then say which report they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    ClaimParty,
    Context,
    ContextKind,
    ContextParty,
    Count,
    CountStatus,
    DatePrecision,
    Ground,
    Group,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    InfrastructureKind,
    KindOfAttack,
    Measure,
    Passage,
    Place,
    Reading,
    Remark,
    RemarkKind,
    Report,
    Role,
    Scope,
    Speaker,
    SpeakerKind,
    Victim,
    Words,
)

JsonObject = Mapping[str, Any]


def decompose_reading(line: JsonObject, report: Report) -> Reading:
    """Make a reading of its line, as :func:`compose_reading` wrote it.

    Takes the line and its report, which holds the text; ranges, status and grade stand in the line and not in a
    reading, and are assessed anew. Lines of older versions may lack what was added since; it stays unknown.
    KeyError or ValueError for a line that is none.
    """
    return Reading(
        report,
        tuple(decompose_claim(one) for one in line["claims"]),
        tuple(decompose_count(one) for one in line["counts"]),
        tuple(_victim(one) for one in line["victims"]),
        tuple(_mention(one) for one in line["incidents"]),
        tuple(_context(one) for one in line["context"]),
        tuple(line["notes"]),
    )


def _words(found: JsonObject) -> Words:
    passages = [tuple(one) for one in found["passages"]]
    report = next((one[0] for one in passages if len(one) == 3), None)
    return Words(found["words"], tuple(Passage(*one[-2:]) for one in passages), report)


def decompose_claim(one: JsonObject) -> Claim:
    """Make a claim of a reading's or an incident's line. KeyError or ValueError for what is none."""
    speaker = one["speaker"]
    return Claim(
        one["id"],
        Speaker(_words(speaker), speaker["name"], speaker["code"], SpeakerKind(speaker["kind"])) if speaker else None,
        _words(one["cue"]) if one["cue"] else None,
        _words(one["content"]),
        Act(one["act"]),
        tuple(ClaimParty(party["name"], party["code"], Role(party["role"])) for party in one["parties"]),
        tuple(Ground(ground) for ground in one["grounds"]),
        one["hedged"],
        one["quoted"],
        one["denies"],
        one["reported_by"],
        one["incident"],
        one["score"],
    )


def decompose_count(one: JsonObject) -> Count:
    """Make a count of a reading's or an incident's line. KeyError or ValueError for what is none."""
    return Count(
        one["id"],
        Measure(one["measure"]),
        Group(one["group"]),
        one["low"],
        one["high"],
        _words(one),
        Scope(one["scope"]),
        CountStatus(one["status"]),
        one.get("vague"),
        one.get("part_of"),
        one["claim"],
        one["incident"],
    )


def _victim(one: JsonObject) -> Victim:
    return Victim(
        one["name"],
        one["name_local"],
        one["age"],
        one["sex"],
        Group(one["group"]),
        Measure(one["outcome"]),
        _words(one),
        one["incident"],
    )


def _mention(one: JsonObject) -> IncidentMention:
    kind, when, where = one["kind"], one["date"], one["place"]
    return IncidentMention(
        id=one["id"],
        main=one["main"],
        kind=AttackKind(KindOfAttack(kind), _words({"words": one["kind_words"], "passages": one["kind_passages"]}))
        if kind
        else None,
        date=_date(when) if when else None,
        place=_place(where) if where else None,
        infrastructure=tuple(
            Infrastructure(InfrastructureKind(hit["kind"]), hit["number"], hit["name"], _words(hit))
            for hit in one["infrastructure"]
        ),
        mentioned=tuple((party["name"], party["code"]) for party in one.get("mentioned", ())),
        remarks=tuple(Remark(RemarkKind(remark["kind"]), _words(remark)) for remark in one.get("remarks", ())),
        claims=tuple(one["claims"]),
        counts=tuple(one["counts"]),
    )


def _date(when: JsonObject) -> IncidentDate:
    return IncidentDate(
        date.fromisoformat(when["start"]),
        date.fromisoformat(when["end"]),
        DatePrecision(when["precision"]),
        _words(when),
        when["part_of_day"],
    )


def _place(where: JsonObject) -> Place:
    return Place(
        where["name"],
        _words(where),
        where["country"],
        where["lat"],
        where["lon"],
        where["radius_km"],
        where["gazetteer_id"],
    )


def _context(one: JsonObject) -> Context:
    parties = tuple(ContextParty(party["name"], party["code"], party["side"]) for party in one["parties"])
    return Context(ContextKind(one["kind"]), _words(one), parties)
