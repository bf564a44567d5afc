"""Formats that intake takes apart, one module each, all behind :class:`Format`."""

from onrecord.intake.formats.csv import CsvFormat
from onrecord.intake.formats.html import HtmlFormat
from onrecord.intake.formats.jsonl import JsonlFormat
from onrecord.intake.formats.protocol import Format
from onrecord.intake.formats.text import TextFormat

FORMATS: tuple[Format, ...] = (
    TextFormat(),
    HtmlFormat(),
    JsonlFormat(),
    CsvFormat(),
)
"""Every format; the first one takes files whose ending no other claims."""


def format_named(name: str) -> Format | None:
    """Find a format by its name, as ``--input`` gives it."""
    return next((one for one in FORMATS if one.name == name), None)


def format_of(suffix: str) -> Format:
    """Find the format that claims an ending (``.html``); plain text where none does."""
    return next((one for one in FORMATS if suffix in one.suffixes), FORMATS[0])


__all__ = ["FORMATS", "Format", "format_named", "format_of"]
