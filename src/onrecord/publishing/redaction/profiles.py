"""Profiles: which fields leave the house, and whose names are masked. Data, so that a house can add its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError


class Region(StrEnum):
    """How finely the place of an incident is told."""

    EXACT = "exact"
    COUNTRY = "country"


class Masked(StrEnum):
    """Whose names are masked."""

    VICTIMS = "victims"
    WITNESSES = "witnesses"
    """Speakers that are witnesses, or persons who hold no office."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one profile lets out."""

    name: str
    title: str
    about: str
    """What it is for, in a sentence, as pages show it."""
    names: frozenset[Masked]
    place: Region
    facilities: bool
    groups: bool
    ages: bool
    parties: bool
    claims: bool
    reports: bool
    reasons: bool
    reviewers: bool
    restricted: bool

    @property
    def withholds(self) -> bool:
        """Tell whether it keeps back anything at all."""
        let_out = (one.name for one in fields(self) if one.type == "bool")
        return bool(self.names) or self.place is not Region.EXACT or not all(getattr(self, one) for one in let_out)


def load_profiles(own: Path | None = None) -> dict[str, Profile]:
    """Load the profiles of the package and, where the file is there, a house's own, by name, in their order.

    A house's profile of the same name takes the place of the package's. UsageError, with the file and the profile, for
    one that is not whole: what may leave the house is never guessed.
    """
    found = _read(resources.files(__package__).joinpath("profiles.toml").read_text("utf-8"), "profiles.toml")
    if own is not None and own.is_file():
        try:
            found |= _read(own.read_text("utf-8"), str(own))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"redaction profiles cannot be read: {error}", where=str(own)) from error
    return found


def _read(words: str, where: str) -> dict[str, Profile]:
    try:
        tables = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"redaction profiles are no TOML: {error}", where=where) from error
    return {name: _profile(name, table, where) for name, table in tables.items()}


def _profile(name: str, table: object, where: str) -> Profile:
    if not isinstance(table, Mapping):
        raise UsageError(f"the redaction profile {name} is no table", where=where)
    expected = {one.name: one.type for one in fields(Profile) if one.name != "name"}
    wrong = sorted(set(expected) ^ set(table))
    if wrong:
        said = "lacks" if wrong[0] in expected else "has a field unknown here:"
        raise UsageError(f"the redaction profile {name} {said} {wrong[0]}", where=where, do="Say every field once")
    values: dict[str, Any] = dict(table)
    for key, kind in expected.items():
        if kind in {"bool", "str"} and not isinstance(values[key], bool if kind == "bool" else str):
            raise UsageError(f"{key} of the redaction profile {name} is no {kind}", where=where)
    try:
        values["names"] = frozenset(Masked(one) for one in values["names"])
        values["place"] = Region(values["place"])
    except (ValueError, TypeError) as error:
        raise UsageError(f"the redaction profile {name}: {error}", where=where) from error
    return Profile(name=name, **values)
