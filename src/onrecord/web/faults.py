"""Faults of onrecord itself: caught outside all else, so that nobody is shown a trace."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.refusals import fault


class Caught:
    """Answers a fault with a page or a problem that names its line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a fault behind the first byte of an answer can only break it off."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await fault(Request(scope), error)(scope, receive, send)
