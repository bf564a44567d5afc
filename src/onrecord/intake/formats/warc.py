"""WARC: each page that was captured is a report, with its address and the time of its capture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from onrecord.errors import DamagedInput, DigestMismatch, EmptyInput, InputError
from onrecord.intake.received import Part, Received, too_large
from onrecord.settings import Settings

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
"""What is taken out as a report. Pictures, scripts and style sheets of the pages stay in the file, which is kept."""
_GZIP = b"\x1f\x8b"
_CHUNK = 65_536
_SHOWN = 300
"""Code points of an address in a message."""
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t;\r\n]")


@dataclass(frozen=True, slots=True)
class WarcFormat:
    """A WARC file, packed with gzip or not."""

    name: str = "warc"
    suffixes: tuple[str, ...] = (".warc", ".warc.gz")
    media_types: tuple[str, ...] = ("application/warc", "application/warc+gzip")
    libraries: tuple[str, ...] | None = ("fastwarc.warc",)

    def read(self, received: Received, settings: Settings) -> Iterator[Part | InputError]:
        """Give each page that was answered with success. DamagedInput where the file does not go on as it says."""
        sha256 = received.checked(settings.max_container_bytes, "max_container_bytes")
        nothing = True
        for item in pages_of(received.stream, received.id, received.where, sha256, settings):
            nothing = False
            yield item
        if nothing:
            raise EmptyInput(
                "a WARC file without a page", where=received.where, do="Pictures and scripts in it are no reports"
            )


def pages_of(
    stream: BinaryIO, id_: str, where: str, sha256: str, settings: Settings, before: int = 0
) -> Iterator[Part | InputError]:
    """Give each page of a WARC file, open at its start; ids count from ``before`` + 1.

    ``sha256`` is of what holds it all. Raises DamagedInput where the file ends, or goes on otherwise than it says.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - for WARC alone

    head = stream.read(len(_GZIP))
    stream.seek(0)
    if head not in {_GZIP, b"WA"}:
        raise DamagedInput("no WARC file", where=where, do="Check what kind of file it is")
    kinds = WarcRecordType.response | WarcRecordType.resource
    records = held = 0
    number = before
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            records += 1
            place = f"{where}, record {records}"
            held += _length(record, place)
            if held > settings.max_container_bytes:
                raise too_large(
                    where, "it unpacks to more", settings.max_container_bytes, "bytes", "max_container_bytes"
                )
            part = _page(record, place, settings) if record.record_type & kinds else None
            if part is not None:
                number += 1
                yield replace(part, id=f"{id_}#{number}", part_of=sha256) if isinstance(part, Part) else part
    except OSError as error:
        raise DamagedInput(
            f"after record {records} it does not go on as a WARC file ({error})",
            where=where,
            do="Ask for the file anew; the pages before that place are read",
        ) from None
    if not records:
        raise DamagedInput("no WARC record in it", where=where, do="Check what kind of file it is")


def _length(record: Any, place: str) -> int:
    """Give the length that a record states of itself."""
    stated = record.headers.get("Content-Length") or ""
    if not stated.strip().isdecimal() or int(stated) != record.content_length:
        raise DamagedInput(
            "a record that is cut off within its header, or states no length",
            where=place,
            do="Ask for the file anew; the pages before that place are read",
        )
    return int(record.content_length)


def _page(record: Any, place: str, settings: Settings) -> Part | InputError | None:
    """Read a record's page; None where it holds none."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    place = f"{place} ({url[:_SHOWN]})" if url else place
    if record.content_length > settings.max_input_bytes + _CHUNK:
        if (record.headers.get("Content-Type") or "").startswith(("application/http", *PAGES)):
            record.parse_http()
            if _media_type(record) not in PAGES:
                return None
        return too_large(place, "a record of more", settings.max_input_bytes, "bytes", "max_input_bytes")
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
        return DigestMismatch(
            "its bytes do not match the digest that the record states, or it is cut off",
            where=place,
            do="Ask for the file anew; this record is not read",
        )
    record.parse_http()
    media_type = _media_type(record)
    if media_type not in PAGES:
        return None
    if record.is_http_parsed and not 200 <= (record.http_headers.status_code or 0) < 300:
        return None
    stated = record.content_length
    data = record.reader.read()
    if len(data) < stated:
        return DamagedInput(
            f"it is cut off {stated - len(data):,} bytes before its end",
            where=place,
            do="Ask for the file anew; this record is not read",
        )
    try:
        unpacked = _unpacked(data, record, settings.max_input_bytes)
    except OSError as error:
        return DamagedInput(
            f"it is not packed as its header says ({error})", where=place, do="This record is not read; the others are"
        )
    if len(unpacked) > settings.max_input_bytes:
        return too_large(place, "a page of more", settings.max_input_bytes, "bytes", "max_input_bytes")
    return Part(
        id="",
        data=unpacked,
        media_type=media_type,
        charset=record.http_charset if record.is_http_parsed else None,
        url=url or None,
        captured=record.headers.get("WARC-Date"),
    )


def _media_type(record: Any) -> str:
    stated = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (stated or "").partition(";")[0].strip().lower()


def _unpacked(data: bytes, record: Any, limit: int) -> bytes:
    """Undo the encodings of the transfer and the content, as far as one byte over the limit."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader  # noqa: PLC0415 - as above

    if not record.is_http_parsed:
        return data
    reader: Any = io.BytesIO(data)
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK_SIZE.match(data):
        # Tools that undo the chunks before they write often leave the header as it was.
        reader = ChunkedReader(reader)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        reader = GzipReader(reader)
    elif encoding == "deflate":
        reader = GzipReader(reader, zlib=True)
    elif encoding == "br":
        reader = BrotliReader(reader)
    elif encoding == "zstd":
        reader = ZstdReader(reader)
    parts: list[bytes] = []
    size = 0
    while size <= limit and (chunk := reader.read(min(_CHUNK, limit + 1 - size))):
        parts.append(chunk)
        size += len(chunk)
    return b"".join(parts)
