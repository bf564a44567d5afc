"""Bytes -> text: byte order marks, UTF-8, the declared encoding, then a guess that is named in a note.

Text is never repaired: where the bytes are in no single encoding, the input is refused, since a wrong letter in
a name or a number cannot be told from a right one later.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import BinaryInput, EmptyInput, EncodingProblem

_CONVERT = "Convert it to UTF-8 with a program that shows the text, and check the letters"

# Longest mark first: UTF-32's little-endian mark starts with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_KNOWN_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r\f\v\x1b"))
_MOST_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text; prose has none, stray ones come from old terminals."""

_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_MIXED_SHARE = 0.2
"""Share of well-formed UTF-8 letters among all letters beyond ASCII from which bytes count as mixed. In Windows-1251,
a capital before "ё" or "»" looks like one: under 0.02 of letters in Russian prose."""
_DOUBLE = re.compile("[ÃÂØÙÐÑ][\u0080-\u00bf]|â€[\u0090-\u009d™œ\u009d“”˜¦]")
"""UTF-8 read as Windows-1252 or Latin-1: "Ã©" for "é", "â€™" for an apostrophe."""
_DOUBLE_STARTS = "ÃÂØÙÐÑâ"
"""What it begins with: that a text holds none of these is told far faster."""
_REPLACEMENT = "\ufffd"
_LATIN_PROSE = re.compile("[\t\n\r\f -~\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122œŒšŠžŽŸ]*")
_MAC_APOSTROPHE = re.compile("[a-z]Õ(?:s|t|re|ve|ll|d|m)\\b")
"""An apostrophe of Mac OS Roman read as Windows-1252, where English contracts or has a genitive."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and what had to be decided to get it, in sentences."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """Decode the bytes of one report.

    ``declared`` is the encoding that the page names. A byte order mark is a signature and no part of the text.
    Raises EmptyInput, BinaryInput, or EncodingProblem with the first offset in bytes that is wrong.
    """
    if not data.strip():
        raise EmptyInput("no text: the input is empty", where=where, do="Check that it was saved or sent whole")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_marked(data[len(mark) :], name, len(mark), where), where)
    refuse_binary(data, where)
    if b"\0" in data:
        return _checked(_wide(data, where), where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _checked(_not_utf8(data, where, declared, error), where)
    return _checked(Decoded(text), where)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise BinaryInput for bytes that are no text: by their signature, or by their control bytes."""
    known = next((name for start, name in _KNOWN_BINARY if data.startswith(start)), None)
    if data[4:8] == b"ftyp":
        known = "a film"
    if known:
        raise BinaryInput(f"no text but {known}", where=where, do="Save its text as .txt or .html, and give that")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(1, _MOST_CONTROLS * len(data)) and not _looks_wide(data):
        raise BinaryInput(
            f"no text but binary: {controls:,} of {len(data):,} bytes are control bytes",
            where=where,
            do="Save its text as .txt or .html, and give that",
        )


def _checked(decoded: Decoded, where: str) -> Decoded:
    """Refuse white space alone, and note damage that an earlier program left in the text."""
    text, notes = decoded.text, list(decoded.notes)
    if not text.strip():
        raise EmptyInput("no text: white space alone", where=where, do="Check that it was saved or sent whole")
    if lost := text.count(_REPLACEMENT):
        letters = "letter was" if lost == 1 else "letters were"
        notes.append(f"{lost} {letters} lost before the text came here (U+FFFD stands in their place).")
    if not text.isascii() and any(one in text for one in _DOUBLE_STARTS) and (double := _DOUBLE.search(text)):
        notes.append(
            f"Some letters look decoded twice, first at offset {double.start()} ({double.group()!r}); "
            "the text is read as it stands."
        )
    return Decoded(text, tuple(notes))


def _marked(data: bytes, name: str, skipped: int, where: str) -> Decoded:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise EncodingProblem(
            f"its byte order mark says {name.upper()}, but the bytes at offset {skipped + error.start:,} are none",
            where=where,
            do=_CONVERT,
        ) from None
    return Decoded(text, () if name == "utf-8" else (f"Decoded as {name.upper()}, by its byte order mark.",))


def _looks_wide(data: bytes) -> bool:
    """Tell whether every other byte is mostly NUL, as in UTF-16 of Latin script without a mark."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return most > 0.3 * len(sample) / 2 and least < 0.05 * len(sample) / 2


def _wide(data: bytes, where: str) -> Decoded:
    """Decode UTF-16 without a mark; any other bytes with NUL among them are no text."""
    if _looks_wide(data):
        name = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            raise EncodingProblem(
                f"looks like {name.upper()} without a mark, but the bytes at offset {error.start:,} are none",
                where=where,
                do=_CONVERT,
            ) from None
        strange = sum(not (one.isprintable() or one.isspace()) for one in text)
        if strange <= _MOST_CONTROLS * len(text):
            return Decoded(
                text, (f"No encoding is declared: decoded as {name.upper()}, by where its NUL bytes stand.",)
            )
    raise BinaryInput(
        f"no text but binary: a NUL byte at offset {data.index(0):,}",
        where=where,
        do="Save its text as .txt or .html, and give that",
    )


def _not_utf8(data: bytes, where: str, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    """Decode what is no UTF-8: mixed encodings are refused; then what the page declares, then the likeliest."""
    good = sum(1 for _ in _MULTIBYTE.finditer(data))
    bad = len(_MULTIBYTE.sub(b"", data).translate(None, bytes(range(128))))
    if good >= _MIXED_SHARE * (good + bad):
        wrong = data[error.start : error.start + 1].hex().upper()
        raise EncodingProblem(
            f"mixed encodings: beyond ASCII {good:,} letter(s) are UTF-8 and {bad:,} byte(s) are not, "
            f"the first (0x{wrong}) at offset {error.start:,}",
            where=where,
            do=_CONVERT,
        )
    if declared and (text := _strict(data, declared)) is not None:
        return Decoded(
            text, () if _same(declared, "utf-8") else (f"Decoded as {declared.upper()}, as the page declares.",)
        )
    wrongly = (
        f"The page declares {declared}, but its bytes are none: "
        if declared
        else "No encoding is declared and the bytes are no UTF-8: "
    )
    # Charset detection needs letters to count; a mostly English text with a few curly quotes or accents gives it none,
    # and what such a text holds beyond ASCII is Windows-1252 in practice.
    text = _strict(data, "windows-1252")
    if text is not None and _MAC_APOSTROPHE.search(text):
        return Decoded(
            data.decode("mac-roman"),
            (f"{wrongly}decoded as MAC-ROMAN, since its apostrophes then stand where English has them.",),
        )
    if text is not None and bad < 0.1 * len(data) and _LATIN_PROSE.fullmatch(text):
        return Decoded(text, (f"{wrongly}decoded as WINDOWS-1252, since all its letters are then Latin.",))
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 0.1 s, and hardly ever needed

    best = from_bytes(data).best()
    if best is None:
        raise EncodingProblem(
            f"text in no encoding known here: no UTF-8 from offset {error.start:,}, and nothing else fits",
            where=where,
            do=_CONVERT,
        )
    name = codecs.lookup(best.encoding).name
    text = _strict(data, name)
    if text is None:
        raise EncodingProblem(
            f"looks like {name.upper()}, but not all bytes are; no UTF-8 from offset {error.start:,}",
            where=where,
            do=_CONVERT,
        )
    return Decoded(text, (f"{wrongly}decoded as {name.upper()}, the likeliest by charset-normalizer.",))


def _strict(data: bytes, name: str) -> str | None:
    """Decode strictly, or None where the name is no text encoding or the bytes do not fit."""
    try:
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _same(name: str, other: str) -> bool:
    try:
        return codecs.lookup(name).name == codecs.lookup(other).name
    except LookupError:
        return False
