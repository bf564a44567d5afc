"""What MP4, QuickTime and HEIC files state of themselves: their boxes read, their pictures and sound left alone.

After ISO/IEC 14496-12 (the boxes) and Apple's QuickTime File Format (the metadata keys).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

_FOLDERS = frozenset((b"moov", b"trak", b"udta", b"meta", b"ilst", b"mdia"))
_MOST_BOXES = 10_000
_MOST_BYTES = 65_536
"""Bytes read of one box; dates, sizes and places take far fewer."""
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_DEEPEST = 6


@dataclass(slots=True)
class _Walk:
    """One walk through a file's boxes."""

    stream: BinaryIO
    found: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    boxes: int = 0


def stated_in(stream: BinaryIO, size: int) -> tuple[tuple[str, str], ...]:
    """Read names and values that a file of ``size`` bytes states of itself; what is broken in it is passed over."""
    walk = _Walk(stream)
    _walk(walk, 0, size, 0, b"")
    return tuple(dict.fromkeys(walk.found))


def _walk(walk: _Walk, start: int, end: int, depth: int, above: bytes) -> None:
    for kind, begin, until in _boxes(walk, start, end):
        if kind in _FOLDERS and depth < _DEEPEST:
            # A meta box of MP4 begins with four bytes of version; that of QuickTime does not.
            skipped = 4 if kind == b"meta" and _head(walk, begin, 8)[4:] not in {b"hdlr", b"keys", b"mhdr"} else 0
            _walk(walk, begin + skipped, until, depth + 1, kind)
            continue
        data = _head(walk, begin, min(until - begin, _MOST_BYTES))
        try:
            if kind == b"ftyp":
                walk.found.append(("Brand", data[:4].decode("latin-1").strip()))
            elif kind == b"mvhd":
                walk.found.extend(_film(data))
            elif kind == b"tkhd":
                walk.found.extend(_track(data))
            elif kind == b"keys":
                walk.keys = list(_keys(data))
            elif above == b"ilst":
                walk.found.extend(_item(walk, kind, data))
            elif above == b"udta" and kind[:1] == b"\xa9":
                (length,) = struct.unpack(">H", data[:2])
                name = "Location" if kind == b"\xa9xyz" else kind[1:].decode("latin-1")
                walk.found.append((name, data[4 : 4 + length].decode("utf-8", "replace")))
        except (struct.error, OverflowError):
            continue


def _boxes(walk: _Walk, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Give kind, start and end of each box's content; the walk ends at a box that does not fit where it stands."""
    while start + 8 <= end and walk.boxes < _MOST_BOXES:
        walk.boxes += 1
        head = _head(walk, start, 16)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        begin = start + 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            begin = start + 16
        until = end if size == 0 else start + size
        if until < begin or until > end:
            return
        yield kind, begin, until
        start = until


def _head(walk: _Walk, start: int, size: int) -> bytes:
    walk.stream.seek(start)
    return walk.stream.read(size)


def _film(data: bytes) -> Iterator[tuple[str, str]]:
    if data[0]:
        created, _, scale, length = struct.unpack(">QQIQ", data[4:32])
    else:
        created, _, scale, length = struct.unpack(">IIII", data[4:20])
    if created:
        yield "Created", (_EPOCH + timedelta(seconds=created)).isoformat()
    if scale:
        yield "Duration in seconds", f"{length / scale:.3f}"


def _track(data: bytes) -> Iterator[tuple[str, str]]:
    width, height = struct.unpack(">II", data[-8:])
    if width and height:
        yield "Size in pixels", f"{width >> 16} x {height >> 16}"


def _keys(data: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        if size < 8:
            return
        yield data[at + 8 : at + size].decode("utf-8", "replace")
        at += size


def _item(walk: _Walk, kind: bytes, data: bytes) -> Iterator[tuple[str, str]]:
    number = int.from_bytes(kind, "big")
    name = walk.keys[number - 1] if 0 < number <= len(walk.keys) else kind.decode("latin-1").lstrip("\xa9")
    size, mark, form = struct.unpack(">I4sI", data[:12])
    if mark == b"data" and form == 1:
        yield name.removeprefix("com.apple.quicktime."), data[16:size].decode("utf-8", "replace")
