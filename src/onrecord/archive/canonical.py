"""One way of writing a value as bytes, so that its hash means the same to everyone for years."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

ZERO = "0" * 64
"""What the first entry of a ledger is chained to."""
_NO_HASH = "not a value that onrecord writes"
"""Stands for the hash of what was put into a database as bytes or numbers no column of ours holds."""


def _encoder(*, sort_keys: bool, allow_nan: bool) -> Callable[[object], str]:
    """Give what writes a value as JSON: the standard library's own encoder, made once rather than for every value."""
    encoder = json.JSONEncoder(separators=(",", ":"), sort_keys=sort_keys, allow_nan=allow_nan, check_circular=False)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encoder.encode
    parts = make(
        markers=None,
        default=encoder.default,
        encoder=json.encoder.encode_basestring_ascii,
        indent=None,
        key_separator=":",
        item_separator=",",
        sort_keys=sort_keys,
        skipkeys=False,
        allow_nan=allow_nan,
    )
    return lambda said: "".join(parts(said, 0))


_encode = _encoder(sort_keys=False, allow_nan=True)
_encode_sorted = _encoder(sort_keys=True, allow_nan=False)
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPE = re.compile("\x10([0-9a-f]{4})")


def canonical(value: object) -> str:
    r"""Write a value as JSON in ASCII, keys sorted, no white space: the same value gives the same characters.

    >>> canonical({"b": "é", "a": [1, None]})
    '{"a":[1,null],"b":"\\u00e9"}'
    """
    return _encode_sorted(value)


def sha256_hex(data: bytes) -> str:
    """Hash bytes; gives 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def text_hash(text: str) -> str:
    """Hash a text's code points, lone surrogates among them, so that no two texts share their bytes."""
    return sha256_hex(text.encode("utf-8", "surrogatepass"))


def digest_of(table: str, values: Sequence[object]) -> str:
    """Hash a row: the JSON array of its table's name and its values as they are stored, in the order of the columns.

    The array is ASCII without white space. Nulls at its end are left out, so that a column added behind the others by
    a later migration leaves the digests of older rows as they are.
    """
    said = [table, *values]
    while said[-1] is None:
        del said[-1]
    try:
        return hashlib.sha256(_encode(said).encode("ascii")).hexdigest()
    except TypeError:
        return _NO_HASH


def row_digest(table: str, columns: Iterable[str], values: Mapping[str, Any]) -> str:
    """Hash a row as it will be stored; a ``text``, its largest value, goes in as its own hash."""
    columns = tuple(columns)
    return stored_digest(table, columns, [stored(values[name]) for name in columns])


def stored_digest(table: str, columns: Sequence[str], row: Sequence[Any]) -> str:
    """Hash a row whose values are as the databases store them."""
    if "text" in columns:
        at = columns.index("text")
        row = [*row[:at], text_hash(row[at]), *row[at + 1 :]]
    return digest_of(table, row)


def entry_hash(seq: int, kind: str, who: str, at: str, tool: str, payload: str, previous: str) -> str:
    """Hash an entry of the ledger with its number and the hash of the entry before it; texts as they are stored."""
    return digest_of("ledger", (seq, kind, who, at, tool, payload, previous))


def stored(value: Any) -> Any:
    """Give a value as the databases store it.

    PostgreSQL holds no NUL and neither database a lone surrogate; names of files and decoded texts may hold both.
    They are kept as U+0010 and four hexadecimal digits, and U+0010 itself likewise, so that nothing is lost.
    """
    if value.__class__ is not str or (value.isascii() and "\x00" not in value and "\x10" not in value):
        return value
    return _UNSTORABLE.sub(lambda found: f"\x10{ord(found[0]):04x}", value)


def restored(value: Any) -> Any:
    """Undo :func:`stored`."""
    if value.__class__ is not str or "\x10" not in value:
        return value
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


def now() -> str:
    """Give the time in UTC, ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
