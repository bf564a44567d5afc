"""What Matroska and WebM files (RFC 9559) state of themselves: their head read, pictures and sound left alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0x1F43B675
_HEAD = 0x1A45DFA3
_FOLDERS = frozenset((_HEAD, _SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO))
_TEXTS = {0x4282: "Type", 0x7BA9: "Title", 0x4D80: "Muxed by", 0x5741: "Written by"}
_SCALE, _LENGTH, _DATE, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0x4461, 0xB0, 0xBA
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
_MOST = 10_000
_MOST_BYTES = 4_096


def stated_in(stream: BinaryIO, size: int) -> tuple[tuple[str, str], ...]:
    """Read names and values that a file of ``size`` bytes states of itself; what is broken in it is passed over."""
    values: dict[int, bytes] = {}
    for kind, data in _elements(stream, size):
        values.setdefault(kind, data)
    found = [
        (name, values[kind].rstrip(b"\0").decode("utf-8", "replace")) for kind, name in _TEXTS.items() if kind in values
    ]
    if _DATE in values and len(values[_DATE]) == 8:
        nanoseconds = int.from_bytes(values[_DATE], "big", signed=True)
        found.append(("Created", (_EPOCH + timedelta(microseconds=nanoseconds // 1000)).isoformat()))
    length = values.get(_LENGTH, b"")
    if len(length) in {4, 8}:
        (ticks,) = struct.unpack(">f" if len(length) == 4 else ">d", length)
        scale = int.from_bytes(values.get(_SCALE, b""), "big") or 1_000_000
        found.append(("Duration in seconds", f"{ticks * scale / 1e9:.3f}"))
    if _WIDTH in values and _HEIGHT in values:
        width, height = (int.from_bytes(values[one], "big") for one in (_WIDTH, _HEIGHT))
        found.append(("Size in pixels", f"{width} x {height}"))
    return tuple(found)


def _elements(stream: BinaryIO, end: int) -> Iterator[tuple[int, bytes]]:
    """Give each element's kind and content up to the first cluster of pictures; folders are gone into."""
    at = 0
    for _ in range(_MOST):
        stream.seek(at)
        head = stream.read(12)
        kind, used = _number(head, 0, keep_mark=True)
        size, used = _number(head, used, keep_mark=False)
        if kind is None or kind == _CLUSTER or at + used > end:
            return
        at += used
        if kind in _FOLDERS:
            continue
        if size is None or at + size > end:
            return
        if size <= _MOST_BYTES:
            stream.seek(at)
            yield kind, stream.read(size)
        at += size


def _number(data: bytes, at: int, *, keep_mark: bool) -> tuple[int | None, int]:
    """Read a number of variable length; None where there is none, or it says "unknown"."""
    if at >= len(data) or not data[at]:
        return None, at + 1
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length], "big")
    if not keep_mark:
        value &= (1 << (7 * length)) - 1
        if value == (1 << (7 * length)) - 1:
            return None, at + length
    return value, at + length
