"""Deciding: on anything that was read or assessed, taken back, and incidents merged and split."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.desk.views import Outcome
from onrecord.model import Subject
from onrecord.web.api.models import Deciding, EntryInPath, Merging, Named, Splitting
from onrecord.web.api.routing import router
from onrecord.web.pages import DeskHere
from onrecord.web.visitor import VisitorHere

api: APIRouter = router("Deciding", deciding=True)


@api.post("/decisions", status_code=201)
def decide(desk: DeskHere, visitor: VisitorHere, said: Deciding) -> Outcome:
    """Record a decision. 409 where somebody decided on the same subject since ``seen``."""
    subject = Subject(said.about, said.incident, said.report, said.item, tuple(said.at))
    return desk.decide(visitor.name, subject, said.call, said.value, said.note, seen=said.seen)


@api.post("/decisions/{entry}/undo", status_code=201)
def undo(desk: DeskHere, visitor: VisitorHere, entry: EntryInPath) -> Outcome:
    """Take a decision, a merge or a split back, so that what was before it holds again."""
    return desk.undo(visitor.name, entry, anybody=visitor.may("undo_any"))


@api.post("/incidents/{incident}/merge", status_code=201)
def merge(desk: DeskHere, visitor: VisitorHere, incident: Named, said: Merging) -> Outcome:
    """Say that two incidents are one."""
    return desk.merge(visitor.name, incident, said.other, said.note, seen=said.seen)


@api.post("/incidents/{incident}/split", status_code=201)
def split(desk: DeskHere, visitor: VisitorHere, incident: Named, said: Splitting) -> Outcome:
    """Say that some of an incident's reports tell of another one."""
    return desk.split(visitor.name, incident, said.reports, said.note, seen=said.seen)
