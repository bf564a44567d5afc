"""How places sound: spellings of one name in either script are one, other names are not."""

from __future__ import annotations

import pytest

from onrecord.linking.folding import fold, stem
from onrecord.linking.sounding import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("Duma", "Douma"), ("Qusayr", "Kusair"), ("Khan", "خان"), ("Sarmada", "سرمدا"), ("Shaikh", "شيخ")],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(stem(fold(one)))
    assert sound(stem(fold(one))) == sound(stem(fold(other)))


def test_other_names_sound_otherwise_and_too_little_sounds_like_nothing() -> None:
    assert sound("sarmada") != sound("sarmin")
    assert sound("eo") == sound("ايه") == ""
