"""Decisions in the table of judgements: written only where nobody decided on the same subject meanwhile."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, func, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, now
from onrecord.archive.ledger import Ledger
from onrecord.errors import Conflict
from onrecord.model import About, Call, Decision, Subject

if TYPE_CHECKING:
    from onrecord.archive.archive import Archive


@dataclass(frozen=True, slots=True)
class DecisionToKeep:
    """A decision as it goes into the ledger."""

    subject: Subject
    key: str
    """Names the subject. Of a claim or count it begins with the stem of the text that it stands in, and of a report
    with the report's key, so that a deletion order finds it."""
    call: Call
    value: Mapping[str, Any] = field(default_factory=dict)
    proposed: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    undoes: int | None = None
    reports: Collection[str] = ()
    """Keys of the reports that the subject rests on now: its words go where one of them is deleted by order."""
    against: Collection[Call] = ()
    """Calls that compete with this one on the same subject."""
    aliases: Collection[str] = ()
    """Other names of the same subject: of incidents that were merged into this one."""


def keep_decision(archive: Archive, who: str, one: DecisionToKeep, seen: int) -> Decision:
    """Record a decision; gives it as it stands. Conflict where one on the same subject is newer than ``seen``."""
    at = now()
    with archive.writing() as connection:
        newer = [
            other
            for other in _newer(connection, one, seen)
            if other.call in one.against and (one.undoes is None or other.undoes == one.undoes)
        ]
        if newer:
            last = newer[-1]
            raise Conflict(
                f"{last.who} decided on this meanwhile (entry {last.entry})",
                newer,
                where=one.subject.item or one.subject.incident or one.subject.report,
                do="Look at that decision, and decide again",
            )
        said = canonical(_said(one))
        row = {"who": who, "at": at, "about": one.subject.about.value, "subject": one.key, "decision": said}
        ledger = Ledger(connection)
        entry = ledger.append("judgement", who, [(db.judgements, row)], at=at, about=one.subject.about.value)
        ledger.flush()
    return Decision(
        entry, who, at, _subject(one.subject, one.call, entry), one.call, one.value, one.proposed, one.note, one.undoes
    )


def decisions(connection: Connection, after: int = 0) -> list[tuple[Decision, str, tuple[str, ...]]]:
    """Give the decisions newer than an entry, oldest first: each with its key and the starts of its reports' keys.

    Judgements of other kinds, and those whose words were erased, are passed over.
    """
    rows = connection.execute(
        select(db.judgements).where(db.judgements.c.entry > after).order_by(db.judgements.c.entry)
    )
    return [found for row in rows if (found := _decision(row)) is not None]


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries that came last of each kind that a catalogue is made of; 0 where there is none."""

    report: int
    reading: int
    """A reading or a deletion."""
    decision: int
    link: int
    incident: int


def standing_of(connection: Connection) -> Standing:
    """Say which entries came last."""

    def last(*tables: Table) -> int:
        return max(int(connection.execute(select(func.max(one.c.entry))).scalar() or 0) for one in tables)

    return Standing(
        last(db.reports),
        last(db.readings, db.deletions),
        last(db.judgements),
        last(db.link_judgements),
        last(db.incident_changes),
    )


def newer_than(connection: Connection, standing: Standing) -> int:
    """Count the reports, readings, decisions and judgements of links that came since."""
    since = (
        (db.reports, standing.report),
        (db.readings, standing.reading),
        (db.deletions, standing.reading),
        (db.judgements, standing.decision),
        (db.link_judgements, standing.link),
    )
    counted = (select(func.count()).select_from(table).where(table.c.entry > entry) for table, entry in since)
    return sum(int(connection.execute(query).scalar() or 0) for query in counted)


def _newer(connection: Connection, one: DecisionToKeep, seen: int) -> list[Decision]:
    rows = connection.execute(
        select(db.judgements)
        .where(
            db.judgements.c.entry > seen,
            db.judgements.c.about == one.subject.about.value,
            db.judgements.c.subject.in_([one.key, *one.aliases]),
        )
        .order_by(db.judgements.c.entry)
    )
    return [found[0] for row in rows if (found := _decision(row)) is not None]


STEM = 12
"""Digits of a report's key by which a decision names the reports that it rests on."""


def _said(one: DecisionToKeep) -> dict[str, Any]:
    subject = one.subject
    said: dict[str, Any] = {
        "call": one.call.value,
        "incident": subject.incident,
        "report": subject.report,
        "item": subject.item,
        "at": [list(span) for span in subject.at],
        "value": dict(one.value),
        "proposed": dict(one.proposed),
        "note": one.note,
        "undoes": one.undoes,
        "reports": sorted({key[:STEM] for key in one.reports}),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _decision(row: Row[Any]) -> tuple[Decision, str, tuple[str, ...]] | None:
    try:
        said = json.loads(row.decision)
        subject = Subject(
            About(row.about),
            said.get("incident"),
            said.get("report"),
            said.get("item"),
            tuple((int(start), int(end)) for start, end in said.get("at", ())),
        )
        call = Call(said["call"])
    except (ValueError, KeyError, TypeError):
        return None
    decision = Decision(
        row.entry,
        row.who,
        row.at,
        _subject(subject, call, row.entry),
        call,
        said.get("value", {}),
        said.get("proposed", {}),
        said.get("note", ""),
        said.get("undoes"),
    )
    return decision, row.subject, tuple(said.get("reports", ()))


_NUMBERS = frozenset(("start", "end", "precision", "part_of_day", "country", "lat", "lon", "radius_km", "kind")) | {
    *("number", "low", "high", "value", "code", "standing"),
}
"""Fields of a value that hold no words of a report."""
_ERASED = "[erased]"
_READINGS = frozenset((About.CLAIM.value, About.COUNT.value, About.REPORT.value))


def without_words(about: str, subject: str, decision: str) -> tuple[str, str] | None:
    """Give the subject and decision of an incident without the words of any report; None where it is on no incident.

    Numbers, codes and what the person did stay. Where the subject itself is a name, nothing of the decision does.
    """
    try:
        said = json.loads(decision)
    except ValueError:
        return None
    if about in _READINGS or "call" not in said:
        return None
    item = said.get("item")
    if item is not None and not _is_code(item):
        return f"{said.get('incident', '')}/{_ERASED}", "{}"
    left = {name: said[name] for name in ("call", "incident", "item", "undoes", "reports") if name in said}
    for name in ("value", "proposed"):
        if name in said:
            kept = {field: value for field, value in said[name].items() if field in _NUMBERS}
            left[name] = kept | ({"name": _ERASED} if said[name].get("name") else {})
    return subject, canonical(left)


def _is_code(item: str) -> bool:
    """Tell a party's code or a kind of infrastructure from a name."""
    return item.isascii() and item.replace("_", "").isalnum() and (item.isupper() or item.islower())


def _subject(subject: Subject, call: Call, entry: int) -> Subject:
    """Name what was added to a text by the entry that added it."""
    if call is not Call.ADD or subject.about not in {About.CLAIM, About.COUNT}:
        return subject
    stem = (subject.item or "").partition(":")[0]
    return Subject(subject.about, subject.incident, subject.report, f"{stem}:p{entry}", subject.at)
