"""A CSV whose columns another data set prescribes: the columns in its order, each with what stands in it here."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import BinaryIO, NamedTuple

from onrecord.model import Incident
from onrecord.publishing.rows import Cell, cell


class Prescribed(NamedTuple):
    """One prescribed column."""

    name: str
    about: str
    """What stands in it, or why it is empty."""
    value: Callable[[Incident], Cell]


def nothing(_: Incident) -> Cell:
    """Leave a cell empty."""
    return None


def write_prescribed(columns: Iterable[Prescribed], incidents: Iterable[Incident], stream: BinaryIO) -> None:
    """Write the header and one row an incident, in UTF-8 with CRLF."""
    columns = list(columns)
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([one.name for one in columns])
    for incident in incidents:
        rows.writerow([cell(one.value(incident)) for one in columns])
    text.detach()


def numeric_country(incident: Incident) -> int | None:
    """Give the ISO 3166-1 number of the incident's country."""
    import pycountry  # noqa: PLC0415 - reads its tables when loaded

    place = incident.mention.place
    found = pycountry.countries.get(alpha_2=place.country) if place and place.country else None
    return int(found.numeric) if found else None


def country_name(incident: Incident) -> str | None:
    """Give the common English name of the incident's country."""
    import pycountry  # noqa: PLC0415

    place = incident.mention.place
    found = pycountry.countries.get(alpha_2=place.country) if place and place.country else None
    return str(getattr(found, "common_name", found.name)) if found else None


def publishers(incident: Incident) -> list[str]:
    """List the publishers of its reports, each once, by name; a report without one by its id."""
    return sorted({report.publisher or report.id for report in incident.told_by})
