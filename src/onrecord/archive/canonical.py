"""One way of writing a value as bytes, so that its hash means the same to everyone for years."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

ZERO = "0" * 64
"""What the first entry of a ledger is chained to."""
_NO_HASH = "not a value that onrecord writes"
"""Stands for the hash of what was put into a database as bytes or numbers no column of ours holds."""


def canonical(value: object) -> str:
    r"""Write a value as JSON in ASCII, keys sorted, no white space: the same value gives the same characters.

    >>> canonical({"b": "é", "a": [1, None]})
    '{"a":[1,null],"b":"\\u00e9"}'
    """
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_hex(data: bytes) -> str:
    """Hash bytes; gives 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def text_hash(text: str) -> str:
    """Hash a text's code points, lone surrogates among them, so that no two texts share their bytes."""
    return sha256_hex(text.encode("utf-8", "surrogatepass"))


def row_digest(values: Mapping[str, Any]) -> str:
    """Hash a row by the names of its columns.

    Nulls are left out, so that a column added by a later migration leaves the digests of older rows as they are; a
    report's text, its largest value, goes in as its own hash.
    """
    bound = {name: value for name, value in values.items() if value is not None}
    if isinstance(bound.get("text"), str):
        bound["text"] = text_hash(bound["text"])
    try:
        return sha256_hex(canonical(bound).encode("ascii"))
    except (TypeError, ValueError):
        return _NO_HASH


def entry_hash(seq: int, kind: str, who: str, at: str, tool: str, payload: str, previous: str) -> str:
    """Hash an entry of the ledger with its number and the hash of the entry before it."""
    try:
        return sha256_hex(canonical([seq, kind, who, at, tool, payload, previous]).encode("ascii"))
    except (TypeError, ValueError):
        return _NO_HASH


def now() -> str:
    """Give the time in UTC, ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
