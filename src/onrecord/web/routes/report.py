"""A report: its text with all that was read in it, its custody, what was decided, and who may see it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.pages import DeskHere, shown
from onrecord.web.refusals import NotFound
from onrecord.web.sheets.anchors import report_path
from onrecord.web.sheets.report import ReportSheet

pages = APIRouter()


@pages.get("/reports/{report}", include_in_schema=False)
def report(request: Request, report: str, desk: DeskHere) -> HTMLResponse:
    """Show a report."""
    view = desk.report(report)
    if view is None:
        raise NotFound
    return shown(
        request, "report.html.j2", view=view, latest=view.latest, beside=ReportSheet(view), back=report_path(view.key)
    )
