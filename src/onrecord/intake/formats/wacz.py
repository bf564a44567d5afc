"""WACZ: a web archive as crawlers pack it; its digests are checked before its pages are read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from onrecord.errors import DamagedInput, DigestMismatch, EmptyInput, InputError
from onrecord.intake.formats.ooxml import check_members, member
from onrecord.intake.formats.warc import pages_of
from onrecord.intake.received import Part, Received, too_large
from onrecord.settings import Settings

_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_CHUNK = 1_048_576


@dataclass(frozen=True, slots=True)
class WaczFormat:
    """A WACZ file: a ZIP archive of WARC files, with a list of its members and their digests."""

    name: str = "wacz"
    suffixes: tuple[str, ...] = (".wacz",)
    media_types: tuple[str, ...] = ("application/wacz", "application/x-wacz")
    libraries: tuple[str, ...] | None = ("fastwarc.warc",)

    def read(self, received: Received, settings: Settings) -> Iterator[Part | InputError]:
        """Give each page of each WARC file. DigestMismatch, and nothing else, where a member was altered."""
        sha256 = received.checked(settings.max_container_bytes, "max_container_bytes")
        where = received.where
        try:
            archive = zipfile.ZipFile(received.stream)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedInput(f"no WACZ file, or a damaged one ({error})", where=where, do="Ask for it anew") from None
        with archive:
            members = archive.infolist()
            check_members(members, where)
            if sum(one.file_size for one in members) > settings.max_container_bytes:
                limit = settings.max_container_bytes
                raise too_large(where, "it unpacks to more", limit, "bytes", "max_container_bytes")
            _check(archive, where, settings)
            warcs = sorted(
                one.filename
                for one in members
                if one.filename.startswith("archive/") and one.filename.endswith((".warc", ".warc.gz"))
            )
            number = 0
            for name in warcs:
                with archive.open(name) as stream:
                    place = f"{where}, {name}"
                    for item in pages_of(cast("BinaryIO", stream), received.id, place, sha256, settings, number):
                        number += isinstance(item, Part)
                        yield item
        if not number:
            raise EmptyInput("a WACZ file without a page", where=where, do="Check that the crawl went well")


def _check(archive: zipfile.ZipFile, where: str, settings: Settings) -> None:
    """Check every digest that the archive states. DigestMismatch with the member that was altered, or is missing."""
    package = _json(archive, _PACKAGE, where, settings)
    if package is None:
        raise DamagedInput(f"a ZIP archive without {_PACKAGE}", where=where, do="Check what kind of file it is")
    stated = _json(archive, _DIGEST, where, settings)
    if stated is not None:
        _compare(archive, _PACKAGE, str(stated.get("hash")), where)
    resources = package.get("resources")
    if not isinstance(resources, list):
        raise DamagedInput(f"{_PACKAGE} lists no members", where=where, do="Ask for the file anew")
    listed = {str(one.get("path")): str(one.get("hash")) for one in resources if isinstance(one, dict)}
    for path, digest in listed.items():
        _compare(archive, path, digest, where)
    for name in archive.namelist():
        if name.startswith("archive/") and not name.endswith("/") and name not in listed:
            raise DigestMismatch(
                f"{name[:80]!r} is not in the archive's own list: it was added",
                where=where,
                do="Ask for the file anew; nothing of it is read",
            )


def _compare(archive: zipfile.ZipFile, path: str, stated: str, where: str) -> None:
    kind, _, wanted = stated.partition(":")
    if kind not in {"sha256", "sha512", "md5", "sha1"}:
        raise DamagedInput(f"a digest of an unknown kind, {stated[:40]!r}", where=where, do="Ask for the file anew")
    digest = hashlib.new(kind, usedforsecurity=False)
    try:
        with archive.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except KeyError:
        raise DigestMismatch(
            f"{path[:80]!r} is in the archive's own list but not in the archive: it was removed",
            where=where,
            do="Ask for the file anew; nothing of it is read",
        ) from None
    except zipfile.BadZipFile as error:
        raise DigestMismatch(
            f"{path[:80]!r} was altered ({error})", where=where, do="Ask for the file anew; nothing of it is read"
        ) from None
    if digest.hexdigest() != wanted.lower():
        raise DigestMismatch(
            f"{path[:80]!r} was altered: its digest is {kind}:{digest.hexdigest()[:12]}..., stated is {stated[:20]}...",
            where=where,
            do="Ask for the file anew; nothing of it is read",
        )


def _json(archive: zipfile.ZipFile, name: str, where: str, settings: Settings) -> dict[str, object] | None:
    if name in archive.namelist() and archive.getinfo(name).file_size > settings.max_input_bytes:
        raise too_large(where, f"{name} is more", settings.max_input_bytes, "bytes", "max_input_bytes")
    data = member(archive, name, where)
    if data is None:
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise DamagedInput(f"{name} is no JSON object", where=where, do="Ask for the file anew")
    return value
