"""Deciding at the desk: a decision is checked, put into the ledger, and what hangs on it is made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.archive import DecisionToKeep
from onrecord.desk.amended import decision_of
from onrecord.desk.holding import Holding
from onrecord.desk.views import Outcome
from onrecord.errors import BadValue, NotAllowed, UnknownSubject
from onrecord.model import OF_READINGS, About, Call, Claim, Count, Decision, Reading, Subject
from onrecord.reviewing import CHANNEL, Channel, Held, amend, checked, claim_value, count_value, key_of
from onrecord.reviewing.decisions import is_added, withdrawn
from onrecord.reviewing.values import LONGEST_NOTE, line_value

_ITEMS = frozenset((About.INFRASTRUCTURE, About.PARTY))
"""Values of which an incident can have several."""


@dataclass(frozen=True, slots=True)
class _Aimed:
    """A subject found, with what the machine has of it."""

    subject: Subject
    proposed: Mapping[str, Any]
    text: str | None = None
    reports: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    given: bool = False
    """Whether it stands in the incident as decided, be it that the machine has nothing of it."""


class Deciding:
    """Takes decisions."""

    def __init__(self, holding: Holding) -> None:
        self._at = holding

    def decide(
        self, who: str, subject: Subject, call: Call, value: Mapping[str, Any] | None, note: str, seen: int
    ) -> Outcome:
        """Record a decision, and make anew what hangs on it."""
        if call is Call.WITHDRAW:
            raise BadValue("call", "a decision is taken back by its entry", "Undo it")
        if len(note) > LONGEST_NOTE:
            raise BadValue("note", f"longer than {LONGEST_NOTE:,} characters", "Shorten it")
        if call is Call.NOTE and not note.strip():
            raise BadValue("note", "an empty note", "Write something")
        self._at.catch_up()
        aimed = self._aim(subject, call, value or {})
        said = checked(aimed.subject.about, call, value or {}, aimed.text)
        there = bool(aimed.proposed) or is_added(aimed.subject.item or "") or (call is Call.REJECT and aimed.given)
        if call in {Call.ACCEPT, Call.REJECT} and not there:
            raise BadValue("call", f"there is nothing to {call.value}", "Say what holds instead")
        kept = self._at.archive.decide(
            who,
            DecisionToKeep(
                aimed.subject,
                key_of(aimed.subject),
                call,
                said,
                aimed.proposed,
                note,
                None,
                aimed.reports,
                _against(call),
                aimed.aliases,
            ),
            seen=seen,
        )
        return self._outcome(kept)

    def undo(self, who: str, decision: Decision, *, anybody: bool) -> Outcome:
        """Take a decision back."""
        if decision.who != who and not anybody:
            raise NotAllowed(f"entry {decision.entry} is {decision.who}'s", do="Ask an editor to take it back")
        subject = decision.subject
        line = self._at.catalogue.decision(decision.entry)
        assert line is not None  # noqa: S101 - the caller looked it up
        _, key, reports = decision_of(line)
        lines = self._same_subject(subject)
        before = withdrawn(self._alive_withdrawals(lines)).get(decision.entry)
        if before is not None:
            raise BadValue("entry", f"{before.who} took it back already (entry {before.entry})", "Look at it again")
        kept = self._at.archive.decide(
            who,
            DecisionToKeep(
                subject, key, Call.WITHDRAW, undoes=decision.entry, reports=reports, against=(Call.WITHDRAW,)
            ),
            seen=max((one.entry for one in lines), default=decision.entry),
        )
        return self._outcome(kept)

    def _same_subject(self, subject: Subject) -> list[Decision]:
        incidents = [subject.incident] if subject.incident and subject.about not in OF_READINGS else []
        reports = [subject.report] if subject.report else []
        stems = [subject.item.partition(":")[0]] if subject.about in OF_READINGS and subject.item else []
        found = self._at.catalogue.decisions(incidents=incidents, reports=reports, stems=stems)
        return [decision_of(line)[0] for line in found]

    @staticmethod
    def _alive_withdrawals(decisions: list[Decision]) -> list[Decision]:
        """Leave out the withdrawals that were taken back themselves."""
        back: set[int] = set()
        alive = []
        for one in sorted(decisions, key=lambda one: -one.entry):
            if one.call is Call.WITHDRAW and one.entry not in back:
                alive.append(one)
                if one.undoes is not None:
                    back.add(one.undoes)
        return alive

    def _outcome(self, kept: Decision) -> Outcome:
        changed = self._at.catch_up().changed
        touched = self._at.touched([kept])
        return Outcome(kept.entry, bool(changed & touched), tuple(sorted(touched)))

    # What a decision is on

    def _aim(self, subject: Subject, call: Call, value: Mapping[str, Any]) -> _Aimed:
        if subject.about in OF_READINGS:
            return self._item(subject, call, value)
        if subject.about is About.REPORT:
            stored = self._at.catalogue.report(subject.report or "-")
            if stored is None:
                raise UnknownSubject(f"no report {subject.report!r}", do="Look it up by its key")
            return _Aimed(Subject(About.REPORT, report=stored.key), {}, reports=(stored.key,))
        return self._value(subject, call, value)

    def _value(self, subject: Subject, call: Call, value: Mapping[str, Any]) -> _Aimed:
        """Find a value of an incident."""
        stored = self._at.catalogue.incident(subject.incident or "")
        if stored is None:
            raise UnknownSubject(f"no incident {subject.incident!r}", do="Look it up again")
        about = subject.about
        item = subject.item if about in _ITEMS else None
        reports = tuple({report.key for report, _ in self._at.catalogue.members_of(stored.id)})
        proposed: Mapping[str, Any] = {}
        given = False
        if about is not About.INCIDENT:
            line, now = json.loads(stored.proposed), json.loads(stored.decided)
            if about in _ITEMS:
                item = self._named(about, stored.id, item, call, value, now)
            proposed = line_value(line, about, item)
            # A correction may have changed the name by which the caller knows it.
            given = any(line_value(now, about, one) for one in (item, subject.item))
        aliases = self._at.catalogue.went_to(stored.id)
        found = Subject(about, stored.id, item=item)
        return _Aimed(
            found,
            proposed,
            reports=reports,
            aliases=tuple(key_of(replace(found, incident=one)) for one in aliases),
            given=given,
        )

    def _named(
        self,
        about: About,
        incident: str,
        item: str | None,
        call: Call,
        value: Mapping[str, Any],
        now: Mapping[str, Any],
    ) -> str:
        """Name one of several values as the first decision on it did: a correction may have changed its name."""
        names = ("kind",) if about is About.INFRASTRUCTURE else ("code", "name")
        if call is Call.ADD:
            given = next((value[name] for name in names if value.get(name)), None)
            if not isinstance(given, str):
                raise BadValue(names[-1], f"a {about.value} cannot be without it", "Give it")
            return given
        held = self._at.rulings([incident], (), ()).held
        for one in reversed(held.verdicts(about)):
            said = {one.value.get(name) for name in names} - {None}
            if item is not None and (item in said or item == one.subject.item):
                return one.subject.item or item
        known = now["infrastructure"] if about is About.INFRASTRUCTURE else now["parties"]
        for one in known:
            if item is not None and item in {one.get(name) for name in names}:
                return str(next(one[name] for name in names if one.get(name)))
        raise UnknownSubject(f"the incident has no {about.value} {item!r}", do="Look at it again, or add it")

    def _item(self, subject: Subject, call: Call, value: Mapping[str, Any]) -> _Aimed:
        """Find a claim or count in its report's reading as it is now."""
        stored = self._at.catalogue.report(subject.report or "-")
        if stored is None:
            raise UnknownSubject(f"no report {subject.report!r}", do="Name the report that it stands in")
        incident = None
        if subject.incident is not None:
            found = self._at.catalogue.incident(subject.incident)
            if found is None:
                raise UnknownSubject(f"no incident {subject.incident!r}", do="Look it up again")
            incident = found.id
        reading = self._at.readings({stored.key: stored.name}).get(stored.key)
        if reading is None:
            raise UnknownSubject(f"the report {stored.key[:12]} was not read", do="Refresh first")
        text, reports = reading.report.text, (stored.key,)
        if call is Call.ADD:
            spans = value.get("passages") or ()
            at = tuple(tuple(one) for one in spans) if isinstance(spans, list | tuple) else ()
            checked(subject.about, call, value, text)
            named = Subject(subject.about, incident, stored.key, f"{stored.stem}:new", at)
            return _Aimed(named, {}, text, reports)
        held = self._at.rulings((), (), [stored.stem]).held
        named = self._as_decided(subject, reading, held, stored.key, incident)
        items: tuple[Claim, ...] | tuple[Count, ...]
        items = reading.claims if subject.about is About.CLAIM else reading.counts
        item = next((one for one in items if one.id == subject.item), None)
        proposed: Mapping[str, Any] = {}
        if isinstance(item, Claim):
            proposed = claim_value(item)
        elif isinstance(item, Count):
            proposed = count_value(item)
        elif (before := held.verdict(named)) is not None:  # put back: what the machine proposed when it was decided on
            proposed = before.proposed
        return _Aimed(named, proposed, text, reports)

    @staticmethod
    def _as_decided(subject: Subject, reading: Reading, held: Held, key: str, incident: str | None) -> Subject:
        """Name an item as the decisions on it do, where there are any; else by its id and where it stands now."""
        item = subject.item or ""
        placed = amend(reading, held).placed
        for one in reversed(held.all):
            # An id alone says nothing, since a newer reader numbers anew, but for those of added items, which stay.
            on_it = placed.get(one.entry) == item or (is_added(item) and one.subject.item == item)
            if one.subject.about is subject.about and on_it:
                return replace(one.subject, incident=incident, report=key)
        items = reading.claims if subject.about is About.CLAIM else reading.counts
        for found in items:
            if found.id == item:
                words = found.content if isinstance(found, Claim) else found.at
                at = tuple((one.start, one.end) for one in words.passages)
                return Subject(subject.about, incident, key, item, at)
        raise UnknownSubject(f"no {subject.about.value} {item!r} in report {key[:12]}", do="Look at it again")


def _against(call: Call) -> tuple[Call, ...]:
    """Give the calls that a call competes with on one subject."""
    channel = CHANNEL[call]
    if channel is Channel.NOTE:
        return ()
    return (*(one for one, its in CHANNEL.items() if its is channel), Call.WITHDRAW)
