"""Files that people send: put where a job finds them, whatever they are called, and removed when it has taken them."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from onrecord.desk.views import JobState

if TYPE_CHECKING:
    from onrecord.desk.desk import Desk

_CHUNK = 1 << 20
_LONGEST_ENDING = 12


def add_uploaded(request: Request, desk: Desk | Any, who: str, files: Sequence[UploadFile]) -> int:
    """Write files into a folder of their own, and begin to bring them in; gives the number of the job.

    Each keeps the name that it was sent under in the archive alone: on the disk it bears a number, and its ending.
    """
    remove_taken(request, desk)
    folder = Path(tempfile.mkdtemp(prefix="onrecord-add-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kept = []
    for number, one in enumerate(files):
        path = folder / f"{number:06d}{_ending(one.filename or '')}"
        with path.open("wb") as out:
            shutil.copyfileobj(one.file, out, _CHUNK)
        kept.append((one.filename or path.name, path))
    job = int(desk.add_files(who, kept).number)
    _waiting(request)[job] = folder
    return job


def remove_taken(request: Request, desk: Desk | Any) -> None:
    """Remove the files of jobs that have ended: what they took is in custody."""
    waiting = _waiting(request)
    for number in list(waiting):
        view = desk.job(number)
        if view is None or view.state in (JobState.DONE, JobState.FAILED):
            folder = waiting.pop(number, None)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _waiting(request: Request) -> dict[int, Path]:
    """Give the folders of files that jobs have yet to take, by the number of the job; the app keeps them in mind."""
    state = request.app.state
    if not hasattr(state, "waiting_files"):
        state.waiting_files = {}
    found: dict[int, Path] = state.waiting_files
    return found


def _ending(name: str) -> str:
    """Give the ending of a file's name, by which formats are told apart; nothing else of it becomes a path."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < _LONGEST_ENDING else ""
