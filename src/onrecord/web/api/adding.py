"""Adding reports: files and addresses, as jobs that can be asked after."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from starlette.requests import Request

from onrecord.web.api.models import MOST, Addresses, Begun, JobShown
from onrecord.web.api.routing import router
from onrecord.web.pages import DeskHere
from onrecord.web.refusals import NotFound
from onrecord.web.uploads import add_uploaded, remove_taken
from onrecord.web.visitor import VisitorHere

api: APIRouter = router("Adding")


@api.post("/add", status_code=202)
def add(
    request: Request, desk: DeskHere, visitor: VisitorHere, files: Annotated[list[UploadFile], File(max_length=10_000)]
) -> Begun:
    """Begin to take files into custody, read them and bring all up to date."""
    return Begun(number=add_uploaded(request, desk, visitor.name, files))


@api.post("/addresses", status_code=202)
def add_addresses(desk: DeskHere, visitor: VisitorHere, said: Addresses) -> Begun:
    """Begin to fetch addresses into custody, read them and bring all up to date."""
    return Begun(number=desk.add_addresses(visitor.name, said.urls).number)


@api.post("/refresh", status_code=202)
def refresh(desk: DeskHere, visitor: VisitorHere) -> Begun:
    """Begin to bring everything up to date."""
    return Begun(number=desk.refresh(visitor.name).number)


@api.get("/jobs")
def jobs(desk: DeskHere) -> list[JobShown]:
    """Give the jobs of this desk, newest first, without their items."""
    return [JobShown.model_validate(one) for one in desk.jobs()]


@api.get("/jobs/{number}")
def job(request: Request, desk: DeskHere, number: int) -> JobShown:
    """Say how a job stands, item by item."""
    remove_taken(request, desk)
    found = desk.job(number) if 0 <= number <= MOST else None
    if found is None:
        raise NotFound
    return JobShown.model_validate(found)
