"""Adding reports: files by drag and drop or by choice, and addresses; how far a job has come, item by item."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.views import JobState
from onrecord.web.forms import FormHere, first, onward, texts
from onrecord.web.pages import DeskHere, shown
from onrecord.web.refusals import NotFound
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

_CHUNK = 1 << 20
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
        waiting = _waiting(request)
        job = await run_in_threadpool(_files, desk, visitor.name, files, waiting)
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
    _sweep(desk, _waiting(request))
    part = request.headers.get("hx-request") == "true"
    going = view.state in (JobState.WAITING, JobState.RUNNING)
    return shown(request, "job_part.html.j2" if part else "job.html.j2", job=view, going=going)


def _waiting(request: Request) -> dict[int, Path]:
    """Give the folders of files that jobs have yet to take, by the number of the job; the desk keeps them in mind."""
    state = request.app.state
    if not hasattr(state, "waiting_files"):
        state.waiting_files = {}
    found: dict[int, Path] = state.waiting_files
    return found


def _sweep(desk: DeskHere, waiting: dict[int, Path]) -> None:
    """Remove what jobs that ended have taken into custody."""
    for number in list(waiting):
        view = desk.job(number)
        if view is None or view.state in (JobState.DONE, JobState.FAILED):
            folder = waiting.pop(number, None)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _files(desk: DeskHere, who: str, files: list[UploadFile], waiting: dict[int, Path]) -> int:
    """Put the bytes where the job finds them: into a folder of its own, under numbers and their endings."""
    _sweep(desk, waiting)
    folder = Path(tempfile.mkdtemp(prefix="onrecord-add-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kept = []
    for number, one in enumerate(files):
        path = folder / f"{number:06d}{_ending(one.filename or '')}"
        with path.open("wb") as out:
            shutil.copyfileobj(one.file, out, _CHUNK)
        kept.append((one.filename or path.name, path))
    number = int(desk.add_files(who, kept).number)
    waiting[number] = folder
    return number


def _ending(name: str) -> str:
    """Give the ending of a file's name, by which formats are told apart; nothing else of it becomes a path."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < 12 else ""


def _nothing(request: Request, desk: DeskHere) -> HTMLResponse:
    values = {"jobs": desk.jobs()[:_MOST_JOBS], "identity": desk.identity(), "nothing": True}
    return shown(request, "add.html.j2", status=422, **values)
