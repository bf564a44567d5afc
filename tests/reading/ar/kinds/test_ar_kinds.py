"""Kinds of attack that Arabic words state."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from onrecord.model import KindOfAttack, Report
from onrecord.reading.ar.kinds import find_kinds
from onrecord.reading.ar.text import parse


def kinds(text: str) -> list[tuple[str, str]]:
    return [(k.kind.value, k.at.words) for k in find_kinds(parse(Report("r", "0" * 64, text, language="ar")))]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("شنوا غارة جوية على السوق", "airstrike", "غارة"),
        ("الطيران الحربي يستهدف القرية", "airstrike", "الطيران الحربي"),
        ("ألقوا براميل متفجرة", "airstrike", "براميل متفجرة"),
        ("غـ.ـارتان على القرية", "airstrike", "غـ.ـارتان"),
        ("طائرة مسيّرة استهدفت سيارة", "drone_strike", "طائرة مسيّرة"),
        ("استهداف بطائرة بدون طيار", "drone_strike", "بطائرة بدون طيار"),
        ("طيران مروحي فوق القرية", "helicopter_strike", "طيران مروحي"),
        ("صاروخ أرض-أرض سقط على الحي", "missile_strike", "صاروخ أرض-أرض"),
        ("قصفوا القرية بصاروخ باليستي", "missile_strike", "بصاروخ باليستي"),
        ("قصف مدفعي على القرية", "artillery", "مدفعي"),
        ("قصفت المدفعية القرية", "artillery", "المدفعية"),
        ("راجمات الصواريخ تستهدف الحي", "rocket", "راجمات الصواريخ"),
        ("قصف صاروخي على الحي", "rocket", "قصف صاروخي"),
        ("قذائف هاون على السوق", "mortar", "قذائف هاون"),
        ("نفذوا إنزالا جويا", "ground", "إنزالا جويا"),
        ("قتل برصاص قناص", "small_arms", "برصاص"),
        ("انفجار عبوة ناسفة", "ied", "عبوة ناسفة"),
        ("انفجار لغم أرضي", "mine", "لغم أرضي"),
        ("بوارج حربية قصفت الساحل", "naval", "بوارج حربية"),
        ("قصف بغاز الكلور", "chemical", "بغاز الكلور"),
        ("قنابل عنقودية", "cluster", "قنابل عنقودية"),
        ("سيقصفون القرية", "artillery", "سيقصفون"),
        ("سقطت صواريخ على الحي", "rocket", "صواريخ"),
    ],
)
def test_words_state_a_kind(text: str, kind: str, words: str) -> None:
    assert kinds(text)[0] == (kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "تحليق طيران فوق القرية",
        "مضادات الطيران",
        "أسقطت طائرة",
        "مطار المدينة",
        "مسيرة سلمية في الحي",
        "زار الوزير القرية",
    ],
)
def test_words_that_state_none(text: str) -> None:
    assert kinds(text) == []


def test_a_weak_word_counts_only_alone() -> None:
    assert [k for k, _ in kinds("قصف على القرية. غارة على السوق")] == ["airstrike"]
    assert [k for k, _ in kinds("قصف على القرية")] == ["artillery"]


def test_the_lexicon_names_its_origin_and_every_kind_is_one() -> None:
    raw = files("onrecord.reading.ar.kinds").joinpath("lexicon.toml").read_text("utf-8")
    assert "Origin:" in raw
    assert "Licence:" in raw
    named = {name for name in tomllib.loads(raw) if name not in ("weak", "guards")}
    assert named <= set(KindOfAttack)
