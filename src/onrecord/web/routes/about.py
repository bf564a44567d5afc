"""What the desk is, what it is served from, and which version of it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.pages import DeskHere, shown

pages = APIRouter()


@pages.get("/about", include_in_schema=False)
def about(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show which archive this is, how much it holds, and how the desk is worked."""
    return shown(request, "about.html.j2", identity=desk.identity(), serving=request.app.state.serving)
