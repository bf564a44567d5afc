"""The formats by name. A new one: a file with a writer, and its line here."""

from __future__ import annotations

from onrecord.publishing.exports.acled import Acled
from onrecord.publishing.exports.ftm import FollowTheMoney
from onrecord.publishing.exports.geojson import GeoJson
from onrecord.publishing.exports.hxl import Hxl
from onrecord.publishing.exports.jsonld import JsonLd
from onrecord.publishing.exports.parquet import Parquet
from onrecord.publishing.exports.ucdp import UcdpGed
from onrecord.publishing.jsonl import IncidentLines, JsonLines
from onrecord.publishing.page import Page
from onrecord.publishing.results import IncidentWriter, Writer
from onrecord.publishing.rows import IncidentRows, Rows

FORMATS: dict[str, Writer] = {
    writer.name: writer
    for writer in (
        JsonLines(),
        Rows(),
        Page(),
    )
}
"""What ``--format`` takes, besides ``table``, which is the terminal's own."""

INCIDENT_FORMATS: dict[str, IncidentWriter] = {
    writer.name: writer
    for writer in (
        IncidentLines(),
        IncidentRows(),
        Hxl(),
        GeoJson(),
        Parquet(),
        JsonLd(),
        FollowTheMoney(),
        Acled(),
        UcdpGed(),
    )
}
"""What ``assess --format`` takes, besides ``table``."""
