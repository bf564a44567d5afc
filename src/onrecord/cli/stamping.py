"""The question to a time-stamping authority: the one thing here that uses a network, and only when it is asked for."""

from __future__ import annotations

from urllib.error import URLError
from urllib.request import Request, urlopen

from onrecord.errors import ArchiveError, UsageError

_SECONDS = 30
_LARGEST = 1_000_000
"""Bytes of an answer; real ones are under 10 kB."""


def ask(url: str, question: bytes) -> bytes:
    """Send a request for a stamp (DER) and give the answer. ArchiveError where none comes within half a minute."""
    if not url.startswith(("http://", "https://")):
        raise UsageError("no address of a time-stamping authority", where="--tsa", do="Give one with http or https")
    request = Request(url, question, {"Content-Type": "application/timestamp-query"})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
            return bytes(response.read(_LARGEST))
    except (URLError, OSError, ValueError) as error:
        raise ArchiveError(
            f"the time-stamping authority does not answer: {error}", where=url, do="Try again, or leave --tsa out"
        ) from error
