"""Logging in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.archive.accounts import TooManyTries
from onrecord.web.guard import cookie
from onrecord.web.pages import shown
from onrecord.web.refusals import NotFound, Refused
from onrecord.web.visitor import VisitorHere, new_token

if TYPE_CHECKING:
    from onrecord.archive.accounts import Accounts

pages = APIRouter()


@pages.get("/login", include_in_schema=False)
def login_page(request: Request, visitor: VisitorHere, to: str = "/") -> Response:
    """Show the form; whoever is known already goes on."""
    if visitor.known:
        return RedirectResponse(within(to), 303)
    return shown(request, "login.html.j2", to=within(to), wrong=False, name="")


@pages.post("/login", include_in_schema=False)
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session under a token that nobody saw before: one that was planted in the browser opens nothing."""
    accounts, serving = accounts_of(request), request.app.state.serving
    token = new_token()
    try:
        right = accounts.log_in(name, password, address_of(request), token)
    except TooManyTries as wait:
        raise Refused(429, "error.too_many", headers={"retry-after": str(wait.seconds)}) from None
    if not right:
        return shown(request, "login.html.j2", status=401, to=within(to), wrong=True, name=name)
    accounts.log_out(request.state.token)
    answer = RedirectResponse(within(to), 303)
    answer.headers.append("set-cookie", cookie(serving, token))
    return answer


@pages.post("/logout", include_in_schema=False)
def log_out(request: Request) -> Response:
    """End the session."""
    accounts, serving = accounts_of(request), request.app.state.serving
    accounts.log_out(request.state.token)
    answer = RedirectResponse("/login", 303)
    answer.headers.append("set-cookie", cookie(serving, ""))
    return answer


def accounts_of(request: Request) -> Accounts:
    """Give the accounts of a desk that people log in to; elsewhere there are no such pages."""
    accounts: Accounts | None = request.app.state.accounts
    if accounts is None or not request.app.state.serving.team:
        raise NotFound
    return accounts


def address_of(request: Request) -> str:
    """Say where a request comes from, for the throttle."""
    return request.client.host if request.client else ""


def within(to: str) -> str:
    """Give back an address that leads to a page of the desk; for any other, its first page."""
    inside = to.startswith("/") and not to.startswith("//") and "\\" not in to
    return to if inside and to.isprintable() and to.isascii() else "/"
