"""Exchanges with servers -> a WARC file: requests and answers as they passed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from onrecord import __version__

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecordType


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, byte by byte."""

    url: str
    at: str
    """ISO 8601 time in UTC, to the second, at which the request was sent."""
    address: str
    """The IP address that answered."""
    request: bytes
    response: bytes


def warc_of(exchanges: Sequence[Exchange]) -> bytes:
    """Write a WARC 1.1 file, not compressed: what made it, then each request and its answer, with their digests."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415 - for addresses alone

    file = io.BytesIO()
    made = f"software: onrecord/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    _write(file, WarcRecordType.warcinfo, made, {"Content-Type": "application/warc-fields"}, exchanges[0].at)
    for one in exchanges:
        common = {"WARC-Target-URI": one.url, "WARC-IP-Address": one.address}
        kind = "application/http; msgtype="
        response = _write(
            file, WarcRecordType.response, one.response, common | {"Content-Type": f"{kind}response"}, one.at
        )
        request = {"Content-Type": f"{kind}request", "WARC-Concurrent-To": response}
        _write(file, WarcRecordType.request, one.request, common | request, one.at)
    return file.getvalue()


def _write(file: io.BytesIO, kind: WarcRecordType, block: bytes, headers: dict[str, str], at: str) -> str:
    """Write a record, and give its id."""
    from fastwarc.warc import WarcRecord  # noqa: PLC0415 - as above

    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = datetime.fromisoformat(at)
    for name, value in headers.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    record.write(file, checksum_data=True)
    return str(record.headers["WARC-Record-ID"])
