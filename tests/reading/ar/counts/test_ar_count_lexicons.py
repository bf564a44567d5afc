"""The word lists of Arabic numbers and counts: every entry is read, and says where it comes from."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.model import Group, Measure
from onrecord.reading.ar.counts import lexicon as lists
from onrecord.reading.ar.counts.lexicon import Number, dual_of, lexicon, words
from onrecord.reading.ar.text import fold

FOLDER = Path(str(resources.files("onrecord.reading.ar")))
FILES = [FOLDER / "numbers.toml", *sorted((FOLDER / "counts").glob("*.toml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_list_says_where_it_comes_from(path: Path) -> None:
    head = path.read_text("utf-8").split("\n\n")[0]
    assert "Origin:" in head
    assert "Licence:" in head


def test_patterns_are_written_in_folded_letters() -> None:
    table = tomllib.loads((FOLDER / "counts" / "scope.toml").read_text("utf-8"))
    for name, patterns in table.items():
        if name != "casualties":
            for one in patterns:
                assert not re.search("[أإآىةؤئ]", one), f"{name}: {one}"


@pytest.mark.parametrize(
    ("word", "group", "number"),
    [
        ("طفلين", Group.CHILDREN, Number.TWO),
        ("طفلتان", Group.CHILDREN, Number.TWO),
        ("امرأتين", Group.WOMEN, Number.TWO),
        ("مدنيين", Group.CIVILIANS, Number.MANY),
        ("مدنيان", Group.CIVILIANS, Number.TWO),
        ("جنود", Group.COMBATANTS, Number.MANY),
        ("صحفيون", Group.JOURNALISTS, Number.MANY),
        ("مسعفتان", Group.HEALTHCARE, Number.TWO),
    ],
)
def test_forms_of_nouns(word: str, group: Group, number: Number) -> None:
    noun = lexicon().nouns[fold(word)]
    assert (noun.group, noun.number) == (group, number)


def test_nouns_that_say_what_happened() -> None:
    nouns = lexicon().nouns
    assert {nouns[fold(w)].measure for w in ("قتيلان", "شهداء", "ضحايا")} == {Measure.KILLED}
    assert {nouns[fold(w)].measure for w in ("جريحين", "مصابون", "إصابات")} == {Measure.INJURED}


def test_duals() -> None:
    assert dual_of("قتيل") == ("قتيلان", "قتيلين")
    assert fold("امرأتين") in dual_of("امرأة")


def test_a_list_that_is_absent_is_named() -> None:
    with pytest.raises(ModelError, match="no list is called"):
        words("nothing of the kind")


def test_a_damaged_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_: str) -> None:
        raise ValueError("not TOML")

    monkeypatch.setattr(lists.tomllib, "loads", damaged)
    with pytest.raises(ModelError, match="absent or damaged"):
        lists._table("people")
