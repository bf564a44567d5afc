"""Files that pages are made of: scripts and styles as they were built, and the fonts of the pages."""

from __future__ import annotations

import re
from importlib import resources

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.refusals import NotFound

pages = APIRouter()

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.(?P<ending>[a-z0-9]+)")


@pages.get("/static/{path:path}", include_in_schema=False)
def static(request: Request, path: str) -> Response:
    """Give a file. A name that leads anywhere else is no name here."""
    found = _NAME.fullmatch(path)
    if found is None or ".." in path or found["ending"] not in _TYPES:
        raise NotFound
    of_pages = path.startswith("fonts/")
    folder = (
        resources.files("onrecord.publishing.page.fonts") if of_pages else resources.files("onrecord.web") / "static"
    )
    file = folder.joinpath(*path.removeprefix("fonts/").split("/"))
    if not file.is_file():
        raise NotFound
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"
    return Response(file.read_bytes(), media_type=_TYPES[found["ending"]], headers={"cache-control": kept})
