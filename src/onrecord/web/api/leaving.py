"""What leaves the house, and the log of it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from onrecord.desk.views import Leaving, Profile
from onrecord.web.api.asking import filters
from onrecord.web.api.models import Dossier, Exporting, Named, ReleasePage, listed
from onrecord.web.api.routing import router
from onrecord.web.pages import DeskHere
from onrecord.web.visitor import VisitorHere

api: APIRouter = router("Leaving the house")

_FILE = {200: {"content": {"application/octet-stream": {}}, "description": "The file; X-Release is its ledger entry"}}


@api.get("/profiles")
def profiles(desk: DeskHere) -> list[Profile]:
    """Give the redaction profiles that may be chosen."""
    return list(desk.profiles())


@api.post("/exports", response_class=Response, responses=_FILE)  # type: ignore[arg-type]
def export(desk: DeskHere, visitor: VisitorHere, said: Exporting) -> Response:
    """Write the incidents asked for in a format, under a redaction profile, and log the release."""
    return sent(desk.export(visitor.name, filters(said.asked), said.form, said.profile))


@api.post("/incidents/{incident}/dossier", response_class=Response, responses=_FILE)  # type: ignore[arg-type]
def dossier(desk: DeskHere, visitor: VisitorHere, incident: Named, said: Dossier) -> Response:
    """Write an incident's dossier under a redaction profile, and log the release."""
    return sent(desk.dossier(visitor.name, incident, said.form, said.profile))


@api.get("/releases", response_model=ReleasePage)
def releases(desk: DeskHere, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> dict[str, object]:
    """List what left the house, newest first."""
    return listed(desk.releases(page))


def sent(leaving: Leaving) -> Response:
    """Send a file to be kept, never to be shown within the desk: its name is made harmless."""
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-._") else "-" for one in leaving.name)
    headers = {
        "content-disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(leaving.name, safe='')}",
        "x-release": str(leaving.entry),
    }
    return Response(leaving.data, media_type=leaving.media_type, headers=headers)
