"""Mentions: stretches of tokens that count people ("ما لا يقل عن 12 طفلاً", "رجل", "آخرين", a name)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Group, Measure


class How(StrEnum):
    """How a mention says how many."""

    NUMBER = "number"
    """A number, or the dual."""
    VAGUE = "vague"
    SINGLE = "single"
    PLURAL = "plural"
    NAME = "name"


@dataclass(slots=True)
class Mention:
    """People as one stretch of tokens counts them."""

    first: int
    last: int
    """Last token, included."""
    how: How
    low: int | None
    high: int | None
    group: Group = Group.PEOPLE
    vague: str | None = None
    measure: Measure | None = None
    """What its own noun says happened to them."""
    prefix: str = ""
    """Clitics of its first word."""
    definite: bool = False
    """People spoken of before."""
    further: bool = False
    """Besides those spoken of before: "آخرين"."""
    bare: bool = False
    """A number without a noun."""
    owned: bool = False
    """"زوجته", "أطفالها"."""
    name: tuple[int, int] | None = None
    """First and last token of the name of a single person."""
    female: bool | None = None
    also: Measure | None = None
    """A second measure of a shared number: "20 قتيلاً وجريحاً"."""
    joint: bool = False
    """The number counts killed and injured together."""
