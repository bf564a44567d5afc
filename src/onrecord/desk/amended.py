"""Linked incidents and people's decisions -> incidents as decided, and the catalogue's entries of both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.archive import Archive
from onrecord.archive.catalogue import CataloguedIncident, MemberOf
from onrecord.assessing import Scheme, assess_linked
from onrecord.model import (
    OF_INCIDENTS,
    OF_READINGS,
    About,
    Call,
    Decision,
    Feature,
    Incident,
    Link,
    Linked,
    MentionRef,
    Origin,
    Reading,
    Subject,
    Words,
)
from onrecord.publishing import compose_incident, json_line
from onrecord.reviewing import Held, ReviewState, amend, amend_linked, decide_values, priority, stem_of
from onrecord.reviewing.queue import newer_reports, review_state

KeyOf = Callable[[str], str]
"""Gives a report's key by the id that it is named by."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One incident as the machine has it, and as people decided it."""

    linked: Linked
    proposed: Incident | None
    """None where it was not asked for."""
    incident: Incident
    state: ReviewState
    newer: int
    """Reports that came since its review was done."""


class Rulings:
    """All decisions of an archive, or those that touch some incidents, sorted by what they touch."""

    def __init__(self, decisions: Iterable[tuple[Decision, Sequence[str]]], redirects: Mapping[str, str]) -> None:
        """Take decisions, each with the starts of the keys of the reports that its subject rested on."""
        found = list(decisions)
        self.held = Held.of((one for one, _ in found), redirects)
        self._reports = {one.entry: tuple(reports) for one, reports in found}
        self._of_incident: dict[str, list[Decision]] = {}
        self._of_stem: dict[str, list[Decision]] = {}
        for one in self.held.all:
            stem = stem_of(one.subject)
            if stem:
                self._of_stem.setdefault(stem, []).append(one)
            elif one.subject.incident and one.subject.about in OF_INCIDENTS:
                self._of_incident.setdefault(one.subject.incident, []).append(one)

    @classmethod
    def of(cls, archive: Archive) -> Rulings:
        """Take all that an archive holds."""
        return cls(((one, reports) for one, _, reports in archive.decisions()), archive.redirects())

    def on(self, incident: str, stems: Iterable[str]) -> list[Decision]:
        """Give the decisions on an incident and on the texts of its reports, oldest first."""
        found = list(self._of_incident.get(incident, ()))
        for stem in stems:
            found += self._of_stem.get(stem, ())
        return sorted(found, key=lambda one: one.entry)

    def reports_then(self, entry: int) -> tuple[str, ...]:
        """Give the starts of the keys of the reports that a decision's subject rested on."""
        return self._reports.get(entry, ())


def decide(
    linked: Linked,
    scheme: Scheme,
    rulings: Rulings,
    key_of: KeyOf,
    elsewhere: Mapping[str, frozenset[str]] | None = None,
    *,
    with_proposed: bool = True,
) -> Decided:
    """Assess an incident by its reports as people amended them, then let what they said of its values hold.

    ``elsewhere``: stem of a text -> ids of all incidents that it tells of.
    """
    stems = list(dict.fromkeys(told.reading.report.key for told in linked.mentions))
    mine = rulings.on(linked.id, stems)
    if not mine:
        incident = assess_linked(linked, scheme)
        return Decided(linked, incident, incident, ReviewState.UNREVIEWED, 0)
    held = Held.of(mine)
    proposed = assess_linked(linked, scheme) if with_proposed else None
    incident = decide_values(assess_linked(amend_linked(linked, held, elsewhere), scheme), held)
    named = {key_of(name): name for name in incident.reports}
    now = _items_now(linked, held)
    decisions = tuple(_named(one, named, now) for one in held.all)
    review = held.review(linked.id)
    done = review is not None and review.call is Call.DONE
    newer = newer_reports(sorted(named), rulings.reports_then(review.entry)) if review and done else 0
    decided = any(one.call is not Call.REOPEN for one in held.alive)
    return Decided(linked, proposed, replace(incident, decisions=decisions), review_state(done, decided, newer), newer)


_Item = tuple[str | None, tuple[tuple[int, int], ...]]


def _items_now(linked: Linked, held: Held) -> dict[_Item, str | None]:
    """Give the ids that the claims and counts which were decided on have in the readings as they are now."""
    stems = {stem for one in held.all if (stem := stem_of(one.subject))}
    found: dict[_Item, str | None] = {}
    for told in linked.mentions:
        if told.reading.report.key in stems:
            found |= items_now(told.reading, held)
    return found


def items_now(reading: Reading, held: Held) -> dict[_Item, str | None]:
    """Give the ids that what was decided on has in a reading, by the item and place that the decisions name.

    None where the reading lacks the item and calls another one by its id, which nobody decided on.
    """
    placed = amend(reading, held).placed
    found: dict[_Item, str | None] = {_item(one): placed[one.entry] for one in held.alive if one.entry in placed}
    words = {one.id: one.content for one in reading.claims} | {one.id: one.at for one in reading.counts}
    taken = set(found.values())
    for one in held.all:
        name = one.subject.item
        if stem_of(one.subject) != reading.report.key or _item(one) in found:
            continue
        same = name not in words or _stands_at(words[name], one.subject.at)
        found[_item(one)] = name if same and name not in taken else None
    return found


def _item(one: Decision) -> _Item:
    return one.subject.item, one.subject.at


def _stands_at(words: Words, at: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words share a character with what a decision was on; one that names no place goes by the id."""
    return not at or any(one.start < end and start < one.end for one in words.passages for start, end in at)


def with_items(decisions: Iterable[Decision], now: Mapping[_Item, str | None]) -> tuple[Decision, ...]:
    """Name the claims and counts of decisions by the ids that they have now."""
    return tuple(
        replace(one, subject=replace(one.subject, item=now.get(_item(one), one.subject.item))) for one in decisions
    )


def _named(one: Decision, named: Mapping[str, str], now: Mapping[_Item, str | None]) -> Decision:
    """Name the subject's report by its id, as all else in an incident's line does, and its item by what it is now."""
    subject = one.subject
    item = now.get(_item(one), subject.item)
    return replace(one, subject=replace(subject, report=named.get(subject.report or ""), item=item))


def assess_decided(
    archive: Archive, groups: Iterable[Linked], every: Iterable[Linked], names: Mapping[str, str], scheme: Scheme
) -> Iterator[Incident]:
    """Assess an archive's incidents as people decided them, in their order.

    ``every`` are all incidents of the archive, ``names`` the ids of its reports by key.
    """
    rulings = Rulings.of(archive)
    elsewhere = told_by_text(every) if rulings.held.alive else {}
    key_of = {name: key for key, name in names.items()}
    for linked in groups:
        yield decide(linked, scheme, rulings, key_of.__getitem__, elsewhere, with_proposed=False).incident


def told_by_text(incidents: Iterable[Linked]) -> Mapping[str, frozenset[str]]:
    """Give the ids of the incidents that each text tells of, by the stem of the ids of what is found in it."""
    found: dict[str, set[str]] = {}
    for linked in incidents:
        for told in linked.mentions:
            found.setdefault(told.reading.report.key, set()).add(linked.id)
    return {stem: frozenset(ids) for stem, ids in found.items()}


def entry_of(
    decided: Decided, key_of: KeyOf, *, unchanged: bool = False, apart: Sequence[Link] = ()
) -> CataloguedIncident:
    """Make the catalogue's entry of an incident; with ``unchanged`` what the machine has of it stays as it was.

    ``apart`` are its links to mentions that a person parted from it.
    """
    incident, linked = decided.incident, decided.linked
    mention = incident.mention
    when, where = mention.date, mention.place
    rank = priority(incident, linked, decided.state, decided.newer)
    standing = sum(1 for one in Held.of(incident.decisions).entries()) if incident.decisions else 0
    proposed = None
    if not unchanged and decided.proposed is not None and decided.proposed is not incident:
        proposed = json_line(compose_incident(decided.proposed)).encode()
    return CataloguedIncident(
        id=linked.id,
        start=when.start if when else None,
        end=when.end if when else None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        radius_km=where.radius_km if where else None,
        country=where.country if where else None,
        place=where.name if where else None,
        kind=mention.kind.kind.value if mention.kind else None,
        killed_low=incident.killed.low if incident.killed else None,
        killed_high=incident.killed.high if incident.killed else None,
        status=incident.strike_status.value if incident.strike_status else None,
        grade=incident.grade.value if incident.grade else None,
        reports=len(incident.reports),
        state=decided.state.value,
        score=rank.score,
        parties=tuple((one.code, one.name) for one in incident.parties),
        row=_row(incident, decided.state, rank.score, rank.why, standing),
        decided=json_line(compose_incident(incident)).encode(),
        proposed=proposed,
        linked=None if unchanged else _linked(linked, apart),
        members=tuple(MemberOf(key_of(one.reading.report.id), one.mention.id) for one in linked.mentions),
    )


def _row(incident: Incident, state: ReviewState, score: float, why: Sequence[str], decisions: int) -> dict[str, Any]:
    mention = incident.mention
    when, where = mention.date, mention.place
    killed, injured = incident.killed, incident.injured
    return {
        "id": mention.id,
        "title": _title(incident),
        "date": {
            "start": when.start.isoformat(),
            "end": when.end.isoformat(),
            "precision": when.precision.value,
            "part_of_day": when.part_of_day,
        }
        if when
        else None,
        "place": {name: getattr(where, name) for name in ("name", "country", "lat", "lon", "radius_km")}
        if where
        else None,
        "kind": mention.kind.kind.value if mention.kind else None,
        "killed": {"low": killed.low, "high": killed.high} if killed else None,
        "injured": {"low": injured.low, "high": injured.high} if injured else None,
        "parties": [{"name": one.name, "code": one.code, "standing": one.standing.value} for one in incident.parties],
        "status": incident.strike_status.value if incident.strike_status else None,
        "grade": incident.grade.value if incident.grade else None,
        "reports": len(incident.reports),
        "origins": len(incident.origins),
        "state": state.value,
        "score": score,
        "why": list(why),
        "decisions": decisions,
    }


def _title(incident: Incident) -> str:
    """Say in a few words how, where and when; of one of which neither is known, what its first report is called."""
    mention = incident.mention
    kind = mention.kind.kind.value.replace("_", " ").capitalize() if mention.kind else None
    place = mention.place.name if mention.place else None
    if not kind and not place:
        titled = next((one.title for one in incident.told_by if one.title), None)
        if titled:
            return titled
    said = ", ".join(one for one in (kind or "Attack", place) if one)
    return f"{said}, {_day(mention.date.start, mention.date.end)}" if mention.date else said


def _day(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def _linked(linked: Linked, apart: Sequence[Link]) -> bytes:
    said = {
        "origins": [[list(one.reports), one.why] for one in linked.origins],
        "links": [_link(one) for one in linked.links],
        "apart": [_link(one) for one in apart],
    }
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _link(link: Link) -> list[Any]:
    features = [[one.name, one.value, one.weight] for one in link.features]
    return [list(link.one), list(link.other), link.score, features]


def origins_and_links(said: bytes) -> tuple[tuple[Origin, ...], tuple[Link, ...], tuple[Link, ...]]:
    """Give the origins and links of an incident as the catalogue keeps them, and the links that a split cut."""
    found = json.loads(said)
    origins = tuple(Origin(tuple(reports), why) for reports, why in found["origins"])
    links, apart = (
        tuple(
            Link(MentionRef(*one), MentionRef(*other), score, tuple(Feature(*feature) for feature in features))
            for one, other, score, features in found[name]
        )
        for name in ("links", "apart")
    )
    return origins, links, apart


def line_of(decision: Decision, key: str, reports: Sequence[str]) -> str:
    """Write a decision as the catalogue keeps it."""
    subject = decision.subject
    return json.dumps(
        [
            decision.entry,
            decision.who,
            decision.at,
            [subject.about.value, subject.incident, subject.report, subject.item, [list(at) for at in subject.at]],
            decision.call.value,
            dict(decision.value),
            dict(decision.proposed),
            decision.note,
            decision.undoes,
            key,
            list(reports),
        ],
        ensure_ascii=True,
        separators=(",", ":"),
    )


def decision_of(line: str) -> tuple[Decision, str, tuple[str, ...]]:
    """Give a decision as the catalogue keeps it, with its subject's key and its reports."""
    entry, who, at, subject, call, value, proposed, note, undoes, key, reports = json.loads(line)
    about, incident, report, item, spans = subject
    named = Subject(About(about), incident, report, item, tuple((start, end) for start, end in spans))
    return Decision(entry, who, at, named, Call(call), value, proposed, note, undoes), key, tuple(reports)


def is_shown(decision: Decision) -> bool:
    """Tell whether a decision is part of an incident's line: not one on a report as a whole."""
    return decision.subject.about in OF_READINGS | OF_INCIDENTS
