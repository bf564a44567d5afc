"""What is logged of a request, and faults of onrecord itself: caught outside all else; nobody is shown a trace."""

from __future__ import annotations

import logging
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.refusals import fault

_LOG = logging.getLogger("onrecord.web")


class Caught:
    """Answers a fault with a page or a problem that names its line in the log, and logs every request.

    Of a request the log has who asked, how, for which path, and what came of it: no query, cookie, form or address of
    a session, which may hold secrets.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a fault behind the first byte of an answer can only break it off."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, began = False, 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal started, status
            started = True
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            await fault(Request(scope), error)(scope, receive, watched)
        finally:
            visitor = scope.get("state", {}).get("visitor")
            took = (time.perf_counter() - began) * 1000
            who = visitor.name if visitor and visitor.known else "-"
            path = scope["path"].encode("unicode_escape").decode("ascii")
            if not path.startswith("/static/"):
                _LOG.info("%s %s %s %d %.0fms", who, scope["method"], path, status, took)
