"""Schemes: how an organisation turns claims and counts into ranges, statuses and grades; each a TOML file here.

A new scheme is one file here, with the tables that :class:`Scheme` names. It is known by the name of its file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from string import Formatter
from types import MappingProxyType
from typing import Any

from onrecord.errors import ModelError, UsageError
from onrecord.model import Group

SCHEMES: tuple[str, ...] = tuple(
    sorted(one.name.removesuffix(".toml") for one in resources.files(__name__).iterdir() if one.name.endswith(".toml"))
)
"""Names of the schemes that can be loaded, in order of the alphabet."""


class Shape(StrEnum):
    """What a scheme makes of the counts of one incident."""

    RANGE = "range"
    """The lowest and the highest figure that are stated."""
    CONSERVATIVE = "conservative"
    """One integer, the lowest that is stated: both ends are equal."""
    BEST = "best"
    """Low, best and high."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule: why a decision is made."""

    name: str
    title: str
    text: str
    """A sentence with named fields in braces."""

    def say(self, **fields: object) -> str:
        """Fill the sentence. ModelError when a field that it names is not given."""
        try:
            return self.text.format(**fields)
        except (KeyError, IndexError) as error:
            raise ModelError(f"rule {self.name!r} names a field that is not given: {error}") from error

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields of the sentence, in its order."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name)


@dataclass(frozen=True, slots=True)
class CountRules:
    """How a scheme numbers what reports state."""

    shape: Shape
    injured: bool
    """Whether the scheme records injuries at all."""
    outside_headline: tuple[Group, ...]
    """Groups that stand in the groups alone and are kept out of ``killed`` and ``injured``."""
    open_low_from_part: bool
    """Whether an open low end ("up to 50") closes on the largest low of a part of the same people."""
    strict: bool
    """Whether "more than 40" closes on 41, the least that it can mean, rather than on the number stated."""
    vague: Mapping[str, tuple[int, int]]
    """Vague word, as :attr:`onrecord.model.Count.vague` names it -> the low and high that stand for it."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme as its file states it."""

    name: str
    title: str
    counts: CountRules
    rules: Mapping[str, Rule]
    """Named rules in the order of the file; decisions cite them by name."""


def load_scheme(name: str) -> Scheme:
    """Load a scheme by its name.

    Raises UsageError for a name that no file bears, ModelError for a file that is damaged.
    """
    if name not in SCHEMES:
        raise UsageError(f"no scheme is called {name!r}", do=f"Schemes known: {', '.join(SCHEMES)}")
    where = f"schemes/{name}.toml"
    try:
        data = tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
        return Scheme(
            name=name,
            title=str(data["title"]),
            counts=_count_rules(data["counts"]),
            rules=MappingProxyType(
                {key: Rule(key, str(rule["title"]), str(rule["text"])) for key, rule in data.get("rules", {}).items()}
            ),
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged scheme: {error!r}", where=where, do="Install onrecord again, or mend the file"
        ) from error


def _count_rules(table: Mapping[str, Any]) -> CountRules:
    vague = {str(word): (int(low), int(high)) for word, (low, high) in table["vague"].items()}
    for word, (low, high) in vague.items():
        if low > high:
            raise ValueError(f"{word!r} has its low above its high")
    return CountRules(
        shape=Shape(table["shape"]),
        injured=bool(table["injured"]),
        outside_headline=tuple(Group(one) for one in table["outside_headline"]),
        open_low_from_part=bool(table["open_low_from_part"]),
        strict=bool(table["strict"]),
        vague=MappingProxyType(vague),
    )
