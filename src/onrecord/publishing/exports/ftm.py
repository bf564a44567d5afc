"""FollowTheMoney: entities for Aleph and its kin, one a line.

An incident is an Event, a report an Article, a party an Organization, a person named a Person, a claim a Note on the
event. The ontology has no property for counts or stance: they stand in words in the Event's summary and the Note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from onrecord.model import Claim, Incident, Report
from onrecord.publishing.compose import json_line

Entity = dict[str, Any]


class FollowTheMoney:
    """One entity a line."""

    name = "ftm"
    suffix = ".ftm.json"
    about = "FollowTheMoney entities, one a line"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write each entity once, in the order in which it is first needed."""
        seen: set[str] = set()
        for incident in incidents:
            for one in entities(incident):
                if one["id"] not in seen:
                    seen.add(one["id"])
                    stream.write(json_line(one).encode("utf-8") + b"\n")


def entities(incident: Incident) -> Iterator[Entity]:
    """Give the entities of one incident: what the event refers to first."""
    parties = {one.name: _entity("Organization", one.name, name=[one.name]) for one in incident.parties}
    reports = {one.id: _report(one) for one in incident.told_by}
    yield from parties.values()
    yield from reports.values()
    victims = [
        _entity(
            "Person",
            f"{incident.mention.id}:{one.name}",
            name=[one.name],
            alias=[one.name_local] if one.name_local else [],
            summary=[f"named among the {one.outcome.value}"],
        )
        for one in incident.victims
    ]
    yield from victims
    mention = incident.mention
    event = _entity(
        "Event",
        mention.id,
        name=[_title(incident)],
        date=_days(incident),
        country=[mention.place.country.lower()] if mention.place and mention.place.country else [],
        location=[mention.place.name] if mention.place else [],
        involved=[one["id"] for one in (*parties.values(), *victims)],
        proof=[one["id"] for one in reports.values()],
        summary=[one.text for one in incident.reasons],
    )
    yield event
    for claim in incident.claims:
        yield _note(claim, event["id"], reports.get(incident.report_of[claim.id.partition(":")[0]]))


def _note(claim: Claim, event: str, report: Entity | None) -> Entity:
    speaker = claim.speaker.name if claim.speaker else "nobody in particular"
    parties = ", ".join(f"{one.name} {one.role.value}" for one in claim.parties)
    return _entity(
        "Note",
        claim.id,
        name=[f"{speaker}: {claim.act.value}"],
        description=[claim.content.words],
        summary=[parties] if parties else [],
        entity=[event],
        proof=[report["id"]] if report else [],
    )


def _report(report: Report) -> Entity:
    return _entity(
        "Article",
        report.id,
        title=[report.title or report.id],
        contentHash=[hashlib.sha1(report.text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()],
        sourceUrl=[report.url] if report.url and report.url.startswith(("http://", "https://")) else [],
        publisher=[report.publisher] if report.publisher else [],
        publishedAt=[report.published] if report.published else [],
        language=[],
    )


def _title(incident: Incident) -> str:
    mention = incident.mention
    kind = mention.kind.kind.value.replace("_", " ") if mention.kind else "attack"
    return " ".join(part for part in (kind, f"in {mention.place.name}" if mention.place else "") if part)


def _days(incident: Incident) -> list[str]:
    when = incident.mention.date
    return sorted({when.start.isoformat(), when.end.isoformat()}) if when else []


def _entity(schema: str, key: str, **properties: list[str]) -> Entity:
    """Make an entity; its id is a hash of its schema and key, so that the same thing is one entity everywhere."""
    digest = hashlib.sha256(f"{schema}\n{key}".encode("utf-8", "replace")).hexdigest()[:32]
    return {"id": f"onrecord-{digest}", "schema": schema, "properties": {k: v for k, v in properties.items() if v}}
