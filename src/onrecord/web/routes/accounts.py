"""Accounts: one's own, and for administrators everybody's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.archive.accounts import TooManyTries
from onrecord.errors import UsageError
from onrecord.reviewing.roles import Role
from onrecord.web.pages import shown
from onrecord.web.refusals import Refused
from onrecord.web.routes.login import accounts_of, address_of
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

_Password = Annotated[str, Form(max_length=1000)]


@pages.get("/account", include_in_schema=False)
def account(request: Request) -> Response:
    """Show who one is, and let one change one's password."""
    accounts_of(request)
    return shown(request, "account.html.j2", said="", wrong="")


@pages.post("/account/password", include_in_schema=False)
def own_password(request: Request, visitor: VisitorHere, old: _Password, new: _Password) -> Response:
    """Change one's own password; every other session of the account ends."""
    accounts = accounts_of(request)
    try:
        if not accounts.check(visitor.name, old, address_of(request)):
            return shown(request, "account.html.j2", status=403, said="", wrong="account.wrong")
        accounts.set_password(visitor.name, new, but=request.state.token)
    except TooManyTries as wait:
        raise Refused(429, "error.too_many", headers={"retry-after": str(wait.seconds)}) from None
    except UsageError as error:
        return shown(request, "account.html.j2", status=422, said="", wrong=str(error))
    return shown(request, "account.html.j2", said="account.changed", wrong="")


@pages.get("/accounts", include_in_schema=False)
def everybody(request: Request) -> Response:
    """List all accounts."""
    return _listed(request)


@pages.post("/accounts", include_in_schema=False)
def add(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: _Password,
    role: Annotated[Role, Form()],
) -> Response:
    """Make an account."""
    accounts = accounts_of(request)
    try:
        accounts.add(name, password, role.value)
    except UsageError as error:
        return _listed(request, 422, str(error))
    return RedirectResponse("/accounts", 303)


@pages.post("/accounts/{name}/role", include_in_schema=False)
def change_role(request: Request, name: str, role: Annotated[Role, Form()]) -> Response:
    """Give somebody another role; the desk keeps one administrator at least."""
    accounts = accounts_of(request)
    try:
        accounts.set_role(name, role.value, last=Role.ADMIN.value)
    except UsageError as error:
        return _listed(request, 422, str(error))
    return RedirectResponse("/accounts", 303)


@pages.post("/accounts/{name}/password", include_in_schema=False)
def change_password(request: Request, name: str, password: _Password) -> Response:
    """Give somebody another password; their sessions end."""
    accounts = accounts_of(request)
    try:
        accounts.set_password(name, password)
    except UsageError as error:
        return _listed(request, 422, str(error))
    return RedirectResponse("/accounts", 303)


@pages.post("/accounts/{name}/remove", include_in_schema=False)
def remove(request: Request, name: str) -> Response:
    """Remove somebody's account; what they decided stays, under their name."""
    accounts = accounts_of(request)
    try:
        accounts.remove(name, last=Role.ADMIN.value)
    except UsageError as error:
        return _listed(request, 422, str(error))
    return RedirectResponse("/accounts", 303)


def _listed(request: Request, status: int = 200, wrong: str = "") -> Response:
    accounts = accounts_of(request)
    standing = [one for one in accounts.all() if one.removed is None]
    removed = [one for one in accounts.all() if one.removed is not None]
    return shown(
        request,
        "accounts.html.j2",
        status=status,
        accounts=standing,
        removed=removed,
        roles=[one.value for one in Role],
        wrong=wrong,
    )
