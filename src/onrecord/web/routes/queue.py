"""The queue: which incidents need eyes first, and why."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.desk.views import ReviewState, Sort
from onrecord.model import Grade, KindOfAttack, StrikeStatus
from onrecord.web.forms import asked_of, filters_of, page_asked
from onrecord.web.pages import DeskHere, shown

pages = APIRouter()

CHOICES = {
    "state": tuple(one.value for one in ReviewState),
    "kind": tuple(one.value for one in KindOfAttack),
    "status": (*(one.value for one in StrikeStatus), "none"),
    "grade": (*(one.value for one in Grade), "none"),
    "sort": tuple(one.value for one in Sort),
}
"""What the filters with a list of answers offer."""


@pages.get("/", include_in_schema=False)
def queue(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show the incidents that are asked for, a page of them."""
    given = asked_of(request.query_params)
    found = desk.queue(filters_of(request.query_params), page_asked(request))
    return shown(
        request,
        "queue.html.j2",
        found=found,
        given=given,
        query=urlencode(given),
        choices=CHOICES,
        filtered=bool(set(given) - {"sort"}),
        identity=desk.identity(),
    )
