"""What passes between onrecord and the process that takes an input apart: frames of JSON and bytes, nothing executable.

A frame is one letter, the length of its body in 8 bytes, and the body. ``D`` a draft, ``E`` an error, ``P`` a part (the
length of its JSON in 4 bytes, its JSON, its bytes), ``.`` the end: a stream without one was cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from struct import Struct
from typing import Any, BinaryIO

from onrecord import errors
from onrecord.errors import InputError, ReadingFailed
from onrecord.intake.received import Draft, Part
from onrecord.model import Custody, TextMap, TextPlace

END = b"."
_HEAD = Struct(">cQ")
_LENGTH = Struct(">I")


class CutOff(Exception):
    """When a stream of frames ends before its end is said, or a frame is none."""


def frame_of(item: Draft | Part | InputError) -> bytes:
    """Write one item as a frame."""
    if isinstance(item, Draft):
        fields = asdict(replace(item, custody=Custody()))
        custody = item.custody
        fields["custody"] = [custody.media_type, custody.part_of, custody.captured, custody.metadata]
        fields["places"] = [(p.start, p.end, p.page, p.box, p.element) for p in custody.text_map.places]
        return _frame(b"D", _json(fields))
    if isinstance(item, Part):
        fields = asdict(replace(item, data=b""))
        del fields["data"]
        head = _json(fields)
        return _frame(b"P", _LENGTH.pack(len(head)) + head + item.data)
    return _frame(b"E", _json([type(item).__name__, item.why, item.where, item.do]))


def end_frame() -> bytes:
    """Say that all is given."""
    return _frame(END, b"")


def items_of(stream: BinaryIO, limit: int) -> Iterator[Draft | Part | InputError]:
    """Read the items of a stream of frames. CutOff where it ends too early, or a frame is over ``limit`` bytes."""
    while True:
        kind, size = _HEAD.unpack(_exactly(stream, _HEAD.size))
        if kind == END:
            return
        if size > limit:
            raise CutOff(f"an item of {size:,} bytes")
        body = _exactly(stream, size)
        if kind == b"D":
            yield _draft(json.loads(body))
        elif kind == b"P":
            (length,) = _LENGTH.unpack(body[: _LENGTH.size])
            fields = json.loads(body[_LENGTH.size : _LENGTH.size + length])
            fields["notes"] = tuple(fields["notes"])
            yield Part(**fields, data=body[_LENGTH.size + length :])
        elif kind == b"E":
            yield _error(json.loads(body))
        else:
            raise CutOff(f"no frame but {kind!r}")


def _draft(fields: dict[str, Any]) -> Draft:
    media_type, part_of, captured, metadata = fields.pop("custody")
    places = tuple(
        TextPlace(start, end, page, tuple(box) if box else None, element)
        for start, end, page, box, element in fields.pop("places")
    )
    custody = Custody(media_type, part_of, captured, tuple((name, value) for name, value in metadata), TextMap(places))
    return Draft(**{**fields, "notes": tuple(fields["notes"]), "custody": custody})


def _error(fields: list[str | None]) -> InputError:
    name, why, where, do = fields
    kind = getattr(errors, name or "", None)
    if not (isinstance(kind, type) and issubclass(kind, InputError)):
        kind = ReadingFailed
    return kind(why or "", where=where, do=do)


def _frame(kind: bytes, body: bytes) -> bytes:
    return _HEAD.pack(kind, len(body)) + body


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise CutOff("the stream ends")
    return data
