"""RSS and Atom: one report an entry. Nothing is fetched: the bytes alone are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any

from onrecord.errors import DamagedInput, EmptyInput, HostileInput, InputError
from onrecord.intake.formats.fragment import text_of
from onrecord.intake.formats.ooxml import declares_type
from onrecord.intake.received import Draft, Received, sha256_of_text
from onrecord.model import Custody, TextMap, TextPlace
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A feed: each entry's full content, else its summary, with its title, address, date and the feed's name."""

    name: str = "feed"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")
    media_types: tuple[str, ...] = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
    libraries: tuple[str, ...] | None = ("feedparser", "lxml.etree")

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give each entry's report, and EmptyInput in the place of an entry without text."""
        sha256 = received.checked(settings.max_input_bytes, "max_input_bytes")
        where = received.where
        data = received.stream.read()
        if not data.strip():
            raise EmptyInput("no bytes", where=where, do="Check that it was saved whole")
        if declares_type(io.BytesIO(data), entities_only=True):
            raise HostileInput(
                "XML that declares entities of its own, as no feed does", where=where, do="Ask for the feed anew"
            )
        import feedparser  # noqa: PLC0415 - for feeds alone

        # A stream and no bytes: feedparser would open a file, or fetch an address, of which bytes are the name.
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
        if not feed.get("version"):
            raise DamagedInput("no RSS or Atom feed", where=where, do="Check what kind of XML it is")
        if not feed.entries:
            raise EmptyInput("a feed without entries", where=where, do="Check that it was saved whole")
        publisher = text_of(feed.feed.get("title") or "") or None
        notes = (f"The feed is no XML in full ({feed.bozo_exception}): entries may be missing.",) if feed.bozo else ()
        for number, entry in enumerate(feed.entries, 1):
            yield _entry(entry, number, received, sha256, publisher, feed.feed.get("language"), notes)


def _entry(
    entry: Any,
    number: int,
    received: Received,
    sha256: str,
    publisher: str | None,
    language: str | None,
    notes: tuple[str, ...],
) -> Draft | InputError:
    where = f"{received.where}, entry {number}"
    contents = [one.get("value", "") for one in entry.get("content", [])]
    text = max([text_of(one) for one in (*contents, entry.get("summary", ""))], key=len)
    title = text_of(entry.get("title") or "") or None
    url = entry.get("link") or None
    if not text:
        do = f"Give its address to fetch the page: {url}" if url else "There is nothing more in the feed"
        return EmptyInput(f"an entry without text, {title or 'and without a title'!r}", where=where, do=do)
    stated = tuple((name, str(entry[name])[:1000]) for name in ("id", "author", "updated") if entry.get(name))
    return Draft(
        where=where,
        id=f"{received.id}#{number}",
        sha256=sha256_of_text(text),
        text=text,
        title=title,
        publisher=publisher,
        published=_time(entry.get("published_parsed")),
        url=url,
        language=language,
        notes=notes,
        custody=Custody(
            media_type="text/html",
            part_of=sha256,
            metadata=stated,
            text_map=TextMap((TextPlace(0, len(text), element=f"entry {number}"),)),
        ),
    )


def _time(parsed: struct_time | None) -> str | None:
    """Give a time in UTC as feedparser parsed it, None where the feed states none that is one."""
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat()
    except (ValueError, TypeError):
        return None
