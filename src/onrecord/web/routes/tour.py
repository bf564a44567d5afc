"""The way from one step of the guided tour to the next."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse

from onrecord.desk.views import Filters
from onrecord.web.pages import DeskHere
from onrecord.web.touring import steps_for
from onrecord.web.visitor import VisitorHere

pages = APIRouter()


@pages.get("/tour", include_in_schema=False)
def tour() -> RedirectResponse:
    """Begin the tour."""
    return RedirectResponse("/tour/1", 303)


@pages.get("/tour/{number}", include_in_schema=False)
def step(desk: DeskHere, visitor: VisitorHere, number: int) -> RedirectResponse:
    """Lead to the page of a step; to the queue where there is none, or the archive tells of no incident yet."""
    steps = steps_for(visitor)
    if not 1 <= number <= len(steps):
        return RedirectResponse("/", 303)
    asked = steps[number - 1]
    path = asked.path
    if "{first}" in path:
        rows = desk.queue(Filters(), per_page=1).rows
        if not rows:
            return RedirectResponse("/", 303)
        path = path.replace("{first}", rows[0].id)
    return RedirectResponse(f"{path}?tour={number}#{asked.anchor}", 303)
