"""From what a form sent to a decision, and the page that says why it was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.errors import Conflict
from onrecord.model import About, Call, Subject
from onrecord.web.forms import first
from onrecord.web.pages import shown
from onrecord.web.refusals import Refused
from onrecord.web.sheets.anchors import read_at

Given = Mapping[str, Sequence[str]]

VALUED = (Call.CORRECT, Call.ADD)
"""Calls that say a value."""


def subject_of(given: Given) -> Subject:
    """Read what a decision is on. Refused where that is no such thing."""
    try:
        return Subject(
            About(first(given, "about")),
            first(given, "incident", 200) or None,
            first(given, "report", 200) or None,
            first(given, "item", 1000) or None,
            read_at(first(given, "at", 2000)),
        )
    except ValueError:
        raise Refused(422, "error.request") from None


def call_of(given: Given) -> Call:
    """Read what the person does. Refused where that is no such thing."""
    try:
        return Call(first(given, "call"))
    except ValueError:
        raise Refused(422, "error.request") from None


def conflict_page(
    request: Request, met: Conflict, given: Given, back: str, action: str, mine: Mapping[str, Any] | None = None
) -> HTMLResponse:
    """Show what others decided meanwhile beside what this person was about to say, and ask again.

    The form carries all that was sent, having seen the newer decisions now.
    """
    seen = max((one.entry for one in met.decisions), default=0)
    again = [(name, value) for name, values in given.items() if name not in ("csrf", "seen", "do") for value in values]
    return shown(
        request,
        "conflict.html.j2",
        status=409,
        met=met,
        again=again,
        seen=seen,
        back=back,
        action=action,
        mine=mine or {},
        about=first(given, "about"),
        call=first(given, "call"),
        note=first(given, "note"),
    )
