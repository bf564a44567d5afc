"""What every answer carries and every request must pass, whatever it asks for."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.serving import Serving

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No script, style, picture or request but from the desk itself, and nothing written into a page runs."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

Refuse = Callable[[Scope, int, str], Response]
"""Makes the answer of a refusal: of its status and the key of its words."""


class Guarded:
    """Sets the headers that keep a browser from doing what the desk did not ask for."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self.app = app
        self._always = {
            "content-security-policy": POLICY,
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            # Forms would come with the Origin null under no-referrer; other sites are told nothing under this either.
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if serving.tls:
            self._always["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers[name] = value
                # What an archive holds stays out of caches, a browser's own among them; files of the desk may stay.
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnName:
    """Answers under the desk's own names alone, and refuses what another site's page sends.

    A page elsewhere can have its own name lead to this machine (DNS rebinding): its requests bear that name.
    """

    def __init__(self, app: ASGIApp, serving: Serving, refuse: Refuse) -> None:
        self.app, self._hosts, self._refuse = app, serving.hosts, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            await self._refuse(scope, 421, "error.host")(scope, receive, send)
            return
        if scope["method"] not in SAFE_METHODS and self._from_elsewhere(headers):
            await self._refuse(scope, 403, "error.elsewhere")(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _from_elsewhere(self, headers: Headers) -> bool:
        """Tell whether a browser says that another site's page sent it; other programs say nothing."""
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return True
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() not in self._hosts


class Limited:
    """Refuses requests that are too large, by what they state and by what they bring."""

    def __init__(self, app: ASGIApp, serving: Serving, refuse: Refuse, uploads: frozenset[str]) -> None:
        self.app, self._serving, self._refuse, self._uploads = app, serving, refuse, uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self._serving.max_upload_bytes if scope["path"] in self._uploads else self._serving.max_body_bytes
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdecimal() or int(stated) > most:
            await self._refuse(scope, 413, "error.too_large")(scope, receive, send)
            return
        came, over, started = 0, False, False

        async def counted() -> Message:
            nonlocal came, over
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                over = True
                raise TooMuch
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            # What reads a form or JSON takes any exception for a broken one, and would answer so.
            if over and not started:
                return
            started = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except TooMuch:
            if started:
                raise
        if over and not started:
            await self._refuse(scope, 413, "error.too_large")(scope, receive, send)


class TooMuch(Exception):
    """When a request brings more than it may, and stated less or nothing."""
