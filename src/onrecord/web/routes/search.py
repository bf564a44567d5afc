"""Search over the text of all reports."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.forms import asked_of, filters_of, page_asked
from onrecord.web.pages import DeskHere, shown

pages = APIRouter()


@pages.get("/search", include_in_schema=False)
def search(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show the reports that hold the words asked for, each with where it holds them."""
    given = asked_of(request.query_params)
    words = request.query_params.get("q", "").strip()[:500]
    found = desk.search(words, filters_of(request.query_params), page_asked(request)) if words else None
    query = urlencode({"q": words, **given})
    return shown(request, "search.html.j2", found=found, words=words, given=given, query=query)
