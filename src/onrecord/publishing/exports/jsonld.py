"""JSON-LD: Web Annotations for the words, PROV-O for where they come from, schema.org Claims for who says what.

Each incident is one graph a line. An annotation's selectors count code points of the report's text, as the Web
Annotation Data Model asks for (W3C 2017, 4.2.5). Copies are quoted from the first report of their origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from onrecord import __version__
from onrecord.model import Claim, Count, Incident, Report, Words
from onrecord.publishing.compose import json_line

CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "onrecord": "urn:onrecord:term:",
}
_TOOL = "urn:onrecord:tool"

Node = dict[str, Any]


class JsonLd:
    """One JSON-LD document a line, one an incident."""

    name = "jsonld"
    suffix = ".jsonld"
    about = "linked data: Web Annotation, PROV-O, schema.org Claim"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write one graph a line."""
        stream.writelines(json_line(graph(incident)).encode("utf-8") + b"\n" for incident in incidents)


def iri(kind: str, name: str) -> str:
    """Name a thing: ``urn:onrecord:report:...``, the name percent-encoded."""
    return f"urn:onrecord:{kind}:{quote(name.encode('utf-8', 'replace'), safe='')}"


def graph(incident: Incident) -> Node:
    """Make the graph of one incident."""
    nodes: list[Node] = [
        _incident(incident),
        {"@id": _TOOL, "@type": "prov:SoftwareAgent", "schema:name": f"onrecord {__version__}"},
    ]
    nodes += [_report(one, incident) for one in incident.told_by]
    for claim in incident.claims:
        nodes += _claim(claim, incident)
    for count in incident.counts:
        nodes += _count(count, incident)
    return {"@context": CONTEXT, "@id": iri("graph", incident.mention.id), "@graph": nodes}


def _incident(incident: Incident) -> Node:
    mention = incident.mention
    node: Node = {
        "@id": iri("incident", mention.id),
        "@type": ["schema:Event", "prov:Entity"],
        "schema:identifier": mention.id,
        "prov:wasDerivedFrom": [{"@id": iri("report", one)} for one in incident.reports],
        "prov:wasAttributedTo": {"@id": _TOOL},
        "onrecord:scheme": incident.scheme,
        "onrecord:independentOrigins": len(incident.origins),
    }
    if mention.kind:
        node["schema:additionalType"] = mention.kind.kind.value
    if mention.date:
        node["schema:startDate"] = {"@value": mention.date.start.isoformat(), "@type": "xsd:date"}
        node["schema:endDate"] = {"@value": mention.date.end.isoformat(), "@type": "xsd:date"}
    if mention.place:
        place: Node = {"@type": "schema:Place", "schema:name": mention.place.name}
        if mention.place.lat is not None and mention.place.lon is not None:
            place["schema:geo"] = {
                "@type": "schema:GeoCoordinates",
                "schema:latitude": mention.place.lat,
                "schema:longitude": mention.place.lon,
            }
        node["schema:location"] = place
    for name in ("killed", "injured"):
        found = getattr(incident, name)
        if found:
            node[f"onrecord:{name}Low"], node[f"onrecord:{name}High"] = found.low, found.high
    for name in ("strike_status", "grade"):
        value = getattr(incident, name)
        if value:
            node[f"onrecord:{name}"] = value.value
    return node


def _report(report: Report, incident: Incident) -> Node:
    node: Node = {
        "@id": iri("report", report.id),
        "@type": ["schema:Article", "prov:Entity"],
        "schema:identifier": report.id,
        "schema:sha256": report.sha256,
        "onrecord:textSha256": report.text_sha256,
    }
    for name, value in (
        ("schema:headline", report.title),
        ("schema:publisher", report.publisher),
        ("schema:datePublished", report.published),
        ("schema:url", report.url),
        ("schema:inLanguage", report.language),
    ):
        if value:
            node[name] = value
    origin = next((one for one in incident.origins if report.id in one.reports), None)
    if origin and origin.reports[0] != report.id:
        node["prov:wasQuotedFrom"] = {"@id": iri("report", origin.reports[0])}
        node["prov:hadPrimarySource"] = {"@id": iri("report", origin.reports[0])}
    return node


def _annotation(name: str, at: Words, report: str) -> Node:
    return {
        "@id": iri("annotation", name),
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:identifying"},
        "oa:hasBody": {"@id": iri("statement", name)},
        "oa:hasTarget": [_target(at, start, end, report) for start, end in at.passages],
        "prov:wasDerivedFrom": {"@id": iri("report", report)},
    }


def _target(at: Words, start: int, end: int, report: str) -> Node:
    selectors: list[Node] = [{"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end}]
    if len(at.passages) == 1:
        selectors.append({"@type": "oa:TextQuoteSelector", "oa:exact": at.words})
    return {"@type": "oa:SpecificResource", "oa:hasSource": {"@id": iri("report", report)}, "oa:hasSelector": selectors}


def _claim(claim: Claim, incident: Incident) -> Iterator[Node]:
    report = incident.report_of[claim.id.partition(":")[0]]
    node: Node = {
        "@id": iri("statement", claim.id),
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": claim.content.words,
        "schema:appearance": {"@id": iri("report", report)},
        "schema:about": {"@id": iri("incident", incident.mention.id)},
        "onrecord:act": claim.act.value,
    }
    if claim.speaker:
        node["schema:author"] = {"@type": "schema:Thing", "schema:name": claim.speaker.name}
    for party in claim.parties:
        node.setdefault(f"onrecord:{party.role.value}", []).append(party.name)
    yield node
    yield _annotation(claim.id, claim.content, report)


def _count(count: Count, incident: Incident) -> Iterator[Node]:
    report = incident.report_of[count.id.partition(":")[0]]
    node: Node = {
        "@id": iri("statement", count.id),
        "@type": ["schema:Observation", "prov:Entity"],
        "schema:about": {"@id": iri("incident", incident.mention.id)},
        "schema:measuredProperty": count.measure.value,
        "onrecord:group": count.group.value,
        "schema:text": count.at.words,
    }
    for name, value in (("schema:minValue", count.low), ("schema:maxValue", count.high)):
        if value is not None:
            node[name] = value
    yield node
    yield _annotation(count.id, count.at, report)
