"""The chain: each entry against its own hash, its number and the entry before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.archive.canonical import ZERO, entry_hash
from onrecord.archive.copying import raw_rows
from onrecord.archive.heads import Head
from onrecord.archive.verifying.findings import Damage, Verification

CHUNK = 2_000
"""Entries held at a time."""
START = -(2**63)
"""Below every number that an entry can bear."""
_NEAR = 20_000
"""Numbers on either side that an entry out of its place is looked for at."""


class Entry(NamedTuple):
    """An entry as the database stores it."""

    seq: int
    kind: str
    who: str
    at: str
    tool: str
    payload: str
    previous: str
    hash: str


_COLUMNS = ", ".join(Entry._fields)


@dataclass(slots=True)
class Chain:
    """A walk along the ledger, chunk by chunk."""

    result: Verification
    last: int = 0
    """Number of the entry walked over last."""
    hash: str = ZERO
    """What the next entry must be chained to."""
    doubtful: bool = False
    """Whether the entry walked over last is not what it was: then the next one's link says nothing new."""
    missing: list[tuple[int, int]] = field(default_factory=list)
    """Runs of numbers that no entry bears, from the first to the last of each."""
    agreed: int = 0
    """The last of the head's checkpoints at which the ledger is what it was."""
    parted: int | None = None
    """The first at which it is not."""

    def chunks(
        self, connection: Connection, points: Mapping[int, str], after: int = START, until: int | None = None
    ) -> Iterator[tuple[int, int | None, list[Entry]]]:
        """Walk the entries numbered above ``after`` up to ``until`` (None: to the end of everything).

        Gives for each chunk the numbers after and up to which it goes, and its sound entries. ``points`` are the
        hashes that a kept head has for some numbers.
        """
        bound = "" if until is None else f" AND seq <= {until}"
        while True:
            query = f"SELECT {_COLUMNS} FROM ledger WHERE seq > {after}{bound} ORDER BY seq LIMIT {CHUNK}"  # noqa: S608
            found = [Entry._make(row) for row in raw_rows(connection, query)]
            sound = []
            for entry in found:
                if self._step(entry):
                    sound.append(entry)
                kept = points.get(entry.seq)
                if kept is not None and self.parted is None:
                    if kept == entry.hash:
                        self.agreed = entry.seq
                    else:
                        self.parted = entry.seq
            whole = len(found) < CHUNK
            end = until if whole else found[-1].seq
            yield after, end, sound
            if whole:
                break
            after = found[-1].seq

    def _step(self, entry: Entry) -> bool:
        """Walk over one entry; tells whether its own hash is right."""
        result, seq = self.result, int(entry.seq)
        result.entries += 1
        gap = seq != self.last + 1
        if seq < 1:
            result.found(Damage.ADDED, "entry", seq, "no entry bears this number")
        elif gap:
            self.missing.append((self.last + 1, seq - 1))
            result.found(Damage.MISSING, "entry", _span(self.last + 1, seq - 1), "removed from the ledger")
        own = _own_hash(entry, seq)
        sound = own == entry.hash
        if not sound:
            self._explain(entry, follows=entry.previous == self.hash)
        elif entry.previous != self.hash and not gap and not self.doubtful:
            # Both are whole in themselves: the one before was replaced, hash and all, after this one was chained to it.
            name = _span(self.last, self.last)
            result.found(
                Damage.REWRITTEN,
                "entry",
                name if self.last else seq,
                f"rewritten with its hash: entry {seq} is chained to another",
            )
        self.last, self.hash, self.doubtful = seq, str(entry.hash), not sound
        return bool(sound)

    def _explain(self, entry: Entry, *, follows: bool) -> None:
        seq = int(entry.seq)
        for other in _near(seq):
            if _own_hash(entry, other) == entry.hash:
                self.result.found(
                    Damage.REORDERED, "entry", seq, f"this is entry {other}, moved out of its place in the order"
                )
                return
        what = "its content is not what its hash was made of" if follows else "its content, link or hash was altered"
        self.result.found(Damage.CHANGED, "entry", seq, what)

    def against(self, head: Head) -> None:
        """Compare with a head kept outside, when all has been walked."""
        result, parted = self.result, self.parted
        if self.last < head.seq:
            result.found(
                Damage.CUT_OFF,
                "entry",
                _span(self.last + 1, head.seq),
                f"the kept head goes up to entry {head.seq}, the ledger ends at {self.last}",
            )
        if parted is not None:
            first = self.agreed + 1
            where = str(first) if first == parted else f"{first} to {parted}"
            result.found(
                Damage.REWRITTEN,
                "entry",
                where,
                f"the chain from here on is not the one that the head of {head.at} was made of",
            )


def _own_hash(entry: Entry, seq: int) -> str:
    return entry_hash(seq, entry.kind, entry.who, entry.at, entry.tool, entry.payload, entry.previous)


def _near(seq: int) -> Iterator[int]:
    for step in range(1, _NEAR):
        yield seq + step
        if seq > step:
            yield seq - step


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def bound_rows(entry: Entry) -> list[tuple[str, str, str]] | None:
    """Give the rows that a sound entry speaks of: table, name, digest; None where its payload is no longer readable."""
    try:
        return [(str(table), str(name), str(digest)) for table, name, digest in json.loads(entry.payload)["rows"]]
    except (ValueError, KeyError, TypeError):
        return None


def covered(spans: Sequence[tuple[int, int]], seq: int) -> bool:
    """Tell whether a number lies in one of the spans."""
    return any(first <= seq <= last for first, last in spans)


__all__ = ["CHUNK", "START", "Chain", "bound_rows", "covered"]
