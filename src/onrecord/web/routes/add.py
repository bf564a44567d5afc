"""Adding reports: files by drag and drop or by choice, and addresses; how far a job has come, item by item."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.views import JobState
from onrecord.web.forms import FormHere, first, onward, texts
from onrecord.web.pages import DeskHere, shown
from onrecord.web.refusals import NotFound
from onrecord.web.uploads import add_uploaded, remove_taken
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

_MOST_ADDRESSES = 1000
_MOST_JOBS = 10


@pages.get("/add", include_in_schema=False)
def form(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show where files are dropped and addresses are typed, and the jobs of late."""
    return shown(request, "add.html.j2", jobs=desk.jobs()[:_MOST_JOBS], identity=desk.identity())


@pages.post("/add", include_in_schema=False)
async def add(request: Request, desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Take files, or addresses, and begin to bring them in."""
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    urls = first(texts(form), "addresses", 1_000_000).split()[:_MOST_ADDRESSES]
    if files:
        job = await run_in_threadpool(add_uploaded, request, desk, visitor.name, files)
    elif urls:
        job = (await run_in_threadpool(desk.add_addresses, visitor.name, urls)).number
    else:
        return await run_in_threadpool(_nothing, request, desk)
    return onward(f"/jobs/{job}")


@pages.post("/refresh", include_in_schema=False)
def refresh(desk: DeskHere, visitor: VisitorHere) -> Response:
    """Begin to bring everything up to date."""
    return onward(f"/jobs/{desk.refresh(visitor.name).number}")


@pages.get("/jobs/{number}", include_in_schema=False)
def job(request: Request, number: int, desk: DeskHere) -> HTMLResponse:
    """Show how far a job has come; to the page itself, the part that changes."""
    view = desk.job(number)
    if view is None:
        raise NotFound
    remove_taken(request, desk)
    part = request.headers.get("hx-request") == "true"
    going = view.state in (JobState.WAITING, JobState.RUNNING)
    return shown(request, "job_part.html.j2" if part else "job.html.j2", job=view, going=going)


def _nothing(request: Request, desk: DeskHere) -> HTMLResponse:
    values = {"jobs": desk.jobs()[:_MOST_JOBS], "identity": desk.identity(), "nothing": True}
    return shown(request, "add.html.j2", status=422, **values)
