"""A report: what was received, bytes and text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from onrecord.model.custody import Custody


@dataclass(frozen=True)
class Report:
    """What was received from one publisher at one time.

    ``text`` is what was decoded and taken out of the bytes, without Unicode or newline normalisation:
    every offset in a reading counts in it, in code points.
    """

    id: str
    """As given in the input: a JSONL line's ``id``, a file's path, ``-`` for plain standard input."""
    sha256: str
    """Of the bytes as received; of a JSONL or CSV row, of its text in UTF-8."""
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 date or time, as given or found in the page."""
    url: str | None = None
    language: str | None = None
    """BCP 47."""
    notes: tuple[str, ...] = field(default=())
    """What intake had to decide or could not do, in sentences."""
    custody: Custody = field(default_factory=Custody)
    """What held its bytes, where its text stands in them, what they state of themselves."""

    @cached_property
    def text_sha256(self) -> str:
        """Hash of the text in UTF-8; lone surrogates, which have no UTF-8 form, are hashed as they would be escaped."""
        return hashlib.sha256(self.text.encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def key(self) -> str:
        """The first 12 digits of the text's hash: the stem of the ids of all that is found in it."""
        return self.text_sha256[:12]

    @property
    def published_day(self) -> date | None:
        """The calendar day of publication, or None where it is not known."""
        return date.fromisoformat(self.published[:10]) if self.published else None
