"""Entries, rows and files, in two shares at once where there are many: a second process takes half of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url, select

from onrecord.archive.canonical import ZERO
from onrecord.archive.database import Database
from onrecord.archive.deletions import kept
from onrecord.archive.heads import Head
from onrecord.archive.place import Place
from onrecord.archive.tables import ledger
from onrecord.archive.verifying.chain import START, Chain
from onrecord.archive.verifying.erased import erased_rows
from onrecord.archive.verifying.findings import Damage, Finding, Verification
from onrecord.archive.verifying.kept import check_files
from onrecord.archive.verifying.rows import compare

_WORTH_TWO = 20_000
"""Entries from which a second process, which takes a second to start, is worth it."""


class Undecodable(Exception):
    """When SQLite hands out text that is no UTF-8."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of an archive that one process looks at."""

    after: int = START
    """Entries and their rows above this number."""
    until: int | None = None
    """Up to and with this one; None: to the end of everything."""
    last: int = 0
    """The number and hash of the entry before them, which the other share vouches for."""
    hash: str = ZERO
    first: str = ""
    """Files whose hash does not come before this."""
    before: str | None = None
    """And comes before this; None: all."""


def check_rows(
    connection: Connection, points: Mapping[int, str], result: Verification, share: Share | None = None
) -> Chain:
    """Walk the ledger, or a share of it, and compare every row with it."""
    share = share or Share()
    chain = Chain(result, last=share.last, hash=share.hash)
    erased = erased_rows(connection)
    for after, end, sound in chain.chunks(connection, points, share.after, share.until):
        compare(connection, result, after, end, sound, chain.missing, erased)
    return chain


def check_all(connection: Connection, place: Place, head: Head | None, result: Verification, *, tolerant: bool) -> int:
    """Look at all entries, rows and files; gives the number of the last entry."""
    points = points_of(head)
    mine, others = _shares(connection)
    if others is None:
        chain = _check(connection, place, points, mine, result)
    else:
        with _second(place, others, points, tolerant=tolerant) as finished:
            first = _check(connection, place, points, mine, result)
            chain = finished(connection, result)
        chain.agreed = max(first.agreed, chain.agreed if first.parted is None else 0)
        chain.parted = first.parted or chain.parted
    if head:
        chain.against(head)
    result.head = chain.hash
    if not chain.last:
        result.found(Damage.MISSING, "entry", 1, "the ledger is empty")
    return chain.last


def points_of(head: Head | None) -> dict[int, str]:
    """Give the hashes that a head has for some numbers."""
    return dict(head.checkpoints) | {head.seq: head.hash} if head else {}


def _check(
    connection: Connection, place: Place, points: Mapping[int, str], share: Share, result: Verification
) -> Chain:
    chain = check_rows(connection, points, result, share)
    if place.files.is_dir():
        check_files(connection, place, result, lambda sha256: _is_kept(place, sha256), share.first, share.before)
    return chain


def _shares(connection: Connection) -> tuple[Share, Share | None]:
    """Halve the entries where they are many; both halves look at one moment's, since entries are only ever added."""
    last = connection.execute(select(ledger.c.seq).order_by(ledger.c.seq.desc()).limit(1)).scalar() or 0
    if last < _WORTH_TWO:
        return Share(), None
    half = select(ledger.c.seq, ledger.c.hash).where(ledger.c.seq <= last // 2).order_by(ledger.c.seq.desc()).limit(1)
    middle = connection.execute(half).first()
    if middle is None or middle.seq < 1:
        return Share(), None
    seq, digest = int(middle.seq), str(middle.hash)
    return Share(until=seq, before="8"), Share(after=seq, last=seq, hash=digest, first="8")


@contextmanager
def _second(place: Place, share: Share, points: Mapping[int, str], *, tolerant: bool) -> Iterator[Any]:
    """Start the second process; gives what waits for it. What it cannot do is done here."""
    command = [sys.executable, "-m", "onrecord.archive.verifying.shares"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    server = place.server.render_as_string(hide_password=False) if place.server is not None else None
    asked = {
        "folder": str(place.folder.absolute()),
        "server": server,
        "share": asdict(share),
        "points": list(points.items()),
        "tolerant": tolerant,
    }
    assert process.stdin  # noqa: S101 - asked for above
    try:
        process.stdin.write(json.dumps(asked).encode())
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended at once: its share is done here
    process.stdin = None

    def finished(connection: Connection, result: Verification) -> Chain:
        said, _ = process.communicate()
        try:
            answer = json.loads(said)
        except ValueError:
            return _check(connection, place, points, share, result)
        for one in answer["findings"]:
            result.findings.append(Finding(Damage(one["damage"]), one["part"], one["name"], one["why"]))
        result.notes += answer["notes"]
        for name in ("entries", "rows", "files", "bytes"):
            setattr(result, name, getattr(result, name) + answer[name])
        return Chain(result, answer["last"], answer["hash"], agreed=answer["agreed"], parted=answer["parted"])

    try:
        yield finished
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _is_kept(place: Place, sha256: str) -> bool:
    database = Database(place)
    try:
        with database.reading() as connection:
            return kept(connection, sha256)
    finally:
        database.close()


def _main() -> None:
    """Do one share, as standard input asks; whatever fails ends without an answer, and is met again by the first."""
    asked = json.load(sys.stdin)
    place = Place(Path(asked["folder"]), make_url(asked["server"]) if asked["server"] else None)
    database = Database(place, tolerant=asked["tolerant"])
    result = Verification()
    with database.reading() as connection:
        points = {int(seq): digest for seq, digest in asked["points"]}
        chain = _check(connection, place, points, Share(**asked["share"]), result)
    database.close()
    said = asdict(result) | {name: getattr(chain, name) for name in ("last", "hash", "agreed", "parted")}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _main()
