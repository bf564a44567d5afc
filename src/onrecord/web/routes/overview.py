"""The overview: all incidents that are asked for, on a map and in charts, each with a table of the same numbers."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.forms import asked_of, filters_of
from onrecord.web.pages import DeskHere, shown
from onrecord.web.routes.queue import CHOICES
from onrecord.web.sheets.overview import OverviewSheet

pages = APIRouter()


@pages.get("/overview", include_in_schema=False)
def overview(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show the map and the charts."""
    given = asked_of(request.query_params)
    found = desk.overview(filters_of(request.query_params))
    return shown(
        request,
        "overview.html.j2",
        found=found,
        sheet=OverviewSheet(found, given),
        given=given,
        query=urlencode(given),
        choices=CHOICES,
        filtered=bool(set(given) - {"sort"}),
    )
