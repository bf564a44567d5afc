"""The language of a report: given, declared, or found in the text."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from onrecord.intake.language import CANDIDATES, LanguageFinder, is_tag

ARABIC = "قالت وزارة الصحة إن تسعة أشخاص قتلوا في قصف السوق يوم الاثنين، بينهم أطفال، وأصيب آخرون."
FRENCH = "Le ministère a annoncé que neuf personnes ont été tuées lundi dans le bombardement du marché de la ville."
ENGLISH = (
    "The ministry said that nine people were killed on Monday when the market of the town was shelled by the army."
)


@pytest.fixture(scope="module")
def finder() -> LanguageFinder:
    return LanguageFinder()


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "12 killed",
        "Hospital hit",
        "Airstrike on clinic, 9 dead",
        "KILLED: 12",
        "Moscow denies",
        "At least 5 killed in Deir ez-Zor #Syria",
        "Clashes near Homs after truce",
    ],
)
def test_english_however_short(finder, text):
    assert finder.detect(text).language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        ("قتل 12 في ضربة جوية", "ar"),
        (FRENCH, "fr"),
        ("Douze morts dans une frappe", "fr"),
        ("Министерство сообщило о гибели девяти человек при обстреле рынка.", "ru"),
        ("Bakanlık, pazarın bombalanmasında dokuz kişinin öldüğünü açıkladı.", "tr"),
        ("המשרד אמר שתשעה אנשים נהרגו בהפגזת השוק", "he"),
    ],
)
def test_other_languages(finder, text, language):
    assert finder.detect(text).language == language


@pytest.mark.parametrize("text", ["12", "...", "Gaza", "12 \U0001f622"])
def test_what_tells_nothing_is_unknown(finder, text):
    assert finder.detect(text).language is None


def test_what_is_given_holds(finder):
    assert finder.find(FRENCH, declared="fr", given="en") == ("en", ())
    language, (note,) = finder.find(ARABIC, declared=None, given="en")
    assert language == "en"
    assert "Arabic script" in note


def test_what_is_declared_holds_unless_the_text_shows_another(finder):
    assert finder.find(ENGLISH, declared="en-GB", given=None) == ("en-GB", ())
    assert finder.find("Gaza", declared="en", given=None) == ("en", ())
    assert finder.find("Hospital hit", declared="fr", given=None) == ("fr", ())
    for text, language in ((ARABIC, "ar"), (FRENCH, "fr")):
        found, (note,) = finder.find(text, declared="en", given=None)
        assert found == language
        assert "declared as en" in note
    assert finder.find(ENGLISH, declared="fr", given=None)[0] == "en"


def test_what_is_no_tag_is_noted(finder):
    language, (note,) = finder.find(ENGLISH, declared="English", given=None)
    assert language == "en"
    assert "'English'" in note


def test_a_second_script_is_noted(finder):
    language, (note,) = finder.find(f"{ENGLISH} {ARABIC[:60]}", declared=None, given=None)
    assert language == "en"
    assert "Arabic" in note


@pytest.mark.parametrize(
    ("tag", "is_one"), [("en", True), ("zh-Hant-TW", True), ("english", False), ("", False), ("é", False)]
)
def test_tags(tag, is_one):
    assert is_tag(tag) is is_one


def test_the_lexicon_holds_words_in_lower_case_once():
    lexicon = tomllib.loads((files("onrecord.intake") / "lexicon" / "english.toml").read_text("utf-8"))
    words = [*lexicon["function"], *lexicon["report"]]
    assert len(words) == len(set(words))
    assert all(word.isalpha() and word.islower() and word.isascii() for word in words)
    for shared_with_others in ("was", "is", "in", "an", "of a", "on a", "die", "me", "no"):
        assert shared_with_others not in words
    assert len(set(CANDIDATES)) == len(CANDIDATES)
