"""Decisions -> which of them hold: the newest on each subject, but for those that were taken back.

Rows are never edited. A withdrawal takes back the entry that it names, so that the one before it holds again; a
withdrawal can itself be taken back. Notes do not compete: each holds until it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from onrecord.model import OF_READINGS, About, Call, Decision, Subject

ADDED = "p"
"""What the number of an item that a person added begins with: ``3f2a9c417be0:p17`` was added by entry 17."""


class ReviewState(StrEnum):
    """How far people have come with an incident."""

    UNREVIEWED = "unreviewed"
    """Nobody decided anything on it or on its reports."""
    BEGUN = "begun"
    DONE = "done"
    """Somebody marked its review as done, nobody reopened it, and no report came since."""


class Channel(StrEnum):
    """What a call competes for with others on one subject."""

    VERDICT = "verdict"
    NOTE = "note"
    REVIEW = "review"
    RESTRICTION = "restriction"
    WITHDRAWAL = "withdrawal"


CHANNEL: Mapping[Call, Channel] = {
    Call.ACCEPT: Channel.VERDICT,
    Call.CORRECT: Channel.VERDICT,
    Call.REJECT: Channel.VERDICT,
    Call.ADD: Channel.VERDICT,
    Call.NOTE: Channel.NOTE,
    Call.DONE: Channel.REVIEW,
    Call.REOPEN: Channel.REVIEW,
    Call.RESTRICT: Channel.RESTRICTION,
    Call.RELEASE: Channel.RESTRICTION,
    Call.WITHDRAW: Channel.WITHDRAWAL,
}

Slot = tuple[About, str, Channel]
"""What the newest decision of holds."""


def key_of(subject: Subject) -> str:
    """Name a subject, the same for all decisions on it: an item with where it stands, an incident, a report.

    >>> key_of(Subject(About.CLAIM, item="3f2a9c417be0:c1", at=((4, 9),)))
    '3f2a9c417be0:c1@4-9'
    """
    if subject.about in OF_READINGS:
        item = subject.item or ""
        if is_added(item):
            return item
        return f"{item}@{','.join(f'{start}-{end}' for start, end in subject.at)}"
    if subject.about is About.REPORT:
        return subject.report or ""
    return f"{subject.incident}/{subject.item}" if subject.item else subject.incident or ""


def is_added(item: str) -> bool:
    """Tell whether an item's id is that of one that a person added."""
    return item.partition(":")[2].startswith(ADDED)


def stem_of(subject: Subject) -> str | None:
    """Give the stem of a claim's or count's id, which names the text that it stands in; None of all else."""
    return (subject.item or "").partition(":")[0] if subject.about in OF_READINGS else None


def slot_of(decision: Decision) -> Slot:
    """Name what a decision competes for."""
    return decision.subject.about, key_of(decision.subject), CHANNEL[decision.call]


@dataclass(frozen=True, slots=True)
class Held:
    """Decisions, and which of them hold."""

    all: tuple[Decision, ...]
    """Oldest first."""
    alive: tuple[Decision, ...]
    """Those that were not taken back, without withdrawals, oldest first."""
    standing: Mapping[Slot, Decision]
    """The newest of each slot; of notes, the newest one."""

    @classmethod
    def of(cls, decisions: Iterable[Decision], redirects: Mapping[str, str] | None = None) -> Self:
        """Take decisions in any order; incidents' ids are followed along ``redirects``."""
        went = redirects or {}
        ordered = sorted((_followed(one, went) for one in decisions), key=lambda one: one.entry)
        back: set[int] = set()
        alive: list[Decision] = []
        for one in reversed(ordered):
            if one.entry in back:
                continue
            if one.call is Call.WITHDRAW:
                if one.undoes is not None:
                    back.add(one.undoes)
            else:
                alive.append(one)
        alive.reverse()
        return cls(tuple(ordered), tuple(alive), {slot_of(one): one for one in alive})

    def entries(self) -> frozenset[int]:
        """Give the entries of all that holds, every note among them."""
        notes = {one.entry for one in self.alive if one.call is Call.NOTE}
        return frozenset(notes | {one.entry for one in self.standing.values()})

    def verdict(self, subject: Subject) -> Decision | None:
        """Give what holds of a subject."""
        return self.standing.get((subject.about, key_of(subject), Channel.VERDICT))

    def verdicts(self, *about: About) -> list[Decision]:
        """Give what holds of all subjects of these kinds, oldest first."""
        found = [one for slot, one in self.standing.items() if slot[0] in about and slot[2] is Channel.VERDICT]
        return sorted(found, key=lambda one: one.entry)

    def restricted(self, report: str) -> bool:
        """Tell whether a report is restricted."""
        one = self.standing.get((About.REPORT, report, Channel.RESTRICTION))
        return one is not None and one.call is Call.RESTRICT

    def review(self, incident: str) -> Decision | None:
        """Give what holds of an incident's review: that it is done, or reopened; None where nobody said either."""
        return self.standing.get((About.INCIDENT, incident, Channel.REVIEW))


def _followed(one: Decision, redirects: Mapping[str, str]) -> Decision:
    incident = one.subject.incident
    if incident is None or incident not in redirects:
        return one
    seen = {incident}
    while (after := redirects.get(incident)) is not None and after not in seen:
        incident = after
        seen.add(incident)
    return replace(one, subject=replace(one.subject, incident=incident))


def withdrawn(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """Give the withdrawal in force of each entry that is taken back now."""
    found: dict[int, Decision] = {}
    for one in sorted(decisions, key=lambda one: -one.entry):
        # What takes a withdrawal back is newer than it, so that it is known by now.
        if one.call is Call.WITHDRAW and one.undoes is not None and one.entry not in found:
            found.setdefault(one.undoes, one)
    return found
