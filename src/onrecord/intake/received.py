"""An input's bytes before anything has parsed them, read within limits; and what a format makes of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.errors import TooLarge
from onrecord.model import Custody

_CHUNK = 65_536
"""Bytes read at a time where it is not known how many there are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as its format gives it, before the options of the run are applied and its fields are checked."""

    where: str
    """Names the input in messages: the path, and the line where an input holds several reports."""
    id: str
    sha256: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """As stated, not checked yet."""
    url: str | None = None
    language: str | None = None
    """As declared by the page or the record, not checked yet."""
    notes: tuple[str, ...] = ()
    custody: Custody = field(default_factory=Custody)


@dataclass(frozen=True, slots=True)
class Part:
    """A report still in bytes of its own within an input: an attachment, a page of a WARC."""

    id: str
    """The id of what holds it, a number sign, its number there from 1, and its name where it has one."""
    data: bytes
    name: str | None = None
    """The file name that it is given."""
    media_type: str | None = None
    """As declared, in lower case and without parameters."""
    charset: str | None = None
    """As declared outside the bytes."""
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    captured: str | None = None
    part_of: str | None = None
    """The SHA-256 of what holds it."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """One input, open for reading once, from its start."""

    id: str
    """As given: a file's path, ``-`` for standard input."""
    stream: BinaryIO
    charset: str | None = None
    """As declared outside the bytes: by the mail or the server that carried them."""
    sha256: str | None = None
    """Of all the bytes, where they were hashed before they came here."""

    @property
    def where(self) -> str:
        """Name the input in messages."""
        return "standard input" if self.id == "-" else self.id

    def checked(self, limit: int, setting: str) -> str:
        """Give the SHA-256 of the stream's bytes, hashed before anything parses them, and go back to their start.

        TooLarge, naming the ``setting``, over ``limit`` bytes. The stream must be able to seek.
        """
        size = self.stream.seek(0, io.SEEK_END)
        self.stream.seek(0)
        if size > limit:
            raise too_large(self.where, "more", limit, "bytes", setting)
        if self.sha256:
            return self.sha256
        digest = hashlib.sha256()
        while chunk := self.stream.read(_CHUNK):
            digest.update(chunk)
        self.stream.seek(0)
        return digest.hexdigest()

    def line(self, number: int) -> str:
        """Name a line of the input in messages."""
        return f"{self.where}, line {number}"

    def whole(self, limit: int, setting: str) -> bytes:
        """Read all bytes. TooLarge, naming the ``setting``, over ``limit`` bytes: no more than that is ever held."""
        data = self.most(limit + 1)
        if len(data) > limit:
            raise too_large(self.where, "more", limit, "bytes", setting)
        return data

    def most(self, limit: int) -> bytes:
        """Read all bytes, but no more than ``limit``: few at first, since memory for many is dear and most are few."""
        data = self.stream.read(min(limit, _CHUNK))
        if len(data) == _CHUNK < limit:
            data += self.stream.read(limit - len(data))
        return data

    def lines(self, limit: int, setting: str) -> Iterator[tuple[int, bytes | TooLarge]]:
        """Read line by line, each with its number from 1 and its line break.

        A line over ``limit`` bytes gives TooLarge in its place; it is skipped in small chunks, never held.
        """
        number = 0
        while line := self.stream.readline(limit + 1):
            number += 1
            if len(line) <= limit:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(_CHUNK)
            yield number, too_large(self.line(number), "a line of more", limit, "bytes", setting)


def too_large(where: str, what: str, limit: int, unit: str, setting: str) -> TooLarge:
    """Say which limit an input is over, and how to raise it."""
    return TooLarge(
        f"{what} than {limit:,} {unit}, the limit {setting}",
        where=where,
        do=f"Split it, or raise the limit: ONRECORD_{setting.upper()}",
    )


def sha256_of(data: bytes) -> str:
    """Hash bytes as they were received."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_text(text: str) -> str:
    """Hash the text of a record in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
