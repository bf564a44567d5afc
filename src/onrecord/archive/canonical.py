"""One way of writing a value as bytes, so that its hash means the same to everyone for years."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

ZERO = "0" * 64
"""What the first entry of a ledger is chained to."""
_NO_HASH = "not a value that onrecord writes"
"""Stands for the hash of what was put into a database as bytes or numbers no column of ours holds."""

_ENTRY = ("at", "kind", "payload", "previous", "seq", "tool", "who")
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPE = re.compile("\x10([0-9a-f]{4})")


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


def digest_of(names: Iterable[str], values: Iterable[object]) -> str:
    """Hash a row: its columns by name, in the order of the alphabet, as the database stores them.

    Nulls are left out, so that a column added by a later migration leaves the digests of older rows as they are. Every
    text goes in with its length, so that no two rows share their bytes; a report's ``text``, its largest value, goes
    in as its own hash. Not as JSON: of a verification this is the inner loop, and three times faster.
    """
    said = []
    for name, value in zip(names, values, strict=True):
        if value is None:
            continue
        if value.__class__ is str:
            shown = text_hash(value) if name == "text" else value
            said.append(f"{name}:{len(shown)}:{shown};")
        elif value.__class__ is int:
            said.append(f"{name}={value};")
        else:
            return _NO_HASH
    return sha256_hex("".join(said).encode("utf-8", "surrogatepass"))


def row_digest(values: Mapping[str, Any]) -> str:
    """Hash a row as it will be stored; see :func:`digest_of`."""
    names = sorted(values)
    return digest_of(names, [stored(values[name]) for name in names])


def entry_hash(seq: int, kind: str, who: str, at: str, tool: str, payload: str, previous: str) -> str:
    """Hash an entry of the ledger with its number and the hash of the entry before it; texts as they are stored."""
    return digest_of(_ENTRY, (at, kind, payload, previous, seq, tool, who))


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
