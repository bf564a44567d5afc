"""Files that pages are made of: scripts and styles as they were built, and the fonts and outlines of the package."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.publishing.page.fonts import fonts
from onrecord.web.refusals import NotFound

pages = APIRouter()

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
_NAME = re.compile(r"(?:fonts/|map/)?[A-Za-z0-9][A-Za-z0-9_-]*\.(?P<ending>[a-z0-9]+)")
_ELSEWHERE = {"fonts/": "onrecord.publishing.page.fonts", "map/": "onrecord.publishing.map"}
"""Folders of pages -> packages that hold these files for publishing as well."""


@pages.get("/static/fonts.css", include_in_schema=False)
def font_faces() -> Response:
    """Give the rules of the fonts that pages are set in."""
    return Response(_font_faces(), media_type=_TYPES["css"], headers={"cache-control": "no-cache"})


@pages.get("/static/{path:path}", include_in_schema=False)
def static(request: Request, path: str) -> Response:
    """Give a file. A name that leads anywhere else is no name here."""
    found = _NAME.fullmatch(path)
    file = _file(path) if found and found["ending"] in _TYPES else None
    if found is None or file is None or not file.is_file():
        raise NotFound
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"
    return Response(file.read_bytes(), media_type=_TYPES[found["ending"]], headers={"cache-control": kept})


def _file(path: str) -> Traversable:
    folder, slash, name = path.partition("/")
    if slash:
        return resources.files(_ELSEWHERE[folder + slash]).joinpath(name)
    return resources.files("onrecord.web").joinpath("static", path)


@cache
def _font_faces() -> str:
    return "\n".join(
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};font-style:{font.style};'
        f'font-display:swap;src:url(/static/fonts/{font.file}?v={font.sha256[:12]}) format("woff2");'
        f"unicode-range:{font.range}}}"
        for font in fonts()
    )
