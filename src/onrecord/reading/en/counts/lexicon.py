"""The word lists of counts, loaded once: amounts, people, outcomes and scope, each a TOML file in this folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.errors import ModelError
from onrecord.model import Group, Measure

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of several tokens, found longest first."""

    meaning: Mapping[Phrase, str]
    longest: int
    """Tokens in the longest phrase."""
    first: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> Phrases:
        """Make them of a table from what they mean to how they are written, words apart by one space."""
        meaning = {tuple(text.split()): name for name, texts in table.items() for text in texts}
        return cls(meaning, max(map(len, meaning)), frozenset(phrase[0] for phrase in meaning))

    def at(self, low: list[str], i: int, end: int) -> tuple[str, int] | None:
        """Find the longest phrase that starts at token ``i``: what it means and the token after it."""
        if i >= end or low[i] not in self.first:
            return None
        for length in range(min(self.longest, end - i), 0, -1):
            found = self.meaning.get(tuple(low[i : i + length]))
            if found is not None:
                return found, i + length
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of counts."""

    units: Mapping[str, int]
    scales: Mapping[str, int]
    bounds: Phrases
    """Before a number: low, high or about."""
    after_bounds: Phrases
    vague: Phrases
    vague_low: Mapping[str, int]
    """Name of a vague word -> the least that it can mean."""
    singular: Mapping[str, Group]
    plural: Mapping[str, Group]
    fixed: Mapping[str, int]
    modifier: Mapping[str, Group]
    things: frozenset[str]
    bodies: frozenset[str]
    """Words that make a capitalised name that of an organisation, a place or a medium."""
    done: Mapping[str, Measure]
    doing: Mapping[str, Measure]
    base: Mapping[str, Measure]
    phrases: Phrases
    """Participles of several words ("shot dead")."""
    after: Phrases
    before: Phrases
    nouns: Phrases
    members: Phrases
    """Said before people who are some of those that something happened to ("among the dead were")."""
    cumulative: tuple[re.Pattern[str], ...]
    compared: tuple[re.Pattern[str], ...]
    other_first: tuple[re.Pattern[str], ...]
    other: tuple[re.Pattern[str], ...]
    general: tuple[re.Pattern[str], ...]
    unreal: tuple[re.Pattern[str], ...]
    intended: tuple[re.Pattern[str], ...]
    denied: tuple[re.Pattern[str], ...]
    tally_goes_on: tuple[re.Pattern[str], ...]


@cache
def words(name: str) -> frozenset[str]:
    """Give one list of small words of ``grammar.toml``. ModelError where the file is damaged or lacks it."""
    found = _grammar().get(name)
    if not found:
        raise ModelError(f"no list is called {name!r}", where="grammar.toml", do="Install onrecord again")
    return frozenset(found)


@cache
def _grammar() -> dict[str, list[str]]:
    return _table("grammar")


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"word list is absent or damaged: {error}", where=f"{name}.toml", do="Install onrecord again"
        ) from error


def _groups(table: Mapping[str, Iterable[str]]) -> dict[str, Group]:
    return {word: Group(group) for group, words in table.items() for word in words}


@cache
def lexicon() -> Lexicon:
    """Load the word lists. ModelError where a file of the package is absent or damaged."""
    amounts, people, outcomes, scope = (_table(n) for n in ("amounts", "people", "outcomes", "scope"))
    bounds, vague, verbs = amounts["bounds"], amounts["vague"], outcomes["verbs"]

    def forms(kind: str) -> dict[str, Measure]:
        return {word: Measure(measure) for measure, table in verbs.items() for word in table.get(kind, ())}

    def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one.replace(" ", r"\s+")) for one in scope[kind])

    return Lexicon(
        units=amounts["units"],
        scales=amounts["scales"],
        bounds=Phrases.of({key: bounds[key] for key in ("low", "high", "about")}),
        after_bounds=Phrases.of({"low": bounds["after_low"], "high": bounds["after_high"]}),
        vague=Phrases.of(_by_name(vague)),
        vague_low={entry["name"]: entry["low"] for entry in vague.values()},
        singular=_groups(people["singular"]),
        plural=_groups(people["plural"]) | _groups(people["demonyms"]),
        fixed=people["fixed"],
        modifier=_groups(people["modifier"]),
        things=frozenset(people["things"]["nouns"]),
        bodies=frozenset(people["things"]["bodies"]),
        done=forms("done"),
        doing=forms("doing"),
        base=forms("base"),
        phrases=Phrases.of(outcomes["phrases"]),
        after=Phrases.of(outcomes["after"]),
        before=Phrases.of(outcomes["before"]),
        nouns=Phrases.of(outcomes["nouns"]),
        members=Phrases.of(outcomes["members"]),
        cumulative=patterns("cumulative"),
        compared=patterns("compared"),
        other_first=patterns("other_first"),
        other=patterns("other"),
        general=patterns("general"),
        unreal=patterns("unreal"),
        intended=patterns("intended"),
        denied=patterns("denied"),
        tally_goes_on=patterns("tally_goes_on"),
    )


def _by_name(vague: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for text, entry in vague.items():
        table.setdefault(entry["name"], []).append(text)
    return table
