"""The desk as one role sees it: reports that are restricted, names that a profile masks, and what the role may not do.

Pages and the API are given this and never the desk itself, so that no page can forget to ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.archive.catalogue import marked
from onrecord.assessing import assess_reading
from onrecord.desk.holding import Holding
from onrecord.desk.leaving import Leaver
from onrecord.desk.views import (
    DeskIdentity,
    Filters,
    Hit,
    IncidentView,
    Job,
    JobView,
    Leaving,
    Outcome,
    Overview,
    Page,
    Profile,
    QueueRow,
    Release,
    ReportCard,
    ReportView,
    Segment,
)
from onrecord.errors import NotAllowed, UnknownSubject
from onrecord.model import Call, Decision, Incident, Reading, Subject
from onrecord.publishing import compose_incident, compose_reading, json_line
from onrecord.publishing.redaction import SOMEBODY, Region, private_names, without_reports
from onrecord.publishing.redaction import Profile as Redaction
from onrecord.reviewing import amend
from onrecord.reviewing.roles import May, Role, may

if TYPE_CHECKING:
    from onrecord.desk.desk import Desk

_RESTRICTING = (Call.RESTRICT, Call.RELEASE)
_KEY_LENGTH = 64
"""Digits of a report's key."""
_AT_ONCE = 50
"""Hits that are looked through at a time where some of them are not for everybody."""
_MOST_LOOKED_THROUGH = 1_000
"""Hits after which such a search ends: masking each costs milliseconds."""


class Sight:
    """A desk as somebody of a role sees it; offers what ``Desk`` offers."""

    def __init__(self, desk: Desk, holding: Holding, leaver: Leaver, role: Role, profile: str) -> None:
        """Take a desk, and the name of the profile for those who may not see names."""
        self._desk, self._at, self._leaver, self._role = desk, holding, leaver, role
        self._whole = may(role, May.SEE_RESTRICTED)
        found = None if may(role, May.SEE_UNMASKED) else leaver.profile(profile)
        self._profile: Redaction | None = found if found is not None and found.withholds else None

    def identity(self) -> DeskIdentity:
        """As the desk; where the archive lies is told to those who keep it."""
        found = self._desk.identity()
        return found if self._whole else replace(found, path="")

    # Looking

    def queue(self, asked: Filters, page: int = 1, per_page: int = 25) -> Page[QueueRow]:
        """As the desk."""
        found = self._desk.queue(self._asked(asked), page, per_page)
        hidden = self._hidden()
        left = tuple(one for one in found.rows if one.id not in hidden)
        return replace(found, rows=self._rows(left), total=max(0, found.total - len(found.rows) + len(left)))

    def overview(self, asked: Filters) -> Overview:
        """As the desk; a profile that tells no more than countries leaves the map empty."""
        found = self._desk.overview(self._asked(asked))
        if self._whole:
            return found
        hidden = self._hidden()
        points = tuple(replace(one, title=None) for one in found.points if one.id not in hidden)
        profile = self._profile
        if profile is None:
            return replace(found, points=points)
        return replace(
            found,
            points=points if profile.place is Region.EXACT else (),
            located=found.located if profile.place is Region.EXACT else 0,
            by_party=found.by_party if profile.parties else (),
            by_status=found.by_status if profile.parties else (),
        )

    def search(self, words: str, asked: Filters, page: int = 1, per_page: int = 20) -> Page[Hit]:
        """As the desk; what stands in masked words alone is not found, nor counted.

        Hits are looked through until one more than the page shows is seen: how many there are beyond stays unsaid.
        """
        asked = self._asked(asked)
        if self._whole:
            return self._desk.search(words, asked, page, per_page)
        seen: list[Hit] = []
        looked, more = 0, True
        while more and looked < _MOST_LOOKED_THROUGH and len(seen) <= page * per_page:
            found = self._desk.search(words, asked, looked // _AT_ONCE + 1, _AT_ONCE)
            for one in found.rows:
                hit = self._hit(one, words) if len(seen) <= page * per_page else None
                seen += [hit] if hit is not None else []
            looked += _AT_ONCE
            more = looked < found.total
        rows = seen[(page - 1) * per_page : page * per_page]
        return Page(tuple(rows), page, per_page, len(seen), capped=len(seen) > page * per_page)

    def incident(self, named: str) -> IncidentView | None:
        """As the desk; None where all of its reports are restricted."""
        view = self._desk.incident(named)
        if view is None or self._whole:
            return view
        hidden = frozenset(one.key for one in view.reports if one.restricted)
        if view.reports and len(hidden) == len(view.reports):
            return None
        if self._profile is not None:
            return self._masked(view, self._profile, hidden)
        return self._without(view, hidden) if hidden else view

    def report(self, key: str) -> ReportView | None:
        """As the desk; None where it is restricted, or where names in it cannot be masked."""
        view = self._desk.report(key)
        if view is None or self._whole:
            return view
        if view.restricted:
            return None
        profile = self._profile
        if profile is None:
            return replace(view, incidents=self._rows(view.incidents))
        reading = self._reading(view)
        if reading is None or not profile.reports:
            return None
        lines = [found.incident for one in view.incidents if (found := self._desk.incident(one.id)) is not None]
        elsewhere = {name for line in lines for name in private_names(line)}
        redacted = self._leaver.redacted_reading(reading, profile, sorted(elsewhere))
        line = _line(compose_reading(redacted, assess_reading(redacted, self._at.scheme), with_text=False))
        return replace(
            view,
            report=redacted.report,
            reading=line,
            proposed=line,
            decisions=(),
            standing=frozenset(),
            receipts=(),
            incidents=self._rows(view.incidents),
        )

    def decisions_since(self, incident: str, entry: int) -> tuple[Decision, ...]:
        """As the desk, without those on what is not seen."""
        return self._seen(self._desk.decisions_since(incident, entry))

    def recent(self, limit: int = 50) -> tuple[Decision, ...]:
        """As the desk, without those on what is not seen."""
        return self._seen(self._desk.recent(limit))

    def restricted(self) -> frozenset[str]:
        """As the desk, for those who see restricted reports."""
        return self._desk.restricted() if self._whole else frozenset()

    # Deciding

    def decide(
        self,
        who: str,
        subject: Subject,
        call: Call,
        value: Mapping[str, Any] | None = None,
        note: str = "",
        *,
        seen: int,
    ) -> Outcome:
        """As the desk. NotAllowed for what the role may not do, UnknownSubject for what it does not see."""
        self._check(May.RESTRICT if call in _RESTRICTING else May.DECIDE)
        if not self._whole and subject.report is not None and self.report(subject.report) is None:
            raise UnknownSubject("there is no such report", where=subject.report)
        if subject.incident in self._hidden():
            raise UnknownSubject("there is no such incident", where=subject.incident)
        return self._desk.decide(who, subject, call, value, note, seen=seen)

    def undo(self, who: str, entry: int, *, anybody: bool = False) -> Outcome:
        """As the desk; anybody's only for those who may."""
        self._check(May.DECIDE)
        return self._desk.undo(who, entry, anybody=anybody and may(self._role, May.UNDO_ANY))

    def merge(self, who: str, one: str, other: str, note: str, *, seen: int) -> Outcome:
        """As the desk."""
        self._check(May.JOIN)
        return self._desk.merge(who, one, other, note, seen=seen)

    def split(self, who: str, incident: str, reports: Sequence[str], note: str, *, seen: int) -> Outcome:
        """As the desk."""
        self._check(May.JOIN)
        return self._desk.split(who, incident, reports, note, seen=seen)

    # Adding

    def add_files(self, who: str, files: Sequence[tuple[str, Path]]) -> Job:
        """As the desk."""
        self._check(May.ADD)
        return self._desk.add_files(who, files)

    def add_addresses(self, who: str, urls: Sequence[str]) -> Job:
        """As the desk."""
        self._check(May.ADD)
        return self._desk.add_addresses(who, urls)

    def refresh(self, who: str) -> Job:
        """As the desk."""
        self._check(May.ADD)
        return self._desk.refresh(who)

    def job(self, number: int) -> JobView | None:
        """As the desk."""
        self._check(May.ADD)
        return self._desk.job(number)

    def jobs(self) -> tuple[JobView, ...]:
        """As the desk."""
        self._check(May.ADD)
        return self._desk.jobs()

    # Leaving the house

    def export(self, who: str, asked: Filters, form: str, profile: str) -> Leaving:
        """As the desk."""
        self._check(May.EXPORT)
        return self._desk.export(who, asked, form, profile)

    def dossier(self, who: str, incident: str, form: str, profile: str) -> Leaving:
        """As the desk."""
        self._check(May.EXPORT)
        return self._desk.dossier(who, incident, form, profile)

    def releases(self, page: int = 1, per_page: int = 50) -> Page[Release]:
        """As the desk."""
        self._check(May.SEE_RELEASES)
        return self._desk.releases(page, per_page)

    def profiles(self) -> tuple[Profile, ...]:
        """As the desk."""
        return self._desk.profiles()

    def _check(self, what: May) -> None:
        if not may(self._role, what):
            raise NotAllowed("your role does not reach this", do="Ask an administrator of the desk if it should")

    # What is left out

    def _asked(self, asked: Filters) -> Filters:
        """Refuse filters that would tell, by what they leave, what the role does not see."""
        if self._whole:
            return asked
        profile = self._profile
        if asked.words and ((profile and profile.names) or self._desk.restricted()):
            raise NotAllowed(
                "your role cannot filter by words of reports", do="Use the search, which looks at each report"
            )
        if asked.publisher and ((profile and not profile.reports) or self._desk.restricted()):
            raise NotAllowed("your role cannot filter by publishers", do="Leave the filter out")
        if profile and profile.place is not Region.EXACT and (asked.place or asked.bounds):
            raise NotAllowed("your role cannot filter by places", do="Leave the filter out")
        if profile and not profile.parties and (asked.party or asked.status):
            raise NotAllowed("your role cannot filter by who did it", do="Leave the filter out")
        return asked

    def _touched(self) -> dict[str, frozenset[str]]:
        """Give the incidents that restricted reports tell of, each with the keys of these."""
        if self._whole:
            return {}
        catalogue, found = self._at.catalogue, {}
        restricted = catalogue.restricted()
        for key in restricted:
            for incident in catalogue.incidents_of(report=key):
                found[incident] = frozenset(one.key for one, _ in catalogue.members_of(incident)) & restricted
        return found

    def _hidden(self) -> frozenset[str]:
        """Give the incidents that none but restricted reports tell of."""
        members = self._at.catalogue.members_of
        return frozenset(
            name for name, keys in self._touched().items() if keys == {one.key for one, _ in members(name)}
        )

    def _rows(self, rows: Sequence[QueueRow]) -> tuple[QueueRow, ...]:
        if self._whole:
            return tuple(rows)
        touched = self._touched()
        return tuple(self._row(self._unsaid(one) if one.id in touched else one) for one in rows)

    def _unsaid(self, row: QueueRow) -> QueueRow:
        """Leave out of a row what the incident's page leaves out: values that a restricted report alone words."""
        view = self._desk.incident(row.id)
        if view is None:
            return replace(row, kind=None, place=None, date=None, title=row.id)
        names = {one.id for one in view.reports if one.restricted}
        line = view.incident
        place, day = line["place"] or {}, line["date"] or {}
        silent = {
            name
            for name, passages in (
                ("kind", line["kind_passages"]),
                ("place", place.get("passages")),
                ("date", day.get("passages")),
            )
            if any(at[0] in names for at in passages or ())
        }
        if not silent:
            return row
        return replace(
            row,
            kind=None if "kind" in silent else row.kind,
            place=None if "place" in silent else row.place,
            date=None if "date" in silent else row.date,
            title=row.id,
        )

    def _row(self, row: QueueRow) -> QueueRow:
        if self._whole:
            return row
        # Of an incident of which neither is known the title is its first report's, whatever that holds.
        title = row.title if row.kind or row.place else row.id
        profile = self._profile
        if profile is None:
            return replace(row, title=title)
        place = dict(row.place or {})
        if place and profile.place is Region.COUNTRY:
            title = row.id
            place = {"name": place["country"] or "", "country": place["country"], "lat": None, "lon": None}
            place["radius_km"] = None
        return replace(
            row,
            title=title,
            place=place or None,
            parties=row.parties if profile.parties else (),
            status=row.status if profile.parties else None,
            why=row.why if profile.reasons else (),
        )

    def _hit(self, hit: Hit, words: str) -> Hit | None:
        if hit.restricted:
            return None
        if self._profile is None:
            return hit
        view = self.report(hit.key)
        if view is None:
            return None
        title = view.report.title
        cut = tuple(Segment(one.text, one.is_match) for one in marked(view.report.text, words))
        found = any(one.is_match for one in cut) or any(one.is_match for one in marked(title or "", words))
        return (
            replace(hit, title=title, publisher=view.report.publisher, id=view.report.id, snippet=cut)
            if found
            else None
        )

    def _seen(self, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        if self._whole:
            return tuple(decisions)
        reports, incidents = self._desk.restricted(), self._hidden()
        left = tuple(
            one for one in decisions if one.subject.report not in reports and one.subject.incident not in incidents
        )
        profile = self._profile
        if profile is None:
            return left
        # Words of people and of reports stay out: whom they name is known where the incident is shown whole. So do ids
        # and places of items, which are made of the unmasked text.
        return tuple(
            replace(
                one,
                subject=Subject(one.subject.about, one.subject.incident),
                value={},
                proposed={},
                note="",
                who=one.who if profile.reviewers else SOMEBODY,
            )
            for one in left
        )

    def _without(self, view: IncidentView, hidden: frozenset[str]) -> IncidentView | None:
        """Leave out what restricted reports say; figures that rest on them stay, without their words."""
        names = {one.id for one in view.reports if one.key in hidden}
        found = self._assessed(view.id)
        if found is None:
            return None
        decided, proposed = (without_reports(one, names) for one in found)
        return replace(
            view,
            incident=_line(compose_incident(decided)),
            proposed=_line(compose_incident(proposed)),
            row=self._rows([view.row])[0],
            reports=tuple(one for one in view.reports if one.key not in hidden),
            links=tuple(one for one in view.links if not {one.one, one.other} & hidden),
            texts={name: text for name, text in view.texts.items() if name not in names},
            decisions=tuple(one for one in view.decisions if one.subject.report not in hidden),
            members=tuple(one for one in view.members if one[0] not in hidden),
        )

    def _masked(self, view: IncidentView, profile: Redaction, hidden: frozenset[str]) -> IncidentView | None:
        """Show an incident as it would leave the house under the profile."""
        found = self._assessed(view.id)
        if found is None:
            return None
        incident = replace(found[0], decisions=())
        redacted = self._leaver.redacted(incident, profile)
        line = _line(compose_incident(redacted))
        spared = () if profile.restricted else hidden
        keys = {one.id: one for one in view.reports if one.key not in spared}
        told = [one for one in incident.told_by if one.id in keys]
        cards: list[ReportCard] = []
        if len(told) == len(redacted.told_by):
            for was, now in zip(told, redacted.told_by, strict=True):
                card = keys[was.id]
                cards.append(
                    replace(card, id=now.id, title=now.title, publisher=now.publisher, url=now.url, mentions=())
                )
        decisions = self._seen(view.decisions)
        return replace(
            view,
            incident=line,
            proposed=line,
            row=self._rows([view.row])[0],
            reports=tuple(cards),
            texts={one.id: one.text for one in redacted.told_by},
            decisions=decisions,
            standing=frozenset(one.entry for one in decisions) & view.standing,
            # A side that is a report is named by the hash of its text: such a link is not shown.
            links=tuple(
                replace(one, note="", who=one.who if profile.reviewers else SOMEBODY)
                for one in view.links
                if _KEY_LENGTH not in {len(one.one), len(one.other)}
            ),
            history=tuple(replace(one, who=one.who if profile.reviewers else SOMEBODY) for one in view.history),
            members=(),
        )

    def _assessed(self, named: str) -> tuple[Incident, Incident] | None:
        """Assess an incident as decided, and as the machine has it."""
        told = self._at.told(named)
        if told is None:
            return None
        stems = {one.reading.report.key for one in told.linked.mentions}
        decided = self._at.decided(told, self._at.rulings([named], (), stems), with_proposed=True)
        return decided.incident, decided.proposed or decided.incident

    def _reading(self, view: ReportView) -> Reading | None:
        reading = self._at.readings({view.key: view.report.id}).get(view.key)
        if reading is None:
            return None
        return amend(reading, self._at.rulings((), [view.key], [reading.report.key]).held).reading


def _line(composed: Any) -> dict[str, Any]:
    """Give what was composed as it stands in a line of JSON."""
    line: dict[str, Any] = json.loads(json_line(composed))
    return line
