"""Formats that intake takes apart, one module each, all behind :class:`Format`."""

from functools import cache

from onrecord.intake.formats.csv import CsvFormat
from onrecord.intake.formats.docx import DocxFormat
from onrecord.intake.formats.feed import FeedFormat
from onrecord.intake.formats.html import HtmlFormat
from onrecord.intake.formats.jsonl import JsonlFormat
from onrecord.intake.formats.mail import MailFormat
from onrecord.intake.formats.media import MediaFormat
from onrecord.intake.formats.packed import PackedFormat
from onrecord.intake.formats.pdf import PdfFormat
from onrecord.intake.formats.protocol import Format
from onrecord.intake.formats.text import TextFormat
from onrecord.intake.formats.wacz import WaczFormat
from onrecord.intake.formats.warc import WarcFormat
from onrecord.intake.formats.xlsx import XlsxFormat, XlsxRowsFormat

FORMATS: tuple[Format, ...] = (
    TextFormat(),
    HtmlFormat(),
    JsonlFormat(),
    CsvFormat(),
    PdfFormat(),
    DocxFormat(),
    MailFormat(),
    FeedFormat(),
    WarcFormat(),
    WaczFormat(),
    XlsxFormat(),
    MediaFormat(),
)
"""Every format; the first one takes files whose ending no other claims."""
REFUSED: tuple[Format, ...] = (PackedFormat(),)
"""Endings and media types of what is not taken apart, each with what to do instead."""
ROW_FORMATS: tuple[Format, ...] = (XlsxRowsFormat(),)
"""Formats that give the bare rows of tables, for lists that a mapping file explains; no name or ending chooses them."""


def format_named(name: str) -> Format | None:
    """Find a format by its name, as ``--input`` gives it."""
    return next((one for one in FORMATS if one.name == name), None)


def format_of(suffix: str) -> Format:
    """Find the format that claims an ending (``.html``); plain text where none does."""
    return next((one for one in FORMATS if suffix in one.suffixes), FORMATS[0])


def format_for(name: str | None, media_type: str | None = None, head: bytes = b"") -> Format:
    """Find the format of an input by its declared media type, its name, and its first bytes.

    ``head`` decides over a type or name that says nothing, or says text where the bytes are another known format.
    Plain text where nothing tells.
    """
    name = (name or "").lower()
    declared = next((one for one in (*FORMATS, *REFUSED) if media_type in one.media_types), None)
    named = next((one for end, one in _endings() if name.endswith(end)), None)
    shown = next((format_named(known) for start, known in _SIGNATURES if head.startswith(start)), None)
    if shown and (declared or named or FORMATS[0]).name in {"text", "html"}:
        return shown
    return declared or named or shown or FORMATS[0]


@cache
def _endings() -> tuple[tuple[str, Format], ...]:
    """Give every ending with its format, the longest first."""
    found = ((end, one) for one in (*FORMATS, *REFUSED) for end in one.suffixes if end)
    return tuple(sorted(found, key=lambda it: -len(it[0])))


_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"WARC/1.", "warc"),
    (b"\xff\xd8\xff", "media"),
    (b"\x89PNG\r\n", "media"),
    (b"GIF8", "media"),
)
"""First bytes that no other format has."""

__all__ = ["FORMATS", "ROW_FORMATS", "Format", "format_for", "format_named", "format_of"]
