"""The actor data as it is kept: states, groups, organisations, roles, leaders, regions; read from TOML once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import ModelError
from onrecord.model import SpeakerKind


class Form(StrEnum):
    """How words name an actor."""

    NAME = "name"
    ADJECTIVE = "adjective"
    """"Russian"; a state's name that stands before what it qualifies ("US jets") is one too."""
    PEOPLE = "people"
    """"the Russians"."""
    SEAT = "seat"
    """"Moscow", "the Kremlin": a place unless it speaks, is accused or is answered."""
    LEADER = "leader"
    """"Assad" in "the Assad regime"."""
    ROLE = "role"
    """A service of a state: "the Israeli army"; or one without a state beside it: "the army", "rebels"."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can speak or be accused."""

    name: str
    code: str | None
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class State:
    """A state, and what its services are called after."""

    code: str
    name: str
    adjective: str

    @property
    def government(self) -> Actor:
        """The state as an actor."""
        return Actor(self.name, f"{self.code}GOV", SpeakerKind.GOVERNMENT)


@dataclass(frozen=True, slots=True)
class Role:
    """A service of a state."""

    code: str
    kind: SpeakerKind
    pattern: str
    whole: Mapping[str, str]
    """Codes for which all such services are known by one name ("Houthis" for the rebels of Yemen)."""

    def of(self, state: State) -> Actor:
        """Say which actor this role makes of a state."""
        code = f"{state.code}{self.code}"
        name = self.whole.get(code) or self.pattern.format(state=state.name, adj=state.adjective)
        return Actor(name, code, self.kind)


@dataclass(frozen=True, slots=True)
class Named:
    """One wording and what it names: an actor, or a state in one of its forms."""

    words: str
    form: Form
    actor: Actor | None = None
    state: State | None = None
    acronym: bool = False
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ActorData:
    """All wordings of one language."""

    states: Mapping[str, State]
    named: tuple[Named, ...]
    roles: tuple[tuple[str, Role, bool], ...]
    """Phrase, role, and whether it may stand without a state."""
    between: frozenset[str]
    voices: frozenset[str]
    modifiers: frozenset[str]
    """Names of states that are also written as adjectives ("US")."""
    regions: Mapping[str, str]
    """Region or town -> code of its state."""


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files("onrecord.reading.actors").joinpath(name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"actor data is absent or damaged: {error}",
            where=f"onrecord/reading/actors/{name}",
            do="Reinstall onrecord",
        ) from error


def _states(language: str) -> tuple[dict[str, State], list[Named]]:
    states: dict[str, State] = {}
    named: list[Named] = []
    for code, entry in _toml("states.toml").items():
        words = entry.get(language, {})
        adjectives = words.get("adjectives", [])
        state = states[code] = State(code, entry["name"], adjectives[0] if adjectives else entry["name"])
        actor = state.government
        for form, listed in (
            (Form.NAME, [entry["name"], *words.get("names", [])]),
            (Form.ADJECTIVE, [one for one in adjectives if one not in words.get("names", [])]),
            (Form.PEOPLE, words.get("people", [])),
            (Form.SEAT, words.get("seats", [])),
        ):
            named += [Named(one, form, actor, state) for one in listed]
    for entry in _toml("leaders.toml")["leader"]:
        state, years = states[entry["state"]], (entry["from"], entry["until"])
        named += [Named(one, Form.LEADER, state.government, state, years=years) for one in entry.get(language, [])]
    return states, named


def _wordings(actor: Actor, entry: Mapping[str, Any]) -> list[Named]:
    plain = [Named(one, Form.NAME, actor) for one in entry.get("names", [])]
    return plain + [Named(one, Form.NAME, actor, acronym=True) for one in entry.get("acronyms", [])]


def _groups(language: str) -> list[Named]:
    named: list[Named] = []
    for code, entry in _toml("groups.toml").items():
        kind = SpeakerKind(entry.get("kind", "armed_group"))
        actor = Actor(entry["name"], code, kind)
        named.append(Named(entry["name"], Form.NAME, actor))
        named += _wordings(actor, entry.get(language, {}))
        for name, words in entry.get("parts", {}).items():
            named += [Named(one, Form.NAME, Actor(name, code, kind)) for one in words]
    return named


def _organisations() -> list[Named]:
    named: list[Named] = []
    for kind, entries in _toml("organisations.toml").items():
        for name, entry in entries.items():
            actor = Actor(name, entry.get("code"), SpeakerKind(kind))
            named.append(Named(name.split(" (")[0], Form.NAME, actor, acronym=name.isupper() and len(name) < 5))
            named += _wordings(actor, entry)
    return named


@cache
def load(language: str) -> ActorData:
    """Read the actor data of a language ("en"). ModelError where a file is absent or damaged."""
    states, named = _states(language)
    named += _groups(language)
    named += _organisations()
    file = _toml("roles.toml")
    whole = {code: entry["name"] for code, entry in _toml("groups.toml").items() if entry.get("whole")}
    roles: list[tuple[str, Role, bool]] = []
    for entry in file["role"]:
        role = Role(entry["code"], SpeakerKind(entry["kind"]), entry["name"], whole)
        bare = set(entry["bare"])
        roles += [(one, role, one in bare) for one in entry[language]]
        roles += [(one, role, True) for one in entry["bare"] if one not in entry[language]]
    modifiers = frozenset(
        one for entry in _toml("states.toml").values() for one in entry.get(language, {}).get("adjectives", [])
    )
    regions = {name: code for code, names in _toml("regions.toml").items() for name in names}
    return ActorData(
        states,
        tuple(named),
        tuple(roles),
        frozenset(file["between"][language]),
        frozenset(file["voice"][language]),
        modifiers,
        regions,
    )
