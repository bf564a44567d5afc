"""Numbers of Arabic: digits, number words, ranges, bounds, vague words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.ar.numbers import STRICT, numbers, opens_number
from onrecord.reading.ar.text import parse

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]


def spelled(value: int) -> str:
    """Write a number from 1 to 999 in words."""
    parts = []
    if value >= 100:
        hundreds = value // 100
        parts.append({1: "مئة", 2: "مئتان"}.get(hundreds, UNITS[hundreds] + " مئة"))
    rest = value % 100
    if 10 < rest < 20:
        parts.append({11: "أحد عشر", 12: "اثنا عشر"}.get(rest, UNITS[rest - 10] + " عشر"))
    else:
        parts += [word for word in (UNITS[rest % 10], TENS[rest // 10]) if word]
    return " و".join(parts)


def found(text: str) -> list[tuple[int | None, int | None, str | None]]:
    return [(one.low, one.high, one.vague) for one in numbers(parse(Report("r", "0", text)))]


@given(st.integers(1, 999))
def test_numbers_in_words(value: int) -> None:
    assert found(spelled(value)) == [(value, value, None)]


@given(st.integers(1, 999_999))
def test_numbers_in_digits(value: int) -> None:
    assert found(f"نحو {value:,} شخص") == [(value, value, None)]
    assert found("".join(chr(0x0660 + int(c)) for c in str(value)) + " شخص") == [(value, value, None)]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("إحدى عشرة", (11, 11, None)),
        ("اثنتي عشرة", (12, 12, None)),
        ("خمسمائة", (500, 500, None)),
        ("ألف", (1000, 1000, None)),
        ("ألفين", (2000, 2000, None)),
        ("ألف و200", (1200, 1200, None)),
        ("ثلاثة آلاف وخمسمئة", (3500, 3500, None)),
        ("5 آلاف", (5000, 5000, None)),
        ("مليونا", (1_000_000, 1_000_000, None)),
        ("ما لا يقل عن 12", (12, None, None)),
        ("12 على الأقل", (12, None, None)),
        ("أكثر من أربعين", (40, None, STRICT)),
        ("ما يزيد على 40", (40, None, STRICT)),
        ("أقل من عشرة", (None, 10, None)),
        ("لا يتجاوز 30", (None, 30, None)),
        ("قرابة 20", (20, 20, None)),
        ("بين 9 و14", (9, 14, None)),
        ("ما بين تسعة وأربعة عشر", (9, 14, None)),
        ("من 3 إلى 5", (3, 5, None)),
        ("3-5", (3, 5, None)),
        ("خمسة أو ستة", (5, 6, None)),
        ("15+", (15, None, None)),
        ("عشرات", (24, None, "dozens")),
        ("المئات", (200, None, "hundreds")),
        ("عشرات الآلاف", (20_000, None, "thousands")),
        ("عدد من", (2, None, "number")),
        ("عدة", (2, None, "several")),
    ],
)
def test_bounds_as_the_words_state_them(words: str, bounds: tuple[int | None, int | None, str | None]) -> None:
    assert found(words) == [bounds]


@pytest.mark.parametrize(
    "words", ["30/11/2024", "الساعة 23:35", "2024-11-30", "يوم الاثنين", "الثانية عشرة", "أحد المدنيين"]
)
def test_dates_times_and_ranks_are_no_amounts(words: str) -> None:
    assert found(words) == []


def test_two_numbers_of_a_list_are_not_one() -> None:
    assert found("ثمانية رجال وثلاثة أطفال") == [(8, 8, None), (3, 3, None)]
    assert found("ثلاثة وأكثر من 20") == [(3, 3, None), (20, None, STRICT)]


def test_words_before_numbers() -> None:
    text = parse(Report("r", "0", "نحو القرية"))
    assert opens_number(text, 0)
    assert not opens_number(text, 1)
    assert numbers(text) == []
