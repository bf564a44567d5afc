"""The app, put together: what every request passes, from the outside in, and the pages behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from onrecord import __version__
from onrecord.web.access import Access
from onrecord.web.api import PAGES as API
from onrecord.web.faults import Caught
from onrecord.web.guard import Guard, genuine
from onrecord.web.refusals import handle, refusal
from onrecord.web.routes import PAGES, UPLOADS
from onrecord.web.security import Guarded, Limited, OwnName
from onrecord.web.serving import Serving

if TYPE_CHECKING:
    from onrecord.archive.accounts import Accounts
    from onrecord.desk.desk import Desk


ROUTERS: tuple[APIRouter, ...] = (*PAGES, *API)
"""All that the desk answers."""


def create_app(desk: Desk, serving: Serving, accounts: Accounts | None = None) -> FastAPI:
    """Make the app that serves a desk; ``accounts`` where people log in.

    ValueError for a team without accounts; RuntimeError for a route that no role is named for.
    """
    if serving.team and accounts is None:
        raise ValueError("a team logs in: accounts are needed")
    access = Access()
    access.check(routes_of(ROUTERS))
    app = FastAPI(
        title="onrecord",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(genuine)],
        middleware=[
            Middleware(Guarded, serving=serving),
            Middleware(Caught),
            Middleware(OwnName, serving=serving, refuse=_refuse),
            Middleware(Limited, serving=serving, refuse=_refuse, uploads=UPLOADS),
            Middleware(Guard, serving=serving, accounts=accounts if serving.team else None, access=access),
        ],
    )
    app.state.desk, app.state.serving, app.state.accounts = desk, serving, accounts
    handle(app)
    for router in ROUTERS:
        app.include_router(router)
    return app


def routes_of(routers: tuple[APIRouter, ...] = ROUTERS) -> Iterator[tuple[str, str]]:
    """Name the method and path of every route."""
    for router in routers:
        for route in router.routes:
            if not isinstance(route, Route):
                raise RuntimeError("pages are routes, one by one: no mounts, and no routers within routers")  # noqa: TRY004
            for method in sorted(route.methods or ()):
                if method != "HEAD":
                    yield method, route.path


def _refuse(scope: Scope, status: int, key: str) -> Response:
    return refusal(Request(scope), status, key)
