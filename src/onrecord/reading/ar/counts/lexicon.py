"""The word lists of counts, loaded once: people, what happened to them, small words, scope, given names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from onrecord.errors import ModelError
from onrecord.model import Group, Measure
from onrecord.reading.ar.text import Phrases, fold


class Number(StrEnum):
    """How many a noun's own form says."""

    ONE = "one"
    TWO = "two"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Noun:
    """One form of a noun for people."""

    group: Group
    number: Number
    measure: Measure | None = None
    """What the noun itself says happened to them ("قتيل", "جرحى")."""
    owned: bool = False
    """With a possessive ending: "زوجته"."""
    counted: bool = False
    """A happening counted like people: "إصابات"."""


class Side(StrEnum):
    """Where the people of a happening stand."""

    NOUN = "noun"
    """After it, in the genitive."""
    VERB = "verb"
    """After it, with words between allowed."""
    BACK = "back"
    """Before it; after it where nobody stands before."""
    TOLL = "toll"
    """A number follows, at some distance: "عدد القتلى ... إلى 12"."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a word says happened."""

    measures: tuple[Measure, ...]
    side: Side
    ended: bool = False
    """With the ending of one or a few named before: "لمقتله"."""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of counts; every word folded."""

    nouns: Mapping[str, Noun]
    relatives: Mapping[str, Noun]
    """Nouns with possessive endings; some fold to the form of a noun with teh marbuta ("طفله", "طفلة")."""
    families: frozenset[str]
    whole: frozenset[str]
    forces: Phrases[str]
    ties: Phrases[str]
    among: frozenset[str]
    civil: Phrases[str]
    things: frozenset[str]
    outcomes: Phrases[Outcome]
    verbs: frozenset[str]
    """Single words that say what happened, as a name can not hold them."""
    paired: Mapping[str, tuple[Measure, frozenset[str]]]
    """A verb -> what it says with one of these words after it."""
    joint: Phrases[str]
    of_things: frozenset[str]
    care: frozenset[str]
    part: Phrases[bool]
    """Words before parts; True where they make the part one person."""
    all_of_them: frozenset[str]
    others: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    joining: frozenset[str]
    cumulative: tuple[re.Pattern[str], ...]
    going_on: tuple[re.Pattern[str], ...]
    unrelated: tuple[re.Pattern[str], ...]
    other: tuple[re.Pattern[str], ...]
    background: tuple[re.Pattern[str], ...]
    unreal: tuple[re.Pattern[str], ...]
    denied: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]
    unknown: tuple[re.Pattern[str], ...]
    casualties: Phrases[tuple[Measure, ...]]


_ENDINGS = ("ه", "ها", "هم", "هما", "هن", "نا")


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"word list is absent or damaged: {error}", where=f"{name}.toml", do="Install onrecord again"
        ) from error


@cache
def _grammar() -> dict[str, Any]:
    return _table("grammar")


@cache
def words(name: str) -> frozenset[str]:
    """Give one list of small words of ``grammar.toml``, folded. ModelError where the file is damaged or lacks it."""
    found = _grammar().get(name)
    if not found:
        raise ModelError(f"no list is called {name!r}", where="grammar.toml", do="Install onrecord again")
    return frozenset(map(fold, found))


def _stem(singular: str) -> str:
    """What duals and possessive endings are added to: teh marbuta opens, final alef becomes yeh."""
    if singular.endswith("ة"):
        return singular[:-1] + "ت"
    return singular[:-1] + "ي" if singular.endswith("ى") else singular


def dual_of(singular: str) -> tuple[str, ...]:
    """Give the dual of a noun in both cases, and its construct forms where they cannot be read as anything else.

    Takes the noun as written, teh marbuta kept; gives folded forms.

    >>> dual_of("طفلة")
    ('طفلتان', 'طفلتين', 'طفلتا', 'طفلتي')
    """
    stem = _stem(singular)
    forms = [stem + "ان", stem + "ين"]
    if singular.endswith("ة"):
        forms += [stem + "ا", stem + "ي"]
    return tuple(map(fold, forms))


def _forms(singular: str, plurals: Iterable[str]) -> Iterator[tuple[str, Number]]:
    """Give the forms of a noun without endings; later ones win where forms coincide ("مدنيين": the plural)."""
    for form in dual_of(singular):
        yield form, Number.TWO
    for plural in plurals:
        if plural.endswith("ون"):
            for end in ("ون", "ين", "ي", "و"):
                yield fold(plural[:-2] + end), Number.MANY
        else:
            yield fold(plural), Number.MANY
    if not singular.endswith(("ة", "ى", "ا", "ء")):
        yield fold(singular + "ا"), Number.ONE
    yield fold(singular), Number.ONE


def _owned(singular: str, plurals: Iterable[str]) -> Iterator[tuple[str, Number]]:
    """Give the forms of a noun with possessive endings."""
    stem = _stem(singular)
    for ending in _ENDINGS:
        for plural in plurals:
            if plural.endswith("ون"):
                bases = [plural[:-2] + "ي", plural[:-2] + "و"]
            elif plural.endswith("اء"):
                bases = [plural, plural[:-1] + "ئ", plural[:-1] + "ؤ"]
            else:
                bases = [_stem(plural)]
            for base in bases:
                yield fold(base + ending), Number.MANY
        for case in ("ي", "ا"):
            yield fold(stem + case + ending), Number.TWO
        yield fold(stem + ending), Number.ONE


def _relatives(people: Mapping[str, Any]) -> dict[str, Noun]:
    owned: dict[str, Noun] = {}
    for singular, plurals in people["combatants"].items():
        made = Noun(Group.COMBATANTS, Number.MANY, owned=True)
        owned |= {f: made for f, number in _owned(singular, plurals) if number is Number.MANY}
    for name, table in people["kin"].items():
        for singular, plurals in table.items():
            made = Noun(Group(name), Number.ONE, owned=True)
            owned |= {form: replace(made, number=number) for form, number in _owned(singular, plurals)}
    return owned


def _nouns(people: Mapping[str, Any]) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for name, table in people["kin"].items():
        for singular, plurals in table.items():
            if len(singular) > 2:
                nouns |= {f: Noun(Group(name), number) for f, number in _forms(singular, plurals)}
    for group in Group:
        for singular, plurals in people.get(group.value, {}).items():
            nouns |= {form: Noun(group, number) for form, number in _forms(singular, plurals)}
    for plural in people["peoples"]["plurals"]:
        nouns |= {fold(plural[:-2] + end): Noun(Group.PEOPLE, Number.MANY) for end in ("ون", "ين")}
    for name, table in people["outcome"].items():
        for singular, plurals in table.items():
            nouns |= {f: Noun(Group.PEOPLE, number, Measure(name)) for f, number in _forms(singular, plurals)}
    for name, table in people["counted"].items():
        for singular, plurals in table.items():
            made = {f: Noun(Group.PEOPLE, n, Measure(name), counted=True) for f, n in _forms(singular, plurals)}
            nouns |= made
    return nouns


def _outcomes(table: Mapping[str, Any]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    sides = {"nouns": Side.NOUN, "verbs": Side.VERB, "after": Side.BACK, "before": Side.NOUN}
    for kind, side in sides.items():
        for measure, phrases in table[kind].items():
            if measure != "endings":
                for phrase in phrases:
                    its = Side.TOLL if phrase.startswith(("عدد", "حصيلة")) else side
                    found[fold(phrase)] = Outcome((Measure(measure),), its)
    for measure, phrases in table["nouns"]["endings"].items():
        for phrase in phrases:
            for ending in _ENDINGS[:-1]:
                form = fold(_stem(phrase) + ending)
                found.setdefault(form, Outcome((Measure(measure),), Side.NOUN, ended=True, ending=ending))
    return found


@cache
def lexicon() -> Lexicon:
    """Load the word lists. ModelError where a file of the package is absent or damaged."""
    people, outcomes, scope, given = (_table(n) for n in ("people", "outcomes", "scope", "given"))

    def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one) for one in scope[kind])

    def folded(phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(map(fold, phrases))

    def listed(phrases: Iterable[str]) -> Phrases[str]:
        return Phrases(dict.fromkeys(phrases, ""))

    ones = words("part_one")
    casualties = {p: (Measure(m),) for m in ("killed", "injured") for p in scope["casualties"][m]}
    casualties |= dict.fromkeys(scope["casualties"]["both"], (Measure.KILLED, Measure.INJURED))
    return Lexicon(
        nouns=_nouns(people),
        relatives=_relatives(people),
        families=folded(people["families"]["words"]),
        whole=folded(people["families"]["whole"]),
        forces=listed(people["forces"]["words"]),
        ties=listed(people["forces"]["ties"]),
        among=folded(people["forces"]["among_people"]),
        civil=listed(people["forces"]["civil"]),
        things=folded(people["things"]["nouns"]),
        outcomes=Phrases(_outcomes(outcomes)),
        verbs=frozenset(one for one in _outcomes(outcomes) if " " not in one),
        paired={
            fold(verb): (Measure(measure), folded(entry["with"]))
            for measure, entries in outcomes["paired"].items()
            for entry in entries
            for verb in entry["verb"]
        },
        joint=listed(outcomes["joint"]["phrases"]),
        of_things=folded(outcomes["of_things"]["words"]),
        care=folded(outcomes["care"]["words"]),
        part=Phrases({phrase: fold(phrase) in ones for phrase in _grammar()["part"]}),
        all_of_them=words("all_of_them"),
        others=words("others"),
        male=folded(given["male"]),
        female=folded(given["female"]),
        joining=folded(given["joining"]),
        cumulative=patterns("cumulative"),
        going_on=patterns("going_on"),
        unrelated=patterns("unrelated"),
        other=patterns("other"),
        background=patterns("background"),
        unreal=patterns("unreal"),
        denied=patterns("denied"),
        none=patterns("none"),
        unknown=patterns("unknown"),
        casualties=Phrases(casualties),
    )
