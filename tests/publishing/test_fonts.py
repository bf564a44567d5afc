"""The fonts that a page carries: each listed, each the file that was listed, each under its licence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.publishing.page import fonts as package
from onrecord.publishing.page.fonts import font_rules, fonts

FOLDER = Path(package.__file__).parent


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    assert sorted(font.file for font in fonts()) == sorted(path.name for path in FOLDER.glob("*.woff2"))


def test_the_licence_stands_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("font", fonts(), ids=lambda font: font.file)
def test_a_font_is_the_one_listed(font: package.Font) -> None:
    assert "url(data:font/woff2;base64,d09GMg" in font.rule()


def test_a_damaged_font_is_told() -> None:
    with pytest.raises(ModelError, match="Install onrecord again"):
        replace(fonts()[0], sha256="0" * 64).rule()


@pytest.mark.parametrize(
    ("letter", "family", "carried"),
    [("a", "Source Serif 4", True), ("ж", "U+0400", True), ("a", "U+0400", False), ("ق", "Noto Naskh Arabic", True)],
)
def test_fonts_follow_the_letters(letter: str, family: str, carried: bool) -> None:
    assert (family in font_rules(letter)) is carried
