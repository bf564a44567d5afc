"""What leaves the house: exports and dossiers under a redaction profile, and the log of what left."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.views import Leaving
from onrecord.publishing import INCIDENT_FORMATS
from onrecord.web.forms import FormHere, asked_of, filters_of, first, page_asked, texts
from onrecord.web.pages import DeskHere, shown
from onrecord.web.routes.queue import CHOICES
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

FORMS = tuple((name, writer.about) for name, writer in INCIDENT_FORMATS.items())
"""Formats of exports and what each is."""


@pages.get("/exports", include_in_schema=False)
def exports(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show what can be taken out, how, and what was taken out before."""
    given = asked_of(request.query_params)
    named = request.query_params.get("incident", "")
    return shown(
        request,
        "exports.html.j2",
        given=given,
        choices=CHOICES,
        forms=FORMS,
        profiles=desk.profiles(),
        found=desk.queue(filters_of(request.query_params), 1, 1).total,
        releases=desk.releases(page_asked(request)),
        filtered=bool(set(given) - {"sort"}),
        chosen=desk.incident(named) if named else None,
    )


@pages.post("/exports", include_in_schema=False)
def export(desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Write the incidents that are asked for, log the release, and send the file."""
    given = texts(form)
    asked = {name: values[0] for name, values in given.items() if values}
    return _sent(desk.export(visitor.name, filters_of(asked), first(given, "form"), first(given, "profile")))


@pages.post("/incidents/{incident}/dossier", include_in_schema=False)
def dossier(incident: str, desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Write an incident's dossier, log the release, and send the file."""
    given = texts(form)
    return _sent(desk.dossier(visitor.name, incident, first(given, "form"), first(given, "profile")))


def _sent(leaving: Leaving) -> Response:
    """Send a file to be kept, never to be shown within the desk."""
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in leaving.name)
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(leaving.name)}"
    return Response(
        leaving.data,
        media_type=leaving.media_type,
        headers={"content-disposition": disposition, "x-release": str(leaving.entry)},
    )
