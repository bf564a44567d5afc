"""The Arabic wordings of actors as they are kept, read from TOML once into one lexicon of phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import ModelError
from onrecord.model import SpeakerKind
from onrecord.reading.actors.data import Actor, Form, Role, State
from onrecord.reading.actors.data import load as load_actors
from onrecord.reading.ar.phrases import Phrases
from onrecord.reading.ar.text import fold

OCCUPIER = "OCC"
"""Role of words for an occupier that the rest of the report must name ("جيش الاحتلال")."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What one phrase names: an actor, a state in one of its forms, or a service that needs a state."""

    form: Form
    actor: Actor | None = None
    state: State | None = None
    role: Role | None = None
    needs: bool = False
    """A service that is nobody's without a state after it ("قوات")."""
    fallback: State | None = None
    """Whose a service is where the report names no other country ("قوات النظام")."""
    years: tuple[int, int] | None = None
    """First and last year in which a leader stands for the state."""


@dataclass(frozen=True, slots=True)
class ArabicActors:
    """All Arabic wordings."""

    phrases: Phrases[tuple[Wording, ...]]
    states: Mapping[str, State]
    regions: Phrases[str]
    """Region or town -> code of its state."""
    between: frozenset[str]
    """Folded words that may stand between a service and its state."""
    voice: frozenset[str]
    """Folded words for those who speak for what stands after them."""


def read_toml(package: str, name: str) -> dict[str, Any]:
    """Read a lexicon beside the code of ``package``. ModelError where it is absent or damaged."""
    try:
        return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        where = f"{package.replace('.', '/')}/{name}"
        raise ModelError(
            f"Arabic lexicon is absent or damaged: {error}", where=where, do="Reinstall onrecord"
        ) from error


def _toml(name: str) -> dict[str, Any]:
    return read_toml("onrecord.reading.ar.actors", name)


_ADJECTIVE = ("", "ه", "ا", "تان", "تين", "ات")
_PEOPLE = ("ون", "ين")


def adjective_forms(masculine: str) -> tuple[tuple[str, Form], ...]:
    """Give the forms of a state's adjective, folded: gender, case, dual; the masculine plural names its people.

    >>> adjective_forms("تركي")[1] == ("تركيه", Form.ADJECTIVE)
    True
    """
    stem = fold(masculine)
    return (
        *((stem + end, Form.ADJECTIVE) for end in _ADJECTIVE),
        *((stem + end, Form.PEOPLE) for end in _PEOPLE),
    )


def _of_states(states: Mapping[str, State]) -> Iterator[tuple[str, Wording]]:
    names: set[str] = set()
    file = _toml("states.toml")
    for entry in file.values():
        names.update(fold(one) for one in entry.get("names", []))
    for code, entry in file.items():
        state = states[code]
        for form, words in (
            (Form.NAME, entry.get("names", [])),
            (Form.PEOPLE, entry.get("people", [])),
            (Form.SEAT, entry.get("seats", [])),
        ):
            yield from ((one, Wording(form, state.government, state)) for one in words)
        for masculine in entry.get("adjectives", []):
            # "تركيا" is the state before it is "تركيًا".
            yield from (
                (one, Wording(form, state.government, state))
                for one, form in adjective_forms(masculine)
                if one not in names
            )
    for entry in _toml("leaders.toml")["leader"]:
        state, years = states[entry["state"]], (entry["from"], entry["until"])
        yield from ((one, Wording(Form.LEADER, state.government, state, years=years)) for one in entry["names"])


def _of_actors() -> Iterator[tuple[str, Wording]]:
    for entry in _toml("groups.toml")["group"]:
        actor = Actor(entry["name"], entry["code"], SpeakerKind(entry.get("kind", "armed_group")))
        yield from ((one, Wording(Form.NAME, actor)) for one in entry["names"])
    for kind, entries in _toml("organisations.toml").items():
        for entry in entries:
            actor = Actor(entry["name"], entry.get("code"), SpeakerKind(kind))
            yield from ((one, Wording(Form.NAME, actor)) for one in entry["names"])


def _of_roles(states: Mapping[str, State], whole: Mapping[str, str]) -> Iterator[tuple[str, Wording]]:
    file = _toml("roles.toml")
    plain: dict[str, Role] = {}
    for entry in file["role"]:
        role = Role(entry["code"], SpeakerKind(entry["kind"]), entry["name"], whole)
        plain.setdefault(entry["code"], role)
        plain.setdefault(entry["name"], role)
        yield from ((one, Wording(Form.ROLE, role=role, needs=True)) for one in entry["heads"])
    plain["GOV"] = plain["{state}"]
    plain["MIL"] = plain["{adj} military"]
    plain[OCCUPIER] = Role(OCCUPIER, SpeakerKind.MILITARY, "{adj} military", whole)
    for entry in file["bare"]:
        role = plain[entry.get("as", entry["role"])]
        fallback = states[entry["state"]] if "state" in entry else None
        yield from ((one, Wording(Form.ROLE, role=role, fallback=fallback)) for one in entry["phrases"])


@cache
def load() -> ArabicActors:
    """Read the Arabic actor data. ModelError where a file is absent or damaged."""
    known = load_actors("en")
    whole = known.roles[0][1].whole
    found: dict[tuple[str, ...], tuple[str, list[Wording]]] = {}
    for phrase, wording in (*_of_states(known.states), *_of_actors(), *_of_roles(known.states, whole)):
        key = tuple(fold(part) for part in phrase.split())
        wordings = found.setdefault(key, (phrase, []))[1]
        if wording not in wordings:
            wordings.append(wording)
    roles = _toml("roles.toml")
    return ArabicActors(
        Phrases({phrase: tuple(wordings) for phrase, wordings in found.values()}),
        known.states,
        Phrases({name: code for code, names in _toml("regions.toml").items() for name in names}),
        frozenset(fold(part) for one in roles["between"]["words"] for part in one.split()),
        frozenset(fold(one) for one in roles["voice"]["words"]),
    )
