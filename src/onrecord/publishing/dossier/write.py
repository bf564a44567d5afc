"""Incident -> dossier: HTML that needs nothing else, and the PDF of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment

from onrecord import __version__
from onrecord.errors import OutputError
from onrecord.model import Act, Claim, Group, Incident, Methodology, Range, Report
from onrecord.publishing.dossier.notes import Notes
from onrecord.publishing.map import locator
from onrecord.publishing.page.safe import direction, language_tag, web_address
from onrecord.publishing.sealed import environment, sealed
from onrecord.publishing.wording import (
    bounds,
    coordinates,
    count_bounds,
    days,
    incident_kind,
    people,
    plain,
    range_words,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One range as the dossier shows it."""

    label: str
    range: Range
    notes: list[int]


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim on the timeline."""

    when: str
    report: Report
    claim: Claim
    note: int


def dossier_html(incident: Incident, methodology: Methodology) -> str:
    """Make the dossier of one incident as one HTML page.

    Takes an incident that several reports tell of, and the methodology of the scheme it was assessed under. The page
    has no script and calls no address; the same incident gives the same bytes.
    """
    notes = Notes(incident)
    mention, place = incident.mention, incident.mention.place
    for value in (mention.date, mention.place, mention.kind, *mention.infrastructure):
        if value is not None and value.at.passages:  # what a person decided rests on no words
            notes.cite(value.at)  # first, as they stand first on the page
    body = (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            incident=incident,
            mention=mention,
            methodology=methodology,
            notes=notes,
            figures=_figures(incident, notes),
            timeline=_timeline(incident, notes),
            reports={report.id: number for number, report in enumerate(incident.told_by, 1)},
            map=locator(place.lat, place.lon, place.radius_km, place.name)
            if place and place.lat is not None and place.lon is not None
            else None,
            title=_title(incident),
            version=__version__,
        )
    )
    return sealed(body, _style())


def dossier_pdf(html: str) -> bytes:
    """Set a dossier's HTML as PDF. OutputError where the system lacks the libraries that set text."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 - heavy, and needs libraries of the system
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise OutputError(
            f"no PDF can be made: {error}",
            where="weasyprint",
            do="Install it with its libraries (pip install 'onrecord[pdf]'; on Debian: apt install libpangoft2-1.0-0), "
            "or take the HTML and print it",
        ) from error

    # What the page needs stands in it: nothing is fetched, from the network or the disk.
    fetcher = URLFetcher(allowed_protocols=("data",))
    made: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _title(incident: Incident) -> str:
    parts = [incident_kind(incident.mention)]
    if incident.mention.place:
        parts.append(incident.mention.place.name)
    if incident.mention.date:
        parts.append(days(incident.mention.date))
    return ", ".join(parts)


def _figures(incident: Incident, notes: Notes) -> list[_Figure]:
    found = []
    for label, whole, groups in (
        ("killed", incident.killed, incident.killed_by_group),
        ("injured", incident.injured, incident.injured_by_group),
    ):
        if whole:
            found.append(_Figure(label, whole, notes.cite_ids((*whole.low_from, *whole.high_from))))
        for group in Group:
            if group in groups:
                part = groups[group]
                cited = notes.cite_ids((*part.low_from, *part.high_from))
                found.append(_Figure(f"{plain(group)} {label}", part, cited))
    return found


def _timeline(incident: Incident, notes: Notes) -> list[_Told]:
    """List the claims that accuse, deny, admit or state, in order of publication; those without a day come last."""
    reports = {report.id: report for report in incident.told_by}
    told = []
    for claim in incident.claims:
        if claim.act is Act.COMMENT:
            continue
        report = reports[incident.report_of[claim.id.partition(":")[0]]]
        told.append(_Told(report.published or "", report, claim, notes.cite(claim.content, report.id)))
    return sorted(told, key=lambda one: (one.when or "9999", one.report.id, one.claim.content.start))


@cache
def _environment() -> Environment:
    return environment(
        "onrecord.publishing.dossier",
        {
            "bounds": bounds,
            "coordinates": coordinates,
            "count_bounds": count_bounds,
            "days": days,
            "direction": direction,
            "language_tag": language_tag,
            "people": people,
            "plain": plain,
            "range_words": range_words,
            "web_address": web_address,
        },
    )


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("dossier.css").read_text("utf-8")
