"""GeoJSON (RFC 7946): one feature an incident, for a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from onrecord.model import Incident
from onrecord.publishing.compose import json_line
from onrecord.publishing.rows import INCIDENT_COLUMNS

_IN_GEOMETRY = {"lat", "lon", "radius_km"}


class GeoJson:
    """A FeatureCollection; longitude before latitude, WGS 84; no geometry where no gazetteer resolved the place."""

    name = "geojson"
    suffix = ".geojson"
    about = "a feature an incident, for a map (RFC 7946)"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write the collection, feature by feature."""
        stream.write(b'{"type": "FeatureCollection", "features": [')
        for number, incident in enumerate(incidents):
            stream.write(b",\n" if number else b"\n")
            stream.write(json_line(feature(incident)).encode("utf-8"))
        stream.write(b"\n]}\n")


def feature(incident: Incident) -> dict[str, Any]:
    """Make the feature of an incident; its properties are the columns of the CSV, radius in metres."""
    place = incident.mention.place
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    properties = {one.name: one.value(None, incident) for one in INCIDENT_COLUMNS if one.name not in _IN_GEOMETRY}
    radius = place.radius_km if place else None
    properties["radius_m"] = None if radius is None else round(radius * 1000)
    return {"type": "Feature", "id": incident.mention.id, "geometry": geometry, "properties": properties}
