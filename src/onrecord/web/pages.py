"""Pages made of templates: every value is escaped, every word comes from the catalogue."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.publishing.sealed import environment
from onrecord.web.navigation import entries
from onrecord.web.sheets.saying import SAID
from onrecord.web.touring import standing
from onrecord.web.words import english

if TYPE_CHECKING:
    from onrecord.desk.sight import Sight


def _desk(request: Request) -> Any:
    """Give the desk as the visitor's role sees it; routes that need it are open to nobody without a role."""
    role = request.state.visitor.role
    return request.app.state.desk.seen_by(role)


if TYPE_CHECKING:
    DeskHere = Annotated[Sight, Depends(_desk)]
else:
    DeskHere = Annotated[Any, Depends(_desk)]
"""What a route declares to be given the desk, as the visitor sees it."""


def shown(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Set a template of ``templates/`` with its values; it extends ``base.html.j2`` where it is a whole page.

    Every template knows ``t`` (words by key), ``say`` (values in words and addresses), ``visitor``, ``path``,
    ``navigation``, ``tour``, ``static`` and ``version``.
    """
    visitor = getattr(request.state, "visitor", None)
    said = (
        _templates()
        .get_template(template)
        .render(
            request=request,
            visitor=visitor,
            path=request.url.path,
            navigation=entries(visitor),
            tour=standing(request, visitor),
            **values,
        )
    )
    return HTMLResponse(said, status)


@cache
def _templates() -> Environment:
    made = environment("onrecord.web", SAID)
    made.globals |= {"t": english(), "static": static, "version": __version__}
    return made


@cache
def static(name: str) -> str:
    """Give the address of a built file, with its hash: a browser may keep it as long as it stays the same."""
    built = resources.files("onrecord.web").joinpath("static", name)
    if not built.is_file():
        return f"/static/{name}"
    return f"/static/{name}?v={hashlib.sha256(built.read_bytes()).hexdigest()[:12]}"


def missing() -> str | None:
    """Say what to do where scripts and styles were not built; None where they are in place."""
    if resources.files("onrecord.web").joinpath("static", "desk.css").is_file():
        return None
    return "The desk's scripts and styles are not built. From a checkout, run make setup; else install onrecord again"
