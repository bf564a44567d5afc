"""Bytes -> Report: what was received is hashed first, then decoded, and every input leaves a report or a named error.

To add a format, write a module beside ``formats/text.py`` with a class that satisfies :class:`Format`
and add its line to ``FORMATS`` in ``formats/__init__.py``.
"""

from onrecord.intake.dates import published_date
from onrecord.intake.formats import FORMATS, Format, format_named
from onrecord.intake.language import is_tag
from onrecord.intake.receive import IntakeOptions, Keep, receive
from onrecord.intake.walk import unreadable

__all__ = [
    "FORMATS",
    "Format",
    "IntakeOptions",
    "Keep",
    "format_named",
    "is_tag",
    "published_date",
    "receive",
    "unreadable",
]
