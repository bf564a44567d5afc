"""HXL (Humanitarian Exchange Language 1.1): the CSV with a row of tags under its header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from onrecord.model import Incident
from onrecord.publishing.rows import INCIDENT_COLUMNS, cell

TAGS = {
    "incident": "#event+code",
    "reports": "#meta+source+list",
    "report_count": "#meta+source+num",
    "origin_count": "#meta+source+independent+num",
    "kind": "#event+type",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "place": "#loc+name",
    "country": "#country+code+v_iso2",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "radius_km": "#geo+precision+km",
    "infrastructure": "#impact+type+list",
    "strike_status": "#status+strike",
    "grade": "#status+grade",
    "scheme": "#meta+scheme",
    "parties_known": "#group+name+known",
    "parties_suspected": "#group+name+suspected",
    "parties_mentioned": "#group+name+mentioned",
}
"""Column -> tag; columns of ranges get ``#affected+killed+children+min`` and the like, all others ``#meta`` and their
name as an attribute."""

_ENDS = {"low": "min", "high": "max"}
_SEXES = {"women": "f", "men": "m"}


def tag(column: str) -> str:
    """Give a column's tag.

    >>> tag("killed_children_low"), tag("place"), tag("rules")
    ('#affected+killed+children+min', '#loc+name', '#meta+rules')
    """
    if column in TAGS:
        return TAGS[column]
    first, *rest = column.split("_")
    if first in ("killed", "injured") and rest and rest[-1] in _ENDS:
        group = "_".join(rest[:-1])
        attributes = [first, *([_SEXES.get(group, group.replace("_", ""))] if group else []), _ENDS[rest[-1]]]
        return "#affected+" + "+".join(attributes)
    return "#meta+" + column.replace("_", "")


class Hxl:
    """One row an incident; the second row holds the tags."""

    name = "hxl"
    suffix = ".hxl.csv"
    about = "the CSV with a row of HXL tags"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write header, tags and rows."""
        text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow([one.name for one in INCIDENT_COLUMNS])
        rows.writerow([tag(one.name) for one in INCIDENT_COLUMNS])
        for incident in incidents:
            rows.writerow([cell(one.value(None, incident)) for one in INCIDENT_COLUMNS])
        text.detach()
