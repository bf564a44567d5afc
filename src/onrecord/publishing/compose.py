"""A reading and its incidents, or an incident that several reports tell of -> the lines of the public contract.

The order of the keys is fixed, so the same reading gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from onrecord import __version__
from onrecord.model import (
    Claim,
    ClaimParty,
    Context,
    Count,
    Decision,
    Group,
    Incident,
    IncidentDate,
    Infrastructure,
    Link,
    Party,
    Place,
    Range,
    Reading,
    Report,
    Speaker,
    Victim,
    Voice,
    Words,
)

JsonObject = dict[str, Any]
"""What ``json`` writes as an object."""

_SPLIT_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("[\ud800-\udfff\x7f-\x9f\u2028\u2029]")


def compose_reading(reading: Reading, incidents: Sequence[Incident], *, with_text: bool = True) -> JsonObject:
    """Compose one line of ``read --format jsonl``.

    Takes a reading and its incidents, in the order of ``reading.incidents``. Without ``with_text`` the report's text is
    left out; its hash, the passages and the words stay. Notes are those of intake, then those of the reader.
    """
    return {
        "report": _report(reading.report, with_text=with_text),
        "claims": [_claim(one) for one in reading.claims],
        "counts": [_count(one) for one in reading.counts],
        "victims": [_victim(one) for one in reading.victims],
        "incidents": [_incident(one) for one in incidents],
        "context": [_context(one) for one in reading.context],
        "notes": list(dict.fromkeys((*reading.report.notes, *reading.notes))),
        "onrecord": __version__,
    }


def compose_incident(incident: Incident) -> JsonObject:
    """Compose one line of ``assess --format jsonl``: passages with their report, claims and counts whole."""
    return _incident(incident) | {
        "claims": [_claim(_anchored(one, incident)) | _told_in(one, incident) for one in incident.claims],
        "counts": [_count(_anchored(one, incident)) | _told_in(one, incident) for one in incident.counts],
        "victims": [_victim(one) | {"incident": incident.mention.id} for one in incident.victims],
        "links": [_link(one) for one in incident.links],
        "told_by": [_report(one, with_text=False) for one in incident.told_by],
        "decisions": [compose_decision(one) for one in incident.decisions],
        "onrecord": __version__,
    }


def compose_decision(decision: Decision) -> JsonObject:
    """Compose a person's decision, as it stands in an incident's line."""
    subject = decision.subject
    return {
        "entry": decision.entry,
        "who": decision.who,
        "at": decision.at,
        "about": subject.about.value,
        "report": subject.report,
        "item": subject.item,
        "call": decision.call.value,
        "value": dict(decision.value),
        "proposed": dict(decision.proposed),
        "note": decision.note,
        "undoes": decision.undoes,
    }


def json_line(line: Mapping[str, Any]) -> str:
    r"""Write an object as one line of JSON, without its line end, in characters that UTF-8 can hold.

    Non-ASCII stands as itself, apart from line separators, which some readers would split at, and control characters.
    A lone surrogate stands as its escape. A high and a low surrogate beside each other as two code points cannot be
    told from one character in JSON and would shift every offset behind them: then each surrogate becomes U+FFFD.

    >>> json_line({"text": "a\u2028b"})
    '{"text": "a\\u2028b"}'
    """
    written = json.dumps(line, ensure_ascii=False, allow_nan=False)
    if _SPLIT_PAIR.search(written):
        written = _SURROGATE.sub("\ufffd", written)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _report(report: Report, *, with_text: bool) -> JsonObject:
    line: JsonObject = {"id": report.id, "sha256": report.sha256, "text_sha256": report.text_sha256}
    if with_text:
        line["text"] = report.text
    return line | {
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "language": report.language,
    }


def _words(at: Words) -> JsonObject:
    return {"words": at.words, "passages": _passages(at)}


def _passages(at: Words) -> list[list[Any]]:
    return [[*([at.report] if at.report is not None else []), *passage] for passage in at.passages]


_Told = TypeVar("_Told", Claim, Count)


def _report_of(found: Claim | Count, incident: Incident) -> str:
    return incident.report_of[found.id.partition(":")[0]]


def _told_in(found: Claim | Count, incident: Incident) -> JsonObject:
    return {"report": _report_of(found, incident), "incident": incident.mention.id}


def _anchored(found: _Told, incident: Incident) -> _Told:
    """Say of all words of a claim or count which report they stand in."""
    report = _report_of(found, incident)
    if isinstance(found, Count):
        return replace(found, at=found.at.within(report))
    speaker = replace(found.speaker, at=found.speaker.at.within(report)) if found.speaker else None
    cue = found.cue.within(report) if found.cue else None
    return replace(found, speaker=speaker, cue=cue, content=found.content.within(report))


def _link(link: Link) -> JsonObject:
    return {
        "reports": [link.one.report, link.other.report],
        "mentions": [link.one.mention, link.other.mention],
        "score": link.score,
        "features": [{"name": one.name, "value": one.value, "weight": one.weight} for one in link.features],
    }


def _claim(claim: Claim) -> JsonObject:
    return {
        "id": claim.id,
        "speaker": _speaker(claim.speaker) if claim.speaker else None,
        "cue": _words(claim.cue) if claim.cue else None,
        "content": _words(claim.content),
        "act": claim.act.value,
        "parties": [_claim_party(one) for one in claim.parties],
        "grounds": [ground.value for ground in claim.grounds],
        "hedged": claim.hedged,
        "quoted": claim.quoted,
        "denies": claim.denies,
        "reported_by": claim.reported_by,
        "incident": claim.incident,
        "score": claim.score,
    }


def _speaker(speaker: Speaker) -> JsonObject:
    return _words(speaker.at) | {"name": speaker.name, "code": speaker.code, "kind": speaker.kind.value}


def _claim_party(party: ClaimParty) -> JsonObject:
    return {"name": party.name, "code": party.code, "role": party.role.value}


def _count(count: Count) -> JsonObject:
    return {
        "id": count.id,
        "measure": count.measure.value,
        "group": count.group.value,
        "low": count.low,
        "high": count.high,
        **_words(count.at),
        "scope": count.scope.value,
        "status": count.status.value,
        "claim": count.claim,
        "incident": count.incident,
        "vague": count.vague,
        "part_of": count.part_of,
    }


def _victim(victim: Victim) -> JsonObject:
    return {
        "name": victim.name,
        "name_local": victim.name_local,
        "age": victim.age,
        "sex": victim.sex,
        "group": victim.group.value,
        "outcome": victim.outcome.value,
        **_words(victim.at),
        "incident": victim.incident,
    }


def _context(context: Context) -> JsonObject:
    parties = [{"name": one.name, "code": one.code, "side": one.side} for one in context.parties]
    return {"kind": context.kind.value, **_words(context.at), "parties": parties}


def _incident(incident: Incident) -> JsonObject:
    """Compose an incident with the ids alone of its claims and counts, as it stands in a reading."""
    mention = incident.mention
    return {
        "id": mention.id,
        "main": mention.main,
        "kind": mention.kind.kind.value if mention.kind else None,
        "kind_words": mention.kind.at.words if mention.kind else None,
        "kind_passages": _passages(mention.kind.at) if mention.kind else [],
        "date": _date(mention.date) if mention.date else None,
        "place": _place(mention.place) if mention.place else None,
        "infrastructure": [_infrastructure(one) for one in mention.infrastructure],
        "protection": [{"of": one.of, "rules": list(one.rules)} for one in incident.protection],
        "killed": _range(incident.killed),
        "injured": _range(incident.injured),
        "killed_by_group": _by_group(incident.killed_by_group),
        "injured_by_group": _by_group(incident.injured_by_group),
        "parties": [_party(one) for one in incident.parties],
        "scheme": incident.scheme,
        "strike_status": incident.strike_status.value if incident.strike_status else None,
        "grade": incident.grade.value if incident.grade else None,
        "reasons": [
            {"rule": one.rule, "text": one.text, "claims": list(one.claims), "counts": list(one.counts)}
            for one in incident.reasons
        ],
        "reports": list(incident.reports),
        "origins": [{"reports": list(one.reports), "why": one.why} for one in incident.origins],
        "claims": list(mention.claims),
        "counts": list(mention.counts),
        "remarks": [{"kind": one.kind.value, **_words(one.at)} for one in mention.remarks],
        "mentioned": [{"name": name, "code": code} for name, code in mention.mentioned],
    }


def _date(when: IncidentDate) -> JsonObject:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "part_of_day": when.part_of_day,
        "precision": when.precision.value,
        **_words(when.at),
    }


def _place(place: Place) -> JsonObject:
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "gazetteer_id": place.gazetteer_id,
        **_words(place.at),
    }


def _infrastructure(hit: Infrastructure) -> JsonObject:
    return {"kind": hit.kind.value, "number": hit.number, "name": hit.name, **_words(hit.at)}


def _range(found: Range | None) -> JsonObject | None:
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "low_from": list(found.low_from),
        "high_from": list(found.high_from),
    }


def _by_group(ranges: Mapping[Group, Range]) -> JsonObject:
    return {group.value: _range(ranges[group]) for group in Group if group in ranges}


def _party(party: Party) -> JsonObject:
    return {
        "name": party.name,
        "code": party.code,
        "standing": party.standing.value,
        "accused_by": [_voice(one) for one in party.accused_by],
        "denied_by": [_voice(one) for one in party.denied_by],
        "admitted": party.admitted,
    }


def _voice(voice: Voice) -> JsonObject:
    return {"name": voice.name, "claims": list(voice.claims), "side": voice.side}
