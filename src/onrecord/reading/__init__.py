"""Report -> Reading: one package a language, all behind :class:`LanguageReader`.

To add a language, write a package beside ``en/`` with a class that satisfies the protocol and add its line to
``LANGUAGES``.
"""

from onrecord.reading.languages import LANGUAGES, LanguageReader, Reader

__all__ = ["LANGUAGES", "LanguageReader", "Reader"]
