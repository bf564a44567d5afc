"""Mentions: stretches of tokens that count people ("at least 12 children", "a young man", "others", a name)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Group


class Kind(StrEnum):
    """How a mention says how many."""

    NUMBER = "number"
    VAGUE = "vague"
    SINGLE = "single"
    PLURAL = "plural"
    NAME = "name"
    NONE = "none"


GENERIC = frozenset((Group.PEOPLE, Group.CIVILIANS))
"""People of no particular kind: a list that follows can tell who they are."""

GROWN = 18
"""Years from which a person is no child (Convention on the Rights of the Child, article 1)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """People as one stretch of tokens counts them."""

    start: int
    end: int
    """Token after the last."""
    kind: Kind
    low: int | None
    high: int | None
    group: Group
    vague: str | None = None
    bare: bool = False
    """A number without a noun for people."""
    definite: bool = False
    """People spoken of before ("the four", "both", "his three children")."""
    further: bool = False
    """"Others", "another four": besides those spoken of before."""
    inside: str | None = None
    """A word of what happened within the mention ("12 injured people")."""
    generic: bool = True
    age: int | None = None
    """Years, of a single person."""
    hit: bool = False
    """"Two of the wounded": some of those that something happened to; ``inside`` says what."""
    of_them: bool = False
    """"Two of them": some of people spoken of just before."""
