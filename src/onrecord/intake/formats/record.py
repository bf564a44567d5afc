"""Records of JSONL and CSV: the fields that a report can have, checked the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.errors import BrokenRecord, EmptyInput, EncodingProblem
from onrecord.intake.received import Draft, sha256_of_text

FIELDS = ("id", "text", "title", "url", "publisher", "published", "language")
"""Fields that are read; a record may have others, which are left alone."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def draft_of(record: Mapping[str, object], where: str) -> Draft:
    """Make a report of a record. BrokenRecord, EmptyInput or EncodingProblem where it is none."""
    values: dict[str, str | None] = {}
    for name in FIELDS:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise BrokenRecord(
                f"the field {name!r} is no string but {_kind(value)}", where=where, do="Write it in quotation marks"
            )
        if value and (half := _SURROGATE.search(value)):
            raise EncodingProblem(
                f"half a character (U+{ord(half.group()):04X}) at offset {half.start():,} of {name!r}",
                where=where,
                do="Write characters beyond U+FFFF as a whole pair of escapes, or as themselves",
            )
        values[name] = value or None
    for name in ("id", "text"):
        if record.get(name) is None or (name == "id" and not values["id"]):
            has = ", ".join(sorted(str(one)[:40] for one in record)[:20]) or "none"
            raise BrokenRecord(
                f"no field {name!r}" if record.get(name) is None else f"the field {name!r} is empty",
                where=where,
                do=f"Each report needs an id and a text; the fields here: {has}",
            )
    text = values["text"] or ""
    if not text.strip():
        raise EmptyInput(f"no text in report {values['id']!r}", where=where, do="Check that it was exported whole")
    return Draft(
        where=where,
        id=values["id"] or "",
        sha256=sha256_of_text(text),
        text=text,
        title=values["title"],
        publisher=values["publisher"],
        published=values["published"],
        url=values["url"],
        language=values["language"],
    )


def utf8(data: bytes, where: str) -> str:
    """Decode a record, which is UTF-8 by its format. EncodingProblem with the first byte that is none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingProblem(
            f"no UTF-8: the byte 0x{data[error.start]:02X} at offset {error.start:,} of the record",
            where=where,
            do="Export the file as UTF-8",
        ) from None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
