"""Office files: a ZIP archive of XML, opened with care."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Protocol
from xml.parsers import expat

from onrecord.errors import DamagedInput, HostileInput, LockedInput
from onrecord.intake.received import too_large
from onrecord.settings import Settings

_MOST_MEMBERS = 10_000
_OLD = b"\xd0\xcf\x11\xe0"
_CHUNK = 65_536


class Readable(Protocol):
    """What can be read in chunks."""

    def read(self, size: int, /) -> bytes:
        """Give at most so many bytes, none at the end."""
        ...


class _Begun(Exception):
    """When the first element of an XML file begins: no entity can be declared after it."""


def opened(stream: BinaryIO, where: str, settings: Settings, *, needs: str) -> zipfile.ZipFile:
    """Open an Office file and check what it would unpack to, before anything is unpacked.

    ``needs`` is a member that the format demands. Raises LockedInput, DamagedInput, TooLarge, or HostileInput for
    paths that lead out of the archive.
    """
    start = stream.read(4)
    stream.seek(0)
    if start == _OLD:
        raise LockedInput(
            "an old Office file, or one that a password locks",
            where=where,
            do="Open it in the program that made it, and save it without a password as .docx, .xlsx or .pdf",
        )
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedInput(f"no Office file, or a damaged one ({error})", where=where, do="Ask for it anew") from None
    members = archive.infolist()
    check_members(members, where)
    # The library hands out no more of a member than its stated size, so that the stated sizes hold.
    if sum(one.file_size for one in members) > settings.max_unpacked_bytes:
        limit = settings.max_unpacked_bytes
        raise too_large(where, "it unpacks to more", limit, "bytes", "max_unpacked_bytes")
    if not any(one.filename == needs for one in members):
        raise DamagedInput(f"a ZIP archive without {needs}", where=where, do="Check what kind of file it is")
    return archive


def check_members(members: list[zipfile.ZipInfo], where: str) -> None:
    """Refuse archives of too many members, and members whose names lead out of the archive or stand twice."""
    if len(members) > _MOST_MEMBERS:
        raise HostileInput(
            f"an archive of {len(members):,} members", where=where, do="Unpack it, look at it, and give what you need"
        )
    seen: set[str] = set()
    for one in members:
        name = one.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise HostileInput(
                f"a member whose name leads out of the archive: {name[:80]!r}",
                where=where,
                do="Nothing was written. Do not unpack it with other programs",
            )
        if name in seen:
            raise HostileInput(
                f"two members of one name, {name[:80]!r}: programs differ in which they show",
                where=where,
                do="Ask for the file anew",
            )
        if one.flag_bits & 1:
            raise LockedInput("a password locks it", where=where, do="Save a copy without a password")
        seen.add(name)


def member(archive: zipfile.ZipFile, name: str, where: str) -> bytes | None:
    """Read a member whole, None where there is none. DamagedInput where its bytes are not what their checksum says."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise _damaged(name, error, where) from None
    except Exception as error:
        # zlib and lzma have errors of their own, which share no base.
        raise _damaged(name, error, where) from error


def _damaged(name: str, error: Exception, where: str) -> DamagedInput:
    return DamagedInput(f"the member {name[:80]!r} is damaged ({error})", where=where, do="Ask for the file anew")


def refuse_entities(archive: zipfile.ZipFile, where: str) -> None:
    """Refuse an archive in which an XML file declares a document type: Office files never do, bombs must."""
    for one in archive.infolist():
        if one.filename.endswith((".xml", ".rels")):
            with archive.open(one) as stream:
                if declares_type(stream):
                    raise HostileInput(
                        f"{one.filename[:80]!r} declares entities, as no Office program does",
                        where=where,
                        do="Do not open it with other programs; ask for it anew",
                    )


def declares_type(stream: Readable, *, entities_only: bool = False) -> bool:
    """Tell whether XML declares a document type, or with ``entities_only`` an entity of its own, before it begins.

    XML that is broken before its first element declares nothing that a parser would take.
    """
    found = False

    def note(*_: object) -> None:
        nonlocal found
        found = True
        raise _Begun

    def begin(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    if entities_only:
        parser.EntityDeclHandler = note
    else:
        parser.StartDoctypeDeclHandler = note
    parser.StartElementHandler = begin
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
    except (_Begun, expat.ExpatError):
        return found
    return found
