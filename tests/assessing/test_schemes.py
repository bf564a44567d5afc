"""Schemes are data: each file loads and says its rules in sentences; an unknown name is refused with those known."""

from __future__ import annotations

import pytest

from onrecord.assessing.schemes import SCHEMES, Rule, Shape, load_scheme
from onrecord.errors import ModelError, UsageError
from onrecord.model import Group
from onrecord.reading.en.counts.lexicon import lexicon

COUNT_RULES = (
    "one-figure",
    "same-figure",
    "lowest-to-highest",
    "open-low-from-part",
    "open-low-from-figure",
    "open-end-on-stated",
    "vague-word",
    "outside-headline",
    "denied",
    "none-stated",
)


def test_the_three_schemes_are_there() -> None:
    assert SCHEMES == ("acled", "airwars", "ucdp-ged")


@pytest.mark.parametrize("name", SCHEMES)
def test_each_scheme_states_every_rule_of_counts(name: str) -> None:
    scheme = load_scheme(name)
    assert scheme.name == name
    assert scheme.title
    for rule in COUNT_RULES:
        assert scheme.rules[rule].title
        assert scheme.rules[rule].text


@pytest.mark.parametrize("name", SCHEMES)
def test_a_rule_is_a_sentence_that_its_fields_fill(name: str) -> None:
    for rule in load_scheme(name).rules.values():
        said = rule.say(**dict.fromkeys(rule.fields, "X"))
        assert "{" not in said
        assert said.count("X") >= len(set(rule.fields))


def test_an_unknown_scheme_is_refused_with_those_known() -> None:
    with pytest.raises(UsageError, match="acled, airwars, ucdp-ged") as refused:
        load_scheme("airwar")
    assert refused.value.exit_code == 2


def test_a_field_that_is_not_given_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(ModelError, match="words"):
        Rule("x", "X", "{measure}: {words}").say(measure="killed")


@pytest.mark.parametrize(
    ("name", "word", "bounds"),
    [
        ("airwars", "plural", (2, 2)),
        ("airwars", "dozens", (12, 24)),
        ("airwars", "hundreds", (100, 200)),
        ("acled", "tens", (10, 10)),
        ("acled", "dozens", (12, 12)),
        ("acled", "hundreds", (100, 100)),
        ("acled", "several", (3, 3)),
        ("ucdp-ged", "dozens", (12, 24)),
    ],
)
def test_vague_words_have_each_schemes_own_numbers(name: str, word: str, bounds: tuple[int, int]) -> None:
    assert load_scheme(name).counts.vague[word] == bounds


def test_shapes_and_whom_the_headline_leaves_out() -> None:
    airwars, acled, ucdp = (load_scheme(n) for n in ("airwars", "acled", "ucdp-ged"))
    assert (airwars.counts.shape, acled.counts.shape, ucdp.counts.shape) == (
        Shape.RANGE,
        Shape.CONSERVATIVE,
        Shape.BEST,
    )
    assert airwars.counts.outside_headline == (Group.COMBATANTS,)
    assert acled.counts.outside_headline == ucdp.counts.outside_headline == ()
    assert airwars.counts.injured
    assert not acled.counts.injured


@pytest.mark.parametrize("name", SCHEMES)
def test_every_vague_word_that_the_reader_names_has_a_number(name: str) -> None:
    named = {*lexicon().vague_low, "plural", "others"}
    assert named <= set(load_scheme(name).counts.vague)
