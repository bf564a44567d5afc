"""Signed heads: what to keep outside the archive, so that a rewrite of the whole ledger is found.

A head names an entry and its hash, and through the chain all that stood before it; checkpoints on the way narrow down
where a rewritten chain parts from it. It is signed with the archive's Ed25519 key (RFC 8032).
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, or_, select

from onrecord.archive.canonical import canonical, now
from onrecord.archive.ledger import TOOL
from onrecord.archive.place import Place
from onrecord.archive.store import write_synced, written
from onrecord.archive.tables import ledger
from onrecord.errors import ArchiveError, InputError

_CHECKPOINTS = 1_000
"""Entries whose hashes a head carries at most, evenly spaced: 70 kB."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a ledger at one moment, signed."""

    archive: str
    seq: int
    hash: str
    at: str
    tool: str
    public_key: str
    checkpoints: tuple[tuple[int, str], ...] = ()
    signature: str = ""
    timestamp: str | None = None
    """An RFC 3161 token over :meth:`signed`, in Base64; None where none was asked for."""

    def signed(self) -> bytes:
        """Give the bytes that the signature and the time stamp stand for."""
        said = asdict(self)
        del said["signature"], said["timestamp"]
        return canonical(said).encode("ascii")

    def genuine(self) -> bool:
        """Tell whether the signature is that of the key which the head names."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), self.signed())
        except (InvalidSignature, ValueError):
            return False
        return True

    def written(self) -> str:
        """Write the head as JSON, for a file outside the archive."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Head:
        """Read a kept head. InputError where the file is none."""
        try:
            said: dict[str, Any] = json.loads(path.read_bytes())
            points = tuple((int(seq), str(digest)) for seq, digest in said.pop("checkpoints"))
            head = cls(**said, checkpoints=points)
            head.signed()
        except OSError as error:
            raise InputError(f"the head cannot be read: {error.strerror or error}", where=str(path)) from error
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                "no head that onrecord wrote", where=str(path), do="Give the file as it was kept"
            ) from error
        return head


def make_key(place: Place) -> str:
    """Make the archive's key, or take the one that is there; gives the public key, 64 hexadecimal digits."""
    with written(place):
        place.key.parent.mkdir(exist_ok=True, mode=0o700)
        if not place.key.exists():
            write_synced(place.key, os.urandom(32), 0o600)
    return public_key(place)


def public_key(place: Place) -> str:
    """Give the public key that belongs to the archive's key. ArchiveError where it is not in its place."""
    return _key(place).public_key().public_bytes_raw().hex()


def derived(place: Place, purpose: str) -> bytes:
    """Derive a secret from the archive's key. ArchiveError where it is not in its place."""
    return hmac.digest(_key(place).private_bytes_raw(), f"onrecord {purpose}".encode(), "sha256")


def sign_head(place: Place, connection: Connection, archive: str) -> Head:
    """Sign the end of the ledger as a snapshot shows it."""
    last = connection.execute(select(ledger.c.seq, ledger.c.hash).order_by(ledger.c.seq.desc()).limit(1)).one()
    step = max(1, -(-int(last.seq) // _CHECKPOINTS))
    points = connection.execute(
        select(ledger.c.seq, ledger.c.hash)
        .where(or_(ledger.c.seq % step == 0, ledger.c.seq == 1))
        .order_by(ledger.c.seq)
    )
    key = _key(place)
    head = Head(
        archive=archive,
        seq=int(last.seq),
        hash=str(last.hash),
        at=now(),
        tool=TOOL,
        public_key=key.public_key().public_bytes_raw().hex(),
        checkpoints=tuple((int(seq), str(digest)) for seq, digest in points),
    )
    return Head(**{**_fields(head), "signature": key.sign(head.signed()).hex()})


def stamped(head: Head, token: str) -> Head:
    """Give the head with a time stamp."""
    return Head(**{**_fields(head), "timestamp": token})


def _fields(head: Head) -> dict[str, Any]:
    return {name: getattr(head, name) for name in Head.__dataclass_fields__}


def _key(place: Place) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(place.key.read_bytes())
    except OSError as error:
        raise ArchiveError(
            f"the signing key cannot be read: {error.strerror or error}", where=str(place.key), do="Put it back first"
        ) from error
    except ValueError as error:
        raise ArchiveError("the signing key is damaged", where=str(place.key), do="Restore it from a backup") from error
