"""``onrecord dossier``: one incident of a set of reports, or of an archive, as a page or PDF."""

from __future__ import annotations

from pathlib import Path

from onrecord import flow
from onrecord.archive import Archive
from onrecord.cli.assess import named
from onrecord.cli.messages import Messages
from onrecord.cli.output import bytes_to
from onrecord.cli.read import Request
from onrecord.desk.amended import assess_decided
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.errors import InputError, UsageError
from onrecord.intake import receive
from onrecord.model import Incident
from onrecord.publishing import dossier_html, dossier_pdf
from onrecord.reading import Reader
from onrecord.settings import Settings

FORMS = ("html", "pdf")
_LISTED = 50
"""Incidents that a message lists; of more, it says how many."""


def write_dossier(
    request: Request, settings: Settings, *, form: str | None, incident: str | None, reader: Reader | None = None
) -> int:
    """Assess the inputs, write the dossier of one incident, and give the exit code: 1 where an input was not read.

    ``incident`` is its id, which may be left out where there is one incident alone. UsageError for an id that is none
    of theirs, OutputError where the dossier cannot be written.
    """
    form = _form(request, form)
    messages = Messages()
    failed = 0
    incidents: list[Incident] = []
    for result in flow.assess(receive(request.inputs, request.options, settings), settings, request.scheme, reader):
        if isinstance(result, InputError):
            failed += 1
            messages.failure(result)
        elif isinstance(result, Incident):
            incidents.append(result)
    _write(_chosen(incidents, incident), request, form)
    return 1 if failed else 0


def write_archived_dossier(
    request: Request, archive: Archive, by: By, *, form: str | None, incident: str | None
) -> int:
    """Bring an archive's incidents up to date, write the dossier of one, and give the exit code, as above.

    An incident that was merged into another is followed there.
    """
    form = _form(request, form)
    messages = Messages()
    now = bring_up_to_date(archive, by, messages)
    wanted = named(archive, incident, messages).incident if incident else None
    groups = [one for one in now.incidents if wanted in {None, one.id}]
    if wanted is None and len(groups) > _LISTED:
        raise UsageError(f"the archive tells of {len(groups)} incidents", where="--incident", do="Name one by its id")
    decided = assess_decided(archive, groups, now.incidents, now.names, request.scheme)
    _write(_chosen(list(decided), wanted), request, form)
    return 1 if now.failed else 0


def _form(request: Request, form: str | None) -> str:
    form = form or (Path(request.output).suffix.lstrip(".").lower() if request.output else "html")
    if form not in FORMS:
        raise UsageError(f"{form!r} is no format of dossiers", where="--format", do=f"Formats: {', '.join(FORMS)}")
    return form


def _write(incident: Incident, request: Request, form: str) -> None:
    html = dossier_html(incident, flow.methodology(request.scheme))
    data = dossier_pdf(html) if form == "pdf" else html.encode("utf-8")
    with bytes_to(request.output) as stream:
        stream.write(data)


def _chosen(incidents: list[Incident], wanted: str | None) -> Incident:
    """Find the incident that is asked for."""
    known = "; ".join(f"{one.mention.id} ({_about(one)})" for one in incidents) or "none"
    if not incidents:
        raise UsageError("the reports tell of no incident", do="Look at them with onrecord read")
    if wanted is None:
        if len(incidents) > 1:
            raise UsageError(
                f"the reports tell of {len(incidents)} incidents",
                where="--incident",
                do=f"Name one by its id: {known}",
            )
        return incidents[0]
    found = next((one for one in incidents if one.mention.id == wanted), None)
    if found is None:
        raise UsageError(f"no incident {wanted!r} in these reports", where="--incident", do=f"There are: {known}")
    return found


def _about(incident: Incident) -> str:
    place, when = incident.mention.place, incident.mention.date
    parts = [place.name if place else "place unknown", when.start.isoformat() if when else "day unknown"]
    return ", ".join([*parts, f"{len(incident.reports)} reports"])
