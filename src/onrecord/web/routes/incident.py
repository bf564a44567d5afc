"""An incident: all that is proposed and decided of it, beside it the reports, and what joins and parts incidents."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.views import Filters, IncidentView
from onrecord.errors import BadValue, Conflict
from onrecord.web.deciding import conflict_page
from onrecord.web.forms import FormHere, first, number, onward, texts
from onrecord.web.pages import DeskHere, shown
from onrecord.web.refusals import NotFound
from onrecord.web.sheets.anchors import incident_path
from onrecord.web.sheets.incident import IncidentSheet
from onrecord.web.sheets.report import ReportSheet
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

_OTHERS = 8
"""Incidents that are offered to be merged with."""


@pages.get("/incidents/{incident}", include_in_schema=False)
def incident(request: Request, incident: str, desk: DeskHere) -> Response:
    """Show an incident, with one of its reports beside it. An id that went elsewhere leads there."""
    view = _known(desk.incident(incident))
    if view.asked != view.id:
        query = request.url.query
        return onward(f"{incident_path(view.id)}?{query}" if query else f"{incident_path(view.id)}?from={view.asked}")
    return _page(request, desk, view)


@pages.get("/incidents/{incident}/pane", include_in_schema=False)
def pane(request: Request, incident: str, desk: DeskHere) -> HTMLResponse:
    """Show one report as it stands beside the incident: that part of the page alone."""
    return _page(request, desk, _known(desk.incident(incident)), "pane.html.j2")


@pages.get("/incidents/{incident}/news", include_in_schema=False)
def news(request: Request, incident: str, desk: DeskHere, visitor: VisitorHere) -> HTMLResponse:
    """Say what was decided since the page was shown: a part that pages ask for every few seconds."""
    seen = number(request.query_params, "seen", 0)
    newer = desk.decisions_since(incident, seen)
    return shown(request, "news.html.j2", newer=newer, incident=incident, seen=seen, me=visitor.name)


@pages.get("/incidents/{incident}/join", include_in_schema=False)
def joining(request: Request, incident: str, desk: DeskHere) -> HTMLResponse:
    """Offer incidents to merge this one with, and its reports to split off."""
    view = _known(desk.incident(incident))
    words = request.query_params.get("q", "").strip()[:200]
    others = desk.queue(_alike(view, words), 1, _OTHERS + 1).rows
    offered = [one for one in others if one.id != view.id][:_OTHERS]
    return shown(request, "join.html.j2", view=view, sheet=IncidentSheet(view), words=words, others=offered)


@pages.post("/incidents/{incident}/merge", include_in_schema=False)
def merge(request: Request, incident: str, desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Say that two incidents are one."""
    given = texts(form)
    other = first(given, "other", 100)
    if not other:
        raise BadValue("other", "no incident was chosen", "Choose the one that it is the same as")
    try:
        outcome = desk.merge(visitor.name, incident, other, first(given, "note"), seen=number(given, "seen", 0))
    except Conflict as met:
        return conflict_page(request, met, given, incident_path(incident), f"{incident_path(incident)}/merge")
    return onward(f"{incident_path(outcome.incidents[0] if outcome.incidents else incident)}?said=merged")


@pages.post("/incidents/{incident}/split", include_in_schema=False)
def split(request: Request, incident: str, desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Say that some of an incident's reports tell of another one."""
    given = texts(form)
    reports = [one for one in given.get("reports", ()) if one]
    if not reports:
        raise BadValue("reports", "no report was ticked", "Tick those that tell of something else")
    try:
        outcome = desk.split(visitor.name, incident, reports, first(given, "note"), seen=number(given, "seen", 0))
    except Conflict as met:
        return conflict_page(request, met, given, incident_path(incident), f"{incident_path(incident)}/split")
    stands = incident if incident in outcome.incidents or not outcome.incidents else outcome.incidents[0]
    return onward(f"{incident_path(stands)}?said=split")


def _known(view: IncidentView | None) -> IncidentView:
    if view is None:
        raise NotFound
    return view


def _alike(view: IncidentView, words: str) -> Filters:
    """Ask for incidents with the words; without words, for those of the same country about the same days."""
    if words:
        return Filters(words=words) if not _is_id(words) else Filters()
    place = view.row.place or {}
    return Filters(place=place.get("country") or place.get("name"))


def _is_id(words: str) -> bool:
    return len(words) > 8 and all(c in "0123456789abcdef-" for c in words)


def _page(request: Request, desk: DeskHere, view: IncidentView, template: str = "incident.html.j2") -> HTMLResponse:
    sheet = IncidentSheet(view)
    asked = request.query_params.get("report", "")
    card = next((one for one in view.reports if one.key == asked), view.reports[0] if view.reports else None)
    report = desk.report(card.key) if card else None
    number_of = view.reports.index(card) if card else 0
    back = f"{incident_path(view.id)}?{urlencode({'report': card.key})}" if card else incident_path(view.id)
    return shown(
        request,
        template,
        view=view,
        sheet=sheet,
        latest=view.latest,
        card=card,
        beside=ReportSheet(report) if report else None,
        report=report,
        place_of=number_of,
        before=view.reports[number_of - 1] if number_of else None,
        after=view.reports[number_of + 1] if number_of + 1 < len(view.reports) else None,
        back=back,
        said=request.query_params.get("said"),
        came_from=request.query_params.get("from"),
    )
