"""The word lists of counts: each file says where it comes from, and each entry is of use where it stands."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from onrecord.errors import ModelError
from onrecord.model import Group, Measure
from onrecord.reading.en import counts
from onrecord.reading.en.counts.lexicon import lexicon, words

FILES = ("amounts", "grammar", "outcomes", "people", "scope")


def content(name: str) -> str:
    return resources.files(counts).joinpath(f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_list_states_its_origin_and_licence(name: str) -> None:
    head = content(name).split("\n\n")[0]
    assert "Origin:" in head
    assert "icence" in head


def test_number_words() -> None:
    units = tomllib.loads(content("amounts"))["units"]
    assert (units["one"], units["nineteen"], units["ninety"]) == (1, 19, 90)
    assert tomllib.loads(content("amounts"))["scales"]["dozen"] == 12


def test_a_bound_is_of_one_kind() -> None:
    bounds = tomllib.loads(content("amounts"))["bounds"]
    assert not set(bounds["low"]) & set(bounds["high"])
    assert words("strict") <= set(bounds["low"])


def test_vague_words_mean_two_at_least() -> None:
    assert all(low >= 2 for low in lexicon().vague_low.values())
    assert lexicon().vague_low["dozens"] == 24


def test_people_are_of_one_group_in_one_number() -> None:
    for number in ("singular", "plural"):
        table = tomllib.loads(content("people"))[number]
        assert set(table) <= {g.value for g in Group}
        listed = [word for group in table.values() for word in set(group)]
        assert len(listed) == len(set(listed))
        assert all(word == word.lower() and " " not in word for word in listed)


@pytest.mark.parametrize(
    ("word", "group"),
    [("nurse", Group.HEALTHCARE), ("girl", Group.CHILDREN), ("wife", Group.WOMEN), ("militant", Group.COMBATANTS)],
)
def test_groups_of_single_people(word: str, group: Group) -> None:
    assert lexicon().singular[word] is group


def test_what_is_counted_is_no_thing() -> None:
    people = set(lexicon().plural) | set(lexicon().singular)
    assert not people & lexicon().things


def test_happenings_are_measures() -> None:
    lex = lexicon()
    assert lex.done["martyred"] is Measure.KILLED
    assert lex.doing["wounding"] is Measure.INJURED
    assert lex.after.at(["lost", "their", "lives", "."], 0, 4) == ("killed", 3)
    assert lex.before.at(["the", "deaths", "of"], 0, 3) == ("killed", 3)


@pytest.mark.parametrize(
    "kind", ["cumulative", "compared", "other_first", "other", "general", "unreal", "intended", "denied"]
)
def test_scope_patterns_are_patterns(kind: str) -> None:
    patterns = tomllib.loads(content("scope"))[kind]
    assert patterns
    for one in patterns:
        re.compile(one)


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModelError, match=r"grammar\.toml"):
        words("no such list")
