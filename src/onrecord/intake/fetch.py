"""Fetching an address: the page, and a WARC record of every byte that went to and fro.

The standard library's client is used on a socket of our own, since the bytes must be recorded as they passed, and the
connection must go to an address that was checked, at every redirect.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urldefrag, urljoin

from onrecord import __version__
from onrecord.errors import FetchFailed, InputError, TooLarge
from onrecord.intake.addresses import Target, resolve, target_of
from onrecord.intake.received import Part, too_large
from onrecord.intake.warc_writer import Exchange, warc_of
from onrecord.settings import Settings

_CHUNK = 65_536
_MOST_HEAD = 262_144
"""Bytes that an answer may have beyond its body: its header, and what marks its chunks."""
_REDIRECTS = {301, 302, 303, 307, 308}
_RETRY = "Try again later, or save the page in a browser and give the file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    part: Part
    """The page's bytes, with the address that they came from in the end."""
    warc: bytes
    """A WARC file of the whole exchange, redirects included: requests and answers as they passed, and when."""


def fetch(url: str, settings: Settings) -> Fetched:
    """Fetch an address.

    Raises AddressRefused where it, or an address that it redirects to, is not to be fetched; FetchFailed where there is
    no whole answer within the limits; TooLarge over ``max_input_bytes``.
    """
    deadline = time.monotonic() + settings.fetch_seconds
    exchanges: list[Exchange] = []
    here = urldefrag(url).url
    while True:
        exchange, answer = _exchange(here, settings, deadline)
        exchanges.append(exchange)
        onward = answer.headers.get("Location") if answer.status in _REDIRECTS else None
        if not onward:
            break
        if len(exchanges) > settings.fetch_redirects:
            raise FetchFailed(
                f"more than {settings.fetch_redirects} redirects, the limit fetch_redirects",
                where=url,
                do="Open it in a browser, and give the address where it ends",
            )
        here = urldefrag(urljoin(here, _unicode(onward))).url
    if not 200 <= answer.status < 300:
        raise FetchFailed(f"the server answered {answer.status} {answer.reason}", where=url, do=_RETRY)
    notes = (f"Fetched from {here}, to which it redirects.",) if len(exchanges) > 1 else ()
    declared = answer.headers.get("Content-Type")
    part = Part(
        id=url,
        data=answer.body,
        media_type=answer.headers.get_content_type() if declared else None,
        charset=answer.headers.get_content_charset() if declared else None,
        url=here,
        captured=exchange.at,
        notes=notes,
    )
    return Fetched(part, warc_of(exchanges))


def _unicode(header: str) -> str:
    """Read UTF-8 in a header, which the client gives as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str
    headers: http.client.HTTPMessage
    body: bytes
    """With the transfer's and the content's encoding undone."""


def _exchange(url: str, settings: Settings, deadline: float) -> tuple[Exchange, _Answer]:
    """Send one request, and take the whole answer."""
    target = target_of(url)
    addresses = resolve(target, settings.fetch_allow, deadline - time.monotonic())
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    connection = _Connection(target, addresses, deadline, settings.max_input_bytes)
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "User-Agent": f"onrecord/{__version__}",
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        body = _body(response, url, settings)
    except InputError:
        raise
    except TimeoutError:
        raise FetchFailed(
            f"no whole answer within {settings.fetch_seconds} seconds, the limit fetch_seconds", where=url, do=_RETRY
        ) from None
    except ssl.SSLError as error:
        raise FetchFailed(
            f"no secure connection ({error.reason or error})", where=url, do="Check the address and the clock"
        ) from None
    except (OSError, http.client.HTTPException) as error:
        said = " ".join(str(error).split())[:200]
        raise FetchFailed(f"no whole answer ({type(error).__name__}: {said})", where=url, do=_RETRY) from None
    finally:
        connection.close()
        if connection.inner:
            connection.inner.close()
    exchange = Exchange(target.uri, at, connection.address, bytes(connection.sent), bytes(connection.taken))
    return exchange, _Answer(response.status, response.reason, response.headers, body)


def _body(response: http.client.HTTPResponse, url: str, settings: Settings) -> bytes:
    """Read the body in small chunks, whatever length it states, and undo the content's encoding within the limit."""
    body = bytearray()
    limit = settings.max_input_bytes
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise _over(url, limit)
    if response.length:
        raise FetchFailed(f"the answer was cut off {response.length:,} bytes before its end", where=url, do=_RETRY)
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding == "identity":
        return bytes(body)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed(f"the answer is packed as {encoding[:40]!r}, which was not asked for", where=url, do=_RETRY)
    unpack = zlib.decompressobj(47)
    unpacked = unpack.decompress(bytes(body), limit + 1)
    if len(unpacked) > limit:
        raise _over(url, limit)
    return unpacked


def _over(url: str, limit: int) -> TooLarge:
    return too_large(url, "an answer of more", limit, "bytes", "max_input_bytes")


@dataclass(slots=True)
class _Wire:
    """A socket that records what passes, and knows when to stop."""

    inner: socket.socket
    deadline: float
    limit: int
    url: str
    sent: bytearray
    taken: bytearray

    def sendall(self, data: bytes) -> None:
        self.inner.settimeout(_left(self.deadline))
        self.inner.sendall(data)
        self.sent += data

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(cast("io.RawIOBase", _Reader(self)))

    def close(self) -> None:
        """Stay open: the client closes its socket as soon as it has a reader, which reads from here."""


class _Reader(io.RawIOBase):
    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        wire = self._wire
        wire.inner.settimeout(_left(wire.deadline))
        size = wire.inner.recv_into(buffer)
        wire.taken += memoryview(buffer)[:size]
        if len(wire.taken) > wire.limit + _MOST_HEAD:
            raise _over(wire.url, wire.limit)
        return size


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, for a host that may have other ones by now."""

    def __init__(self, target: Target, addresses: list[str], deadline: float, limit: int) -> None:
        super().__init__(target.host, target.port)
        if target.secure:
            self.default_port = 443
        self._target, self._addresses, self._deadline, self._limit = target, addresses, deadline, limit
        self.address = ""
        self.inner: socket.socket | None = None
        self.sent, self.taken = bytearray(), bytearray()

    def connect(self) -> None:
        """Connect to the first address that answers."""
        failed: OSError | None = None
        for address in self._addresses:
            try:
                inner = socket.create_connection((address, self._target.port), timeout=_left(self._deadline))
            except OSError as error:
                failed = error
                continue
            try:
                if self._target.secure:
                    inner = ssl.create_default_context().wrap_socket(inner, server_hostname=self._target.host)
            except BaseException:
                inner.close()
                raise
            self.address, self.inner = address, inner
            wire = _Wire(inner, self._deadline, self._limit, self._target.url, self.sent, self.taken)
            self.sock = wire
            return
        raise failed or OSError("no address")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
