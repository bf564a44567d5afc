"""Deciding and undoing, the forms for it, and what the team decided of late."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.views import JsonObject
from onrecord.errors import BadValue, Conflict
from onrecord.model import About, Call, Subject
from onrecord.web.deciding import VALUED, Given, call_of, conflict_page, subject_of
from onrecord.web.forms import FormHere, first, local, number, onward, texts
from onrecord.web.pages import DeskHere, shown
from onrecord.web.sheets.anchors import incident_path, read_at, report_path, written_at
from onrecord.web.sheets.fields import FIELDS, Wrong, answers_of, value_of
from onrecord.web.visitor import VisitorHere

pages = APIRouter()

_RECENT = 100
_AROUND = 50
"""Code points shown on either side of words that stand in a report more than once."""
_MOST_PLACES = 12
_OF_INCIDENT = {
    About.DATE: "date",
    About.PLACE: "place",
    About.KILLED: "killed",
    About.INJURED: "injured",
    About.STATUS: "strike_status",
    About.GRADE: "grade",
    About.KIND: "kind",
}


@pages.get("/decisions", include_in_schema=False)
def decisions(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show what was decided of late, by whom."""
    found = desk.recent(_RECENT)
    undone = frozenset(one.undoes for one in found if one.undoes is not None)
    return shown(request, "decisions.html.j2", decisions=found, undone=undone)


@pages.get("/decide", include_in_schema=False)
def form(request: Request, desk: DeskHere) -> HTMLResponse:
    """Show the form that corrects, adds or rejects with a note: a page of its own, or a part of another."""
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    return _form(request, desk, given)


@pages.post("/decide", include_in_schema=False)
def decide(request: Request, desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Take a decision down."""
    given: Given = texts(form)
    subject, call = subject_of(given), call_of(given)
    back = local(first(given, "back"), _home(subject))
    value: dict[str, Any] | None = None
    try:
        if call in VALUED:
            given = _found_words(desk, subject, call, given)
            value = value_of(subject.about, given)
            if call is Call.ADD:
                subject = _new(subject, given)
        desk.decide(visitor.name, subject, call, value, first(given, "note"), seen=number(given, "seen", 0))
    except Conflict as met:
        return conflict_page(request, met, given, back, "/decide", value)
    except Wrong as met:
        return _form(request, desk, given, wrong=met)
    except BadValue as met:
        return _form(request, desk, given, bad=met)
    return onward(back)


@pages.post("/undo", include_in_schema=False)
def undo(desk: DeskHere, visitor: VisitorHere, form: FormHere) -> Response:
    """Take a decision back, so that what was before it holds again."""
    given = texts(form)
    desk.undo(visitor.name, number(given, "entry", 0), anybody=visitor.may("undo_any"))
    return onward(local(first(given, "back"), "/decisions"))


def _home(subject: Subject) -> str:
    if subject.incident:
        return incident_path(subject.incident)
    return report_path(subject.report) if subject.report else "/"


def _new(subject: Subject, given: Given) -> Subject:
    """Say of something added where its words stand, and how it is called."""
    item = subject.item
    if subject.about is About.PARTY:
        item = item or first(given, "code") or first(given, "name") or None
    elif subject.about is About.INFRASTRUCTURE:
        item = item or first(given, "kind") or None
    at = read_at(first(given, "words_at")) or subject.at
    return Subject(subject.about, subject.incident, subject.report, item, at)


def _found_words(desk: DeskHere, subject: Subject, call: Call, given: Given) -> Given:
    """Find words that were typed and not marked in the report's text; Wrong where they stand nowhere, or often."""
    if subject.about not in (About.CLAIM, About.COUNT) or call is not Call.ADD or first(given, "words_at"):
        return given
    words = first(given, "words")
    if first(given, "at"):
        return {**given, "words_at": [first(given, "at")]}
    view = desk.report(subject.report) if subject.report else None
    places = _places(view.report.text, words) if view and words else []
    if not places:
        raise Wrong("words", "wrong.no_words")
    if len(places) > 1:
        raise Wrong("words_at", "wrong.which_words")
    return {**given, "words_at": [written_at([places[0]])]}


def _places(text: str, words: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    return [found.span() for found in re.finditer(pattern, text)] if pattern else []


def _form(
    request: Request, desk: DeskHere, given: Given, *, wrong: Wrong | None = None, bad: BadValue | None = None
) -> HTMLResponse:
    """Show the form, filled with what holds now or with what was sent; with what is wrong about it."""
    subject, call = subject_of(given), call_of(given)
    found = _value(desk, subject) if call is Call.CORRECT else None
    answers: Mapping[str, Any] = answers_of(subject.about, found)
    if wrong or bad:
        sent = {name: values for name, values in given.items() if values}
        answers = {one.name: _answer(one.kind, sent[one.name]) for one in FIELDS[subject.about] if one.name in sent}
    text = ""
    if subject.report and subject.about in (About.CLAIM, About.COUNT):
        view = desk.report(subject.report)
        text = view.report.text if view else ""
    places = _places(text, first(given, "words"))[:_MOST_PLACES] if wrong and wrong.field == "words_at" else []
    at = read_at(first(given, "words_at") or first(given, "at"))
    return shown(
        request,
        "decide.html.j2",
        status=422 if wrong or bad else 200,
        subject=subject,
        call=call,
        fields=FIELDS.get(subject.about, ()) if call in VALUED else (),
        answers=answers,
        words=first(given, "words") or " … ".join(text[start:end] for start, end in at),
        words_at=written_at(at),
        places=[(written_at([one]), _with_around(text, one)) for one in places],
        note=first(given, "note"),
        seen=number(given, "seen", 0),
        back=local(first(given, "back"), _home(subject)),
        wrong=wrong,
        bad=bad,
    )


def _answer(kind: str, sent: Sequence[str]) -> Any:
    return sent if kind == "choices" else bool(sent) if kind == "yes" else sent[0]


def _with_around(text: str, at: tuple[int, int]) -> tuple[str, str, str]:
    start, end = at
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]


def _value(desk: DeskHere, subject: Subject) -> JsonObject | None:
    """Find what holds now of what a decision is on."""
    if subject.about in (About.CLAIM, About.COUNT):
        view = desk.report(subject.report) if subject.report else None
        lines = [line for line in (view.reading, view.proposed) if line] if view else []
        named = "claims" if subject.about is About.CLAIM else "counts"
        return next((one for line in lines for one in line[named] if one["id"] == subject.item), None)
    incident = desk.incident(subject.incident) if subject.incident else None
    if incident is None:
        return None
    if subject.about in _OF_INCIDENT:
        field = _OF_INCIDENT[subject.about]
        found = incident.incident.get(field) or incident.proposed.get(field)
        plain = {"value": found, "kind": found}
        return plain if isinstance(found, str) else found
    field = "parties" if subject.about is About.PARTY else "infrastructure"
    every = (*(incident.incident.get(field) or ()), *(incident.proposed.get(field) or ()))
    return next((one for one in every if subject.item in (one.get("code"), one.get("name"), one.get("kind"))), None)
