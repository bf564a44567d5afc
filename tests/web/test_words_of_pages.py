"""The catalogue of words: every text that a page asks for is there, every one that is there is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.web.refusals import _KEYS
from onrecord.web.words import Words, english

WEB = Path(__file__).parents[2] / "src" / "onrecord" / "web"
_ASKED = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["'](\s*~)?""")
_KEY = re.compile(r"""["']([a-z0-9_]+(?:\.[a-z0-9_]+)+)["']""")
_STEM = re.compile(r"""["']([a-z0-9_.]+[._])["']\s*~|f["']([a-z0-9_.]+[._])\{""")


def sources() -> Iterator[str]:
    for ending in ("*.py", "*.j2", "*.js"):
        for path in sorted(WEB.rglob(ending)):
            if "node_modules" not in path.parts and "static" not in path.parts:
                yield path.read_text("utf-8")


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = {key for text in sources() for key, more in _ASKED.findall(text) if not more}
    assert {one for one in asked if one not in english()} == set()
    for key in {*_KEYS.values(), *("error.host", "error.role", "error.token", "error.log_in", "error.fault")}:
        assert f"{key}.title" in english()
        assert f"{key}.text" in english()


def test_every_text_that_is_there_is_asked_for() -> None:
    whole = "\n".join(sources())
    named = set(_KEY.findall(whole))
    stems = {one or other for one, other in _STEM.findall(whole)}
    unused = {
        key
        for key in english().known()
        if key not in named
        and not any(key.startswith(stem) for stem in stems)
        and key.removesuffix(".title").removesuffix(".text") not in named
    }
    assert unused == set()


def test_no_text_holds_markup() -> None:
    text = (WEB / "words.toml").read_text("utf-8")
    assert not re.search(r"<[a-z/]", text)


def test_numbers_and_plurals_are_said_as_the_language_says_them() -> None:
    words = Words(
        {"language": {"tag": "en", "direction": "ltr"}, "a": {"b": {"one": "{n} report", "other": "{n} reports"}}}
    )
    assert words("a.b", n=1) == "1 report"
    assert words("a.b", n=12_000) == "12,000 reports"
    with pytest.raises(KeyError):
        words("a.c")
