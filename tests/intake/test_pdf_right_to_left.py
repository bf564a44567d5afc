"""Arabic in PDF is read in the order of its words, however the file lays its letters out."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = (
    "قال مسعفون إن 9 أشخاص قتلوا في قصف",
    "على السوق القديم، بينهم 3 فتيات (من 12 طفلا)",
    "وأعلنت UNICEF ذلك يوم 22.7.2019 بلا تفاصيل.",
)
pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="needs a font with Arabic (Debian: fonts-dejavu-core)")


def forms() -> dict[str, dict[str, str]]:
    """Give each letter's shapes by their places in a word, and the ligatures of lam and alef."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        how, *letters = unicodedata.decomposition(chr(code)).split()
        found.setdefault("".join(chr(int(one, 16)) for one in letters), {})[how.strip("<>")] = chr(code)
    return found


FORMS = forms()


def shaped(word: str) -> str:
    """Give a word in the shapes that a font draws, as layout programs put them into a file."""
    out: list[str] = []
    joins = False
    at = 0
    while at < len(word):
        piece = word[at : at + 2] if word[at : at + 2] in FORMS else word[at]
        at += len(piece)
        shapes = FORMS.get(piece, {})
        onward = "initial" in shapes and at < len(word) and "final" in FORMS.get(word[at], {})
        how = ("medial" if onward else "final") if joins else ("initial" if onward else "isolated")
        out.append(shapes.get(how, piece))
        joins = onward
    return "".join(out)


def from_left(line: str, *, shape: bool) -> str:
    """Give a line as it is drawn from left to right."""
    words = []
    for word in reversed(line.split(" ")):
        if re.fullmatch(r"[A-Za-z0-9.]+", word):
            words.append(word)
            continue
        core = word.strip("()")
        head, tail = word[: word.index(core)], word[word.index(core) + len(core) :]
        drawn = core if core.isdigit() else (shaped(core) if shape else core)[::-1]
        mirror = str.maketrans("()", ")(")
        words.append(tail.translate(mirror) + drawn + head.translate(mirror))
    return " ".join(words)


def pdf(way: str) -> bytes:
    """Lay the lines out as one paragraph, right-aligned."""
    if "DejaVu" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.setFont("DejaVu", 14)
    for number, line in enumerate(LINES):
        y = 700 - 20 * number
        if way != "letter by letter":
            page.drawRightString(550, y, from_left(line, shape=way == "shaped"))
            continue
        x = 550.0
        for run in re.findall(r"[A-Za-z0-9.]*[A-Za-z0-9]|.", line):  # numbers and Latin words run left to right
            run = run.translate(str.maketrans("()", ")("))
            x -= pdfmetrics.stringWidth(run, "DejaVu", 14)
            page.drawString(x, y, run)
    page.save()
    return file.getvalue()


@pytest.mark.parametrize("way", ["shaped", "unshaped", "letter by letter"])
def test_arabic_is_read_in_the_order_of_its_words(take_bytes, way: str) -> None:
    (report,) = take_bytes(pdf(way), "statement.pdf")
    assert report.text == " ".join(LINES)
    assert report.language == "ar"
    places = report.custody.text_map.places
    assert [report.text[one.start : one.end] for one in places] == list(LINES)
    assert [round(one.box[2]) for one in places] == [550, 550, 550]
