"""CSV: one row an incident, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from onrecord.errors import InputError
from onrecord.model import Group, Incident, Range, Reading, Standing, Voice, Words
from onrecord.publishing.results import Result

Cell = str | int | float | None
Value = Callable[[Reading | None, Incident | None], Cell]

_FORMULA = re.compile(r"[\s\x00-\x20]*[=+\-@\t\r＝＋－＠]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the CSV."""

    name: str
    about: str
    """What stands in it, for the reference."""
    value: Value


def guarded(text: str) -> str:
    """Make a text safe to open in a spreadsheet and to write as UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection");
    a dash alone, the id of standard input, is none. Lone surrogates become U+FFFD.

    >>> guarded("=1+1"), guarded("Aleppo"), guarded("-")
    ("'=1+1", 'Aleppo', '-')
    """
    text = _SURROGATE.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) and text != "-" else text


def _of_report(name: str) -> Value:
    return lambda reading, _: None if reading is None else getattr(reading.report, name)


def _of_incident(value: Callable[[Incident], Cell]) -> Value:
    """Take a value from the incident; an empty cell in the row of a report without any."""
    return lambda _, incident: None if incident is None else value(incident)


def _words(at: Words | None) -> str | None:
    return at.words if at else None


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _low(found: Range | None) -> int | None:
    return found.low if found else None


def _high(found: Range | None) -> int | None:
    return found.high if found else None


def _voices(incident: Incident, voices: str) -> str:
    """List, for each party, who accuses or denies: ``Russia: MSF, Turkey; Syria: MSF``."""
    lines = []
    for party in incident.parties:
        heard: Sequence[Voice] = getattr(party, voices)
        if heard:
            lines.append(f"{party.name}: {', '.join(voice.name for voice in heard)}")
    return _listed(lines)


def _standing(standing: Standing) -> Value:
    return _of_incident(lambda one: _listed(party.name for party in one.parties if party.standing is standing))


def _hit(incident: Incident) -> str:
    return _listed(
        one.kind.value if one.number is None else f"{one.kind.value} {one.number}"
        for one in incident.mention.infrastructure
    )


def _admitted(incident: Incident) -> str:
    return _listed(party.name for party in incident.parties if party.admitted)


def _range_columns() -> Iterator[Column]:
    """Give both ends of every range: of all civilians and people of unstated status, then of each group."""

    def whole(measure: str, end: Callable[[Range | None], int | None]) -> Value:
        return _of_incident(lambda one: end(getattr(one, measure)))

    def part(measure: str, group: Group, end: Callable[[Range | None], int | None]) -> Value:
        def value(incident: Incident) -> Cell:
            ranges: Mapping[Group, Range] = getattr(incident, f"{measure}_by_group")
            return end(ranges.get(group))

        return _of_incident(value)

    ends = (("low", _low, "Low"), ("high", _high, "High"))
    for measure in ("killed", "injured"):
        for end, of, said in ends:
            yield Column(f"{measure}_{end}", f"{said} end of the range of people {measure}.", whole(measure, of))
    for measure in ("killed", "injured"):
        for group in Group:
            if group is Group.PEOPLE:
                continue
            for end, of, said in ends:
                about = f"{said} end of the range of {group.value.replace('_', ' ')} {measure}."
                yield Column(f"{measure}_{group.value}_{end}", about, part(measure, group, of))


COLUMNS: tuple[Column, ...] = (
    Column("report", "Id of the report.", _of_report("id")),
    Column("sha256", "SHA-256 of the report's bytes as received.", _of_report("sha256")),
    Column("text_sha256", "SHA-256 of the report's text in UTF-8.", _of_report("text_sha256")),
    Column("title", "Title of the report.", _of_report("title")),
    Column("publisher", "Who carries the report.", _of_report("publisher")),
    Column("published", "Date or time of publication, ISO 8601.", _of_report("published")),
    Column("url", "Address of the report.", _of_report("url")),
    Column("language", "Language of the report, BCP 47.", _of_report("language")),
    Column(
        "incident", "Id of the incident; empty where the report speaks of none.", _of_incident(lambda i: i.mention.id)
    ),
    Column("main", "1 for the incident that the report is about, else 0.", _of_incident(lambda i: int(i.mention.main))),
    Column("kind", "Kind of attack.", _of_incident(lambda i: i.mention.kind.kind.value if i.mention.kind else None)),
    Column(
        "kind_words",
        "The words that state the kind of attack.",
        _of_incident(lambda i: _words(i.mention.kind.at if i.mention.kind else None)),
    ),
    Column(
        "date_start",
        "First day, ISO 8601.",
        _of_incident(lambda i: i.mention.date.start.isoformat() if i.mention.date else None),
    ),
    Column(
        "date_end",
        "Last day, ISO 8601.",
        _of_incident(lambda i: i.mention.date.end.isoformat() if i.mention.date else None),
    ),
    Column(
        "date_precision",
        "`day`, `week`, `month` or `year`.",
        _of_incident(lambda i: i.mention.date.precision.value if i.mention.date else None),
    ),
    Column(
        "part_of_day",
        "Part of the day or clock time, as stated.",
        _of_incident(lambda i: i.mention.date.part_of_day if i.mention.date else None),
    ),
    Column(
        "date_words",
        "The words that the date is read or worked out from.",
        _of_incident(lambda i: _words(i.mention.date.at if i.mention.date else None)),
    ),
    Column("place", "Name of the place.", _of_incident(lambda i: i.mention.place.name if i.mention.place else None)),
    Column(
        "country",
        "Country of the place, ISO 3166-1 alpha-2.",
        _of_incident(lambda i: i.mention.place.country if i.mention.place else None),
    ),
    Column(
        "lat", "Latitude, WGS 84 degrees.", _of_incident(lambda i: i.mention.place.lat if i.mention.place else None)
    ),
    Column(
        "lon", "Longitude, WGS 84 degrees.", _of_incident(lambda i: i.mention.place.lon if i.mention.place else None)
    ),
    Column(
        "radius_km",
        "The true place is expected within so many kilometres of the coordinates.",
        _of_incident(lambda i: i.mention.place.radius_km if i.mention.place else None),
    ),
    Column(
        "gazetteer_id",
        "Id of the place in the gazetteer.",
        _of_incident(lambda i: i.mention.place.gazetteer_id if i.mention.place else None),
    ),
    Column(
        "place_words",
        "The words that state the place.",
        _of_incident(lambda i: _words(i.mention.place.at if i.mention.place else None)),
    ),
    Column("infrastructure", "What was hit, each with its number where one is stated.", _of_incident(_hit)),
    *_range_columns(),
    Column("scheme", "The scheme that ranges, strike status and grade follow.", _of_incident(lambda i: i.scheme)),
    Column(
        "strike_status",
        "Strike status under the scheme.",
        _of_incident(lambda i: i.strike_status.value if i.strike_status else None),
    ),
    Column("grade", "Grade under the scheme.", _of_incident(lambda i: i.grade.value if i.grade else None)),
    Column("parties_known", "Parties whose standing is `known`.", _standing(Standing.KNOWN)),
    Column("parties_suspected", "Parties whose standing is `suspected`.", _standing(Standing.SUSPECTED)),
    Column("parties_mentioned", "Parties whose standing is `mentioned`.", _standing(Standing.MENTIONED)),
    Column("accused_by", "Each party with those who accuse it.", _of_incident(lambda i: _voices(i, "accused_by"))),
    Column(
        "denied_by", "Each party with those who deny that it did it.", _of_incident(lambda i: _voices(i, "denied_by"))
    ),
    Column("admitted", "Parties that admit it.", _of_incident(_admitted)),
    Column(
        "rules",
        "Names of the rules that decided, in order.",
        _of_incident(lambda i: _listed(r.rule for r in i.reasons)),
    ),
    Column("claims", "Number of claims about the incident.", _of_incident(lambda i: len(i.mention.claims))),
    Column("counts", "Number of counts that belong to the incident.", _of_incident(lambda i: len(i.mention.counts))),
    Column(
        "notes",
        "What could not be read, and why.",
        lambda r, _: None if r is None else _listed(dict.fromkeys((*r.report.notes, *r.notes))),
    ),
)
"""Every column in its order. The reference is made from this."""


class Rows:
    """One row an incident; a report that speaks of none has one row, its incident's cells empty.

    Lists are joined by ``; ``. An empty cell is "not stated"; 0 is 0.
    """

    name = "csv"
    suffix = ".csv"
    about = "one row an incident, for a spreadsheet"

    def write(self, results: Iterable[Result | InputError], stream: TextIO, *, with_text: bool = True) -> None:  # noqa: ARG002
        """Write the header and the rows, report by report. The text of a report is never part of a row."""
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([column.name for column in COLUMNS])
        for result in results:
            if isinstance(result, InputError):
                continue
            for incident in result.incidents or (None,):
                writer.writerow([cell(column.value(result.reading, incident)) for column in COLUMNS])
            stream.flush()


def cell(value: Cell) -> Cell:
    """Make a value safe to stand in a cell."""
    return guarded(value) if isinstance(value, str) else value


def _reports(incident: Incident) -> str:
    return _listed(incident.reports)


INCIDENT_COLUMNS: tuple[Column, ...] = (
    Column("incident", "Id of the incident.", _of_incident(lambda i: i.mention.id)),
    Column("reports", "Ids of the reports that tell of it.", _of_incident(_reports)),
    Column("report_count", "Number of these reports.", _of_incident(lambda i: len(i.reports))),
    Column(
        "origin_count", "Number of independent origins that they go back to.", _of_incident(lambda i: len(i.origins))
    ),
    *(one for one in COLUMNS[[column.name for column in COLUMNS].index("kind") :] if one.name != "notes"),
)
"""Every column of incidents that several reports tell of, in its order. The reference is made from this."""


class IncidentRows:
    """One row an incident that several reports tell of. An empty cell is "not stated"; 0 is 0."""

    name = "csv"
    suffix = ".csv"
    about = "one row an incident, for a spreadsheet"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write the header and the rows."""
        text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in INCIDENT_COLUMNS])
        for incident in incidents:
            writer.writerow([cell(column.value(None, incident)) for column in INCIDENT_COLUMNS])
        text.detach()
