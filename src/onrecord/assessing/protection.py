"""The law that protects what was hit: an index for the reader of an incident, never a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.errors import ModelError
from onrecord.model import Group, Infrastructure, InfrastructureKind, Protection


@dataclass(frozen=True, slots=True)
class Rule:
    """One reference of the index."""

    name: str
    """As printed: "Geneva Convention IV, art. 18"."""
    about: str
    protects: tuple[str, ...]
    """Infrastructure kinds and groups."""
    checked: str
    """What the reference was checked against."""


@cache
def rules() -> tuple[Rule, ...]:
    """Load the index, in the order of its file. ModelError when the file is damaged."""
    where = "assessing/protection.toml"
    try:
        data = tomllib.loads(resources.files(__package__).joinpath("protection.toml").read_text("utf-8"))
        known = {*InfrastructureKind, *Group}
        found = []
        for row in data["rule"]:
            unknown = [one for one in row["protects"] if one not in known]
            if unknown:
                raise ValueError(f"{row['name']}: {unknown} is neither an infrastructure kind nor a group")
            found.append(Rule(row["name"], row["about"], tuple(row["protects"]), row["checked"]))
        return tuple(found)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(f"damaged index of law: {error!r}", where=where, do="Install onrecord again") from error


def protection(infrastructure: Iterable[Infrastructure], groups: Iterable[Group]) -> tuple[Protection, ...]:
    """List, for each kind of thing and group of people hit, the rules that protect it: name, and what it is about."""
    hit: dict[str, None] = {}
    for one in infrastructure:
        hit.setdefault(one.kind.value)
    for group in groups:
        if group not in (Group.PEOPLE, Group.COMBATANTS, Group.MEN):
            hit.setdefault(group.value)
    found = []
    for of in hit:
        apply = [rule for rule in rules() if of in rule.protects]
        if apply:
            found.append(Protection(of, tuple(rule.name for rule in apply), tuple(rule.about for rule in apply)))
    return tuple(found)
