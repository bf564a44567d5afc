"""Judgements: what people decided about whether mentions are of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.link import MentionRef
from onrecord.model.member import Member


class Verdict(StrEnum):
    """What a person says of two incidents, or of a report and an incident."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    """Nobody can say yet: linking decides, as if nothing had been said. It undoes what was said before."""


@dataclass(frozen=True, slots=True)
class LinkJudgement:
    """One person's decision on one day. It is never changed; a newer one on the same mentions takes its place."""

    entry: int
    """Of the archive's ledger: newer ones have higher numbers."""
    who: str
    at: str
    """UTC, ISO 8601."""
    verdict: Verdict
    one: str
    """What was judged: an incident's id or a report's key."""
    other: str
    one_members: tuple[Member, ...]
    """The mentions that it stood for when it was judged."""
    other_members: tuple[Member, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Two mentions that a person judged to be of one incident, or of two."""

    one: MentionRef
    other: MentionRef
    same: bool
    why: str
    """Who judged it, and when."""
