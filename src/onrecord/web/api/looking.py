"""Looking: the queue, incidents, reports, search, the overview, and what was decided."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from onrecord.desk.views import DeskIdentity, IncidentView, Overview, ReportView
from onrecord.model import Decision
from onrecord.reviewing.roles import May
from onrecord.web.api.asking import filters
from onrecord.web.api.models import Asked, Entry, HitPage, Me, Name, Named, QueuePage, listed
from onrecord.web.api.routing import router
from onrecord.web.pages import DeskHere
from onrecord.web.refusals import NotFound
from onrecord.web.visitor import VisitorHere

api: APIRouter = router("Looking")

_Page = Annotated[int, Query(ge=1, le=1_000_000)]
_PerPage = Annotated[int, Query(ge=1, le=200)]


class Searched(Asked):
    """A search, and which page of it."""

    q: Name
    page: _Page = 1
    per_page: _PerPage = 20


class Queued(Asked):
    """Which incidents, and which page of them."""

    page: _Page = 1
    per_page: _PerPage = 25


@api.get("/me")
def me(visitor: VisitorHere) -> Me:
    """Say who asks, what they may do, and the token that their unsafe requests carry."""
    may = [one.value for one in May if visitor.may(one)]
    return Me(name=visitor.name, role=str(visitor.role), may=may, csrf=visitor.csrf)


@api.get("/identity")
def identity(desk: DeskHere) -> DeskIdentity:
    """Say which archive this is, what it holds, and how fresh what is shown is."""
    return desk.identity()


@api.get("/incidents", response_model=QueuePage)
def queue(desk: DeskHere, asked: Annotated[Queued, Query()]) -> Any:
    """List incidents: by default what needs eyes first, and why."""
    return listed(desk.queue(filters(asked), asked.page, asked.per_page))


@api.get("/incidents/{incident}")
def incident(desk: DeskHere, incident: Named) -> IncidentView:
    """Give an incident as decided and as proposed, its reports and decisions. An id that went elsewhere is followed."""
    found = desk.incident(incident)
    if found is None:
        raise NotFound
    return found


@api.get("/incidents/{incident}/decisions")
def decisions_since(desk: DeskHere, incident: Named, since: Annotated[Entry, Query()] = 0) -> list[Decision]:
    """Give the decisions on an incident and its reports that are newer than an entry, oldest first."""
    return list(desk.decisions_since(incident, since))


@api.get("/reports/{report}")
def report(desk: DeskHere, report: Named) -> ReportView:
    """Give a report: its text, what was read in it, as decided and as proposed, and where it came from."""
    found = desk.report(report)
    if found is None:
        raise NotFound
    return found


@api.get("/search", response_model=HitPage)
def search(desk: DeskHere, asked: Annotated[Searched, Query()]) -> Any:
    """Find reports whose title or text has all the words of q."""
    return listed(desk.search(asked.q, filters(asked), asked.page, asked.per_page))


@api.get("/overview")
def overview(desk: DeskHere, asked: Annotated[Asked, Query()]) -> Overview:
    """Give all incidents asked for on a map and in tallies."""
    return desk.overview(filters(asked))


@api.get("/decisions")
def recent(desk: DeskHere, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> list[Decision]:
    """Give the newest decisions on anything, newest first."""
    return list(desk.recent(limit))
