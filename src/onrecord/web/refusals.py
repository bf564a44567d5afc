"""What goes wrong, said as a page to people and as problem+json (RFC 9457) to programs."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import (
    ArchiveError,
    Conflict,
    DecisionRefused,
    InputError,
    NotAllowed,
    OnrecordError,
    UnknownSubject,
    UsageError,
)
from onrecord.web.pages import shown
from onrecord.web.words import english

_LOG = logging.getLogger("onrecord.web")
_KEYS = {404: "error.not_found", 405: "error.method", 413: "error.too_large", 429: "error.too_many"}


class Refused(Exception):
    """When a request is not carried out: its status, the key of the words that say why, and what these need."""

    def __init__(self, status: int, key: str, *, headers: dict[str, str] | None = None, **values: Any) -> None:
        self.status, self.key, self.headers, self.values = status, key, headers, values
        super().__init__(key)


class NotFound(Refused):
    """When there is nothing of that name, or nothing that this visitor may know of."""

    def __init__(self) -> None:
        super().__init__(404, "error.not_found")


def for_programs(request: Request) -> bool:
    """Tell whether a program asks, and not a person's browser."""
    return request.url.path.startswith("/api/")


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """Write a problem as RFC 9457 has it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def refusal(request: Request, status: int, key: str, **values: Any) -> Response:
    """Make the answer to a request that is refused: ``key`` names its words, a title and what to do.

    A person who is not logged in is led to the log-in, and from there to where they wanted to go.
    """
    t = english()
    title, detail = t(f"{key}.title", **values), t(f"{key}.text", **values)
    if for_programs(request):
        return problem(status, title, detail)
    partial = request.headers.get("hx-request") == "true"
    if status == 401:
        wanted = request.url.path if request.method == "GET" and not partial else "/"
        to = f"/login?to={quote(wanted)}"
        return Response(status_code=401, headers={"hx-redirect": to}) if partial else RedirectResponse(to, 303)
    template = "error_part.html.j2" if partial else "error.html.j2"
    return shown(request, template, status=status, error_title=title, error_text=detail)


def handle(app: FastAPI) -> None:
    """Have the app answer what goes wrong in one way everywhere."""
    app.add_exception_handler(Refused, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _refused_by_framework)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _not_understood)  # type: ignore[arg-type]
    app.add_exception_handler(OnrecordError, _failed)  # type: ignore[arg-type]


async def _refused(request: Request, error: Refused) -> Response:
    answer = refusal(request, error.status, error.key, **error.values)
    answer.headers.update(error.headers or {})
    return answer


async def _refused_by_framework(request: Request, error: HTTPException) -> Response:
    answer = refusal(request, error.status_code, _KEYS.get(error.status_code, "error.request"))
    answer.headers.update(error.headers or {})
    return answer


async def _not_understood(request: Request, error: RequestValidationError) -> Response:
    """Name what a request lacks or has wrong; never what it held, which may be a password."""
    wrong = [{"where": ".".join(str(step) for step in one["loc"]), "why": one["msg"]} for one in error.errors()]
    if for_programs(request):
        t = english()
        return problem(422, t("error.request.title"), t("error.request.text"), errors=wrong)
    return refusal(request, 422, "error.request")


_STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (Conflict, 409),
    (UnknownSubject, 404),
    (NotAllowed, 403),
    (DecisionRefused, 422),
    (UsageError, 422),
    (InputError, 422),
    (ArchiveError, 503),
)


async def _failed(request: Request, error: OnrecordError) -> Response:
    """Pass on what onrecord says of its own, with what to do."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if status >= 500:
        _LOG.error("%s at %s %s", error.kind, request.method, request.url.path, exc_info=error)
    if for_programs(request):
        more = {"decisions": jsonable_encoder(error.decisions)} if isinstance(error, Conflict) else {}
        return problem(status, english()("error.failed.title"), str(error), **more)
    return refusal(request, status, "error.failed", why=error.why, do=error.do or "")


def fault(request: Request, error: Exception) -> Response:
    """Answer a fault of onrecord itself: the page names the line of the log, which says the rest."""
    number = secrets.token_hex(4)
    _LOG.error("fault %s at %s %s", number, request.method, request.url.path, exc_info=error)
    return refusal(request, 500, "error.fault", number=number)
