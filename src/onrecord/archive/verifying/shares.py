"""Entries, rows and files in shares, which two processes draw where there are many: neither waits for the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, make_url, select

from onrecord.archive.canonical import ZERO
from onrecord.archive.database import Database
from onrecord.archive.deletions import Deletion, gone, kept
from onrecord.archive.heads import Head
from onrecord.archive.place import Place
from onrecord.archive.tables import ledger
from onrecord.archive.verifying.chain import START, Chain
from onrecord.archive.verifying.erased import Erased, erased_rows
from onrecord.archive.verifying.findings import Damage, Finding, Verification
from onrecord.archive.verifying.kept import check_files
from onrecord.archive.verifying.rows import compare

_WORTH_TWO = 20_000
"""Entries from which a second process, which takes a second to start, is worth it."""
_WORTH_BYTES = 20_000_000
"""Bytes of an SQLite file that is likely to hold so many: then the second is started before the first entry is read."""
_SHARES = 64
"""Shares of an archive that two look at: at the end, one waits for the other no longer than one share takes. Each is
drawn as one byte, and begins at another folder of files, of which there are 256."""


class Undecodable(Exception):
    """When SQLite hands out text that is no UTF-8."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an archive that one process looks at."""

    after: int = START
    """Entries and their rows above this number."""
    until: int | None = None
    """Up to and with this one; None: to the end of everything."""
    last: int = 0
    """The number and hash of the entry before them, which the share before vouches for."""
    hash: str = ZERO
    first: str = ""
    """Files whose hash does not come before this."""
    before: str | None = None
    """And comes before this; None: all."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in one share."""

    result: Verification
    last: int
    hash: str
    agreed: int
    parted: int | None

    @classmethod
    def read(cls, said: dict[str, Any]) -> Self:
        """Read what another process said of it."""
        findings = [Finding(**{**one, "damage": Damage(one["damage"])}) for one in said["result"]["findings"]]
        return cls(**{**said, "result": Verification(**{**said["result"], "findings": findings})})


def check_rows(
    connection: Connection,
    points: Mapping[int, str],
    result: Verification,
    share: Share | None = None,
    erased: Erased | None = None,
) -> Chain:
    """Walk the ledger, or a share of it, and compare every row with it."""
    share = share or Share()
    chain = Chain(result, last=share.last, hash=share.hash)
    erased = erased_rows(connection) if erased is None else erased
    for after, end, sound in chain.chunks(connection, points, share.after, share.until):
        compare(connection, result, after, end, sound, chain.missing, erased)
    return chain


def check_all(
    connection: Connection, place: Place, head: Head | None, result: Verification, second: Second, *, tolerant: bool
) -> int:
    """Look at all entries, rows and files; gives the number of the last entry."""
    points = points_of(head)
    shares = _shares(connection)
    looking = _Looking(connection, place, points, shares)
    found: dict[int, _Looked] = {}
    if len(shares) > 1:
        second.ask(shares, points, tolerant=tolerant)
        found = {number: looking.at(number) for number in iter(second.draw, None)}
        found |= second.found()
    chain = Chain(result)
    for number in range(len(shares)):
        looked = found.pop(number, None) or looking.at(number)
        result.take(looked.result)
        chain.last, chain.hash = looked.last, looked.hash
        if chain.parted is None:
            chain.agreed, chain.parted = max(chain.agreed, looked.agreed), looked.parted
    if head:
        chain.against(head)
    result.head = chain.hash
    if not chain.last:
        result.found(Damage.MISSING, "entry", 1, "the ledger is empty")
    return chain.last


def points_of(head: Head | None) -> dict[int, str]:
    """Give the hashes that a head has for some numbers."""
    return dict(head.checkpoints) | {head.seq: head.hash} if head else {}


class _Looking:
    """One process's look at its shares."""

    def __init__(
        self, connection: Connection, place: Place, points: Mapping[int, str], shares: Sequence[Share]
    ) -> None:
        self._connection, self._place, self._points, self._shares = connection, place, points, shares
        self._erased: Erased | None = None
        self._away: dict[str, Deletion] | None = None

    def at(self, number: int) -> _Looked:
        """Look at one share."""
        connection, place, share = self._connection, self._place, self._shares[number]
        if self._erased is None or self._away is None:
            self._erased, self._away = erased_rows(connection), gone(connection)
        result = Verification()
        chain = check_rows(connection, self._points, result, share, self._erased)
        if place.files.is_dir():
            check_files(
                connection, place, result, self._away, lambda one: _is_kept(place, one), share.first, share.before
            )
        return _Looked(result, chain.last, chain.hash, chain.agreed, chain.parted)


def _shares(connection: Connection) -> list[Share]:
    """Part the entries where they are many; all shares are of one moment, since entries are only ever added."""
    last = connection.execute(select(ledger.c.seq).order_by(ledger.c.seq.desc()).limit(1)).scalar() or 0
    if last < _WORTH_TWO:
        return [Share()]
    starts = [Share()]
    for number in range(1, _SHARES):
        before = select(ledger.c.seq, ledger.c.hash).where(ledger.c.seq <= last * number // _SHARES)
        found = connection.execute(before.order_by(ledger.c.seq.desc()).limit(1)).first()
        if found is not None and found.seq >= 1 and found.seq > starts[-1].after:
            seq = int(found.seq)
            starts.append(Share(after=seq, last=seq, hash=str(found.hash), first=f"{256 * number // _SHARES:02x}"))
    ends = [*((one.after, one.first) for one in starts[1:]), (None, None)]
    return [replace(one, until=until, before=before) for one, (until, before) in zip(starts, ends, strict=True)]


class Second:
    """A second process that takes its part of the shares. Use it as a context: the process ends with it.

    Shares lie in a pipe as bytes, which both draw. What the second leaves undone, because it broke down, is done by
    the first.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None
        self._drawn, self._laid = -1, -1

    def __enter__(self) -> Self:
        """Start it where there is likely enough to look at: it loads while the first looks at the seal."""
        sqlite = self._place.sqlite
        if self._place.server is None and sqlite.is_file() and sqlite.stat().st_size >= _WORTH_BYTES:
            self._started()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        if self._process is None:
            return
        with self._process as process:
            process.kill()
        for handle in (self._drawn, self._laid):
            if handle >= 0:
                os.close(handle)

    def ask(self, shares: Sequence[Share], points: Mapping[int, str], *, tolerant: bool) -> None:
        """Lay out the shares to be drawn, and say what they are."""
        process, place = self._started(), self._place
        os.write(self._laid, bytes(range(len(shares))))
        os.close(self._laid)
        self._laid = -1
        server = place.server.render_as_string(hide_password=False) if place.server is not None else None
        asked = {
            "folder": str(place.folder.absolute()),
            "server": server,
            "shares": [asdict(one) for one in shares],
            "points": list(points.items()),
            "tolerant": tolerant,
        }
        assert process.stdin  # noqa: S101 - asked for when it was started
        with suppress(BrokenPipeError):  # it ended at once: all is done here
            process.stdin.write(json.dumps(asked).encode())
            process.stdin.close()
        process.stdin = None

    def draw(self) -> int | None:
        """Draw a share that nobody looks at yet; None where all are drawn."""
        return _draw(self._drawn)

    def found(self) -> dict[int, _Looked]:
        """Wait for what it found, by share; nothing where it broke down."""
        said, _ = self._started().communicate()
        try:
            return {number: _Looked.read(one) for number, one in json.loads(said)}
        except ValueError:
            return {}

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._drawn, self._laid = os.pipe()
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-m", "onrecord.archive.verifying.shares", str(self._drawn)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(self._drawn,),
            )
        return self._process


def _draw(handle: int) -> int | None:
    return next(iter(os.read(handle, 1)), None)


def _is_kept(place: Place, sha256: str) -> bool:
    database = Database(place)
    try:
        with database.reading() as connection:
            return kept(connection, sha256)
    finally:
        database.close()


def _main() -> None:
    """Look at the shares that are drawn, as standard input explains them; whatever fails ends without an answer.

    It is then met again by the first process, which can say it.
    """
    asked = json.load(sys.stdin)
    place = Place(Path(asked["folder"]), make_url(asked["server"]) if asked["server"] else None)
    points = {int(seq): digest for seq, digest in asked["points"]}
    shares = [Share(**one) for one in asked["shares"]]
    database = Database(place, tolerant=asked["tolerant"])
    with database.reading() as connection:
        looking = _Looking(connection, place, points, shares)
        drawn = iter(lambda: _draw(int(sys.argv[1])), None)
        found = [(number, asdict(looking.at(number))) for number in drawn]
    database.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main()
