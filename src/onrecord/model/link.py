"""Links: why two mentions are held to be of one incident, or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class MentionRef(NamedTuple):
    """Names one incident mention: the report, and the id that its reading gave the mention."""

    report: str
    mention: str


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for or against two mentions being of one incident."""

    name: str
    value: str
    """What was compared, as a reader can check it: "2016-02-15, the same day"."""
    weight: float
    """What it adds to the score, in log odds."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions held to be of one incident, or not, and why."""

    one: MentionRef
    other: MentionRef
    score: float
    """0 to 1."""
    features: tuple[Feature, ...] = ()
