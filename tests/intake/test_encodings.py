"""Which encoding a text is decoded in, and what is said of it."""

from __future__ import annotations

import pytest

ENGLISH = "The ministry said that nine people were killed – “all of them civilians” – in José’s café."
RUSSIAN = (
    "Министерство обороны сообщило, что в результате обстрела рынка погибли девять человек. Пётр Иванов, врач "
    "больницы, сказал: «Мы видели много раненых». ООН призвала стороны прекратить огонь."
)
ARABIC = "قالت وزارة الصحة إن تسعة أشخاص قتلوا في قصف السوق يوم الاثنين، بينهم أطفال، وأصيب آخرون بجروح خطيرة."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_decides(take_bytes, encoding):
    (report,) = take_bytes(RUSSIAN.encode(encoding))
    assert report.text == RUSSIAN
    assert bool(report.notes) == (encoding != "utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(take_bytes, encoding):
    (report,) = take_bytes(ENGLISH.encode(encoding))
    assert report.text == ENGLISH
    assert encoding.upper() in report.notes[0]


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ENGLISH, "cp1252", "WINDOWS-1252"),
        (RUSSIAN, "cp1251", "CP1251"),
        (RUSSIAN.replace("«", "-").replace("»", "-"), "koi8-r", "KOI8-R"),
        (ARABIC, "cp1256", "CP1256"),
        ("Nine were killed at José's.", "latin-1", "WINDOWS-1252"),
        ("Nine were killed, and the army’s spokesman didn’t say “why”.", "mac-roman", "MAC-ROMAN"),
        ("© The Coast Courier: nine people were killed by shelling.", "cp1252", "WINDOWS-1252"),
    ],
)
def test_other_encodings_are_found_and_named(take_bytes, text, encoding, named):
    (report,) = take_bytes(text.encode(encoding))
    assert report.text == text
    assert named in report.notes[0]
    assert "No encoding is declared" in report.notes[0]


def test_utf_8_goes_before_what_a_page_declares(take_bytes):
    page = f'<html><head><meta charset="latin-1"></head><body><p>{ENGLISH}</p></body></html>'
    (report,) = take_bytes(page.encode(), "page.html")
    assert report.text == ENGLISH


def test_a_page_that_declares_wrongly(take_bytes):
    page = f'<html><head><meta charset="utf-8"></head><body><p>{ENGLISH}</p></body></html>'
    (report,) = take_bytes(page.encode("cp1252"), "page.html")
    assert report.text == ENGLISH
    (note,) = report.notes
    assert note.startswith("The page declares utf-8, but its bytes are none: decoded as WINDOWS-1252")


def test_damage_done_before_is_noted_and_not_repaired(take_bytes):
    damaged = "Nine people were killed in Jos\ufffd's caf\ufffd."
    (report,) = take_bytes(damaged.encode())
    assert report.text == damaged
    assert report.notes == ("2 letters were lost before the text came here (U+FFFD stands in their place).",)
    twice = ENGLISH.encode().decode("cp1252", "replace")
    (report,) = take_bytes(twice.encode())
    assert report.text == twice
    assert any("decoded twice" in note for note in report.notes)


def test_characters_stay_as_they_are(take_bytes):
    composed = "caf\u00e9 cafe\u0301 \u202eabc\u202c \u2028 \x0b \x0c \x85 end\r\rnine people were killed\n\r"
    assert take_bytes(composed.encode())[0].text == composed
