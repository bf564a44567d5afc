"""Who asks, and whether they may: sessions, the table of roles, and the token that unsafe requests carry."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.reviewing.roles import Role
from onrecord.web.access import Access
from onrecord.web.refusals import Refused, refusal
from onrecord.web.security import SAFE_METHODS
from onrecord.web.serving import Serving
from onrecord.web.visitor import Visitor, csrf_of, new_token

if TYPE_CHECKING:
    from onrecord.archive.accounts import Accounts

FORM_FIELD = "csrf"
"""Field of a form that carries the token."""
HEADER = "x-csrf-token"
"""Header of a script's request that carries it."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def cookie_name(serving: Serving) -> str:
    """Name the cookie of a session. Over TLS no other host and no plain connection can set one of this name."""
    return "__Host-onrecord" if serving.tls else "onrecord"


def cookie(serving: Serving, token: str) -> str:
    """Write the cookie of a session; an empty token ends it."""
    written = f"{cookie_name(serving)}={token}; Path=/; HttpOnly; SameSite=Lax"
    return written + ("; Secure" if serving.tls else "") + ("" if token else "; Max-Age=0")


class Guard:
    """Finds out who asks, and lets through what the table of roles opens to them."""

    def __init__(self, app: ASGIApp, serving: Serving, accounts: Accounts | None, access: Access) -> None:
        self.app, self._serving, self._accounts, self._access = app, serving, accounts, access
        self._local = Visitor(serving.local_user, Role.ADMIN, new_token(), local=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse: a browser's page is sent to the log-in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = Request(scope).cookies.get(cookie_name(self._serving), "")
        visitor, fresh = await self._visitor(token)
        scope.setdefault("state", {})["visitor"] = visitor
        scope["state"]["token"] = token
        if fresh:
            send = _setting(send, cookie(self._serving, fresh))
        if not self._access.open_to(visitor.role, scope["method"], scope["path"]):
            status, key = (403, "error.role") if visitor.known else (401, "error.log_in")
            await refusal(Request(scope), status, key)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _visitor(self, token: str) -> tuple[Visitor, str]:
        """Give whoever bears the token, and a new token for somebody unknown who bears none."""
        if self._accounts is None:
            return self._local, ""
        session = await run_in_threadpool(self._accounts.session, token) if token else None
        if session is not None:
            return Visitor(session.name, Role(session.role), csrf_of(token)), ""
        fresh = "" if token else new_token()
        return Visitor("", None, csrf_of(token or fresh)), fresh


def _setting(send: Send, written: str) -> Send:
    """Have the answer set a cookie, unless it sets it itself."""

    async def with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "set-cookie" not in headers:
                headers.append("set-cookie", written)
        await send(message)

    return with_cookie


async def genuine(request: Request) -> None:
    """Let an unsafe request through that carries the visitor's own token: another site's page cannot know it.

    A dependency of every route. Refused without the token, in the header or in the form, or with another.
    """
    if request.method in SAFE_METHODS:
        return
    visitor: Visitor = request.state.visitor
    given = Headers(scope=request.scope).get(HEADER)
    if given is None and request.headers.get("content-type", "").split(";")[0].strip().lower() in _FORMS:
        field = (await request.form()).get(FORM_FIELD)
        given = field if isinstance(field, str) else None
    if given is None or not hmac.compare_digest(given.encode("utf-8"), visitor.csrf.encode("utf-8")):
        raise Refused(403, "error.token")
