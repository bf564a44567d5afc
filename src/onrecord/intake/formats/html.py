"""HTML pages: main text, title, date, publisher and address by trafilatura; the language that the page declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InputError, PageWithoutText
from onrecord.intake.decode import decode
from onrecord.intake.formats.html_places import note_of, places_of
from onrecord.intake.received import Draft, Received, sha256_of, too_large
from onrecord.model import Custody
from onrecord.settings import Settings

_HEAD = 4096
"""Bytes at the start in which the encoding is declared (the HTML standard demands it within the first 1,024)."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.-]{1,40})""")
_LANGUAGE = re.compile(
    r"""<html\b[^>]{0,2000}?\s(?:xml:)?lang\s{0,9}=\s{0,9}["']?([A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,4})""",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"""\bdata:[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}[^"'()\s<>]{200,}""", re.IGNORECASE)
"""Pictures and fonts that a saved page carries in itself; its words never stand there."""
_ADVICE = "Open it in a browser, copy the text into a .txt file, and give that"


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """An HTML page as saved: one report, its text being the page's main text without menus and adverts."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")
    libraries: tuple[str, ...] | None = ("trafilatura",)

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give the one report. PageWithoutText where nothing readable is left."""
        data = received.whole(settings.max_input_bytes, "max_input_bytes")
        sha256 = sha256_of(data)
        declared = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
        in_page = declared.group(1).decode("ascii") if declared else None
        decoded = decode(data, received.where, received.charset or in_page)
        del data
        markup = _EMBEDDED.sub("data:", decoded.text)
        if len(markup) > settings.max_page_chars:
            raise too_large(received.where, "markup of more", settings.max_page_chars, "code points", "max_page_chars")
        page = _extract(markup, received.where)
        text = (page.text or "").strip() if page else ""
        if not text:
            raise PageWithoutText("an HTML page without readable text", where=received.where, do=_ADVICE)
        language = _LANGUAGE.search(markup[:20_000])
        text_map = places_of(markup, text)
        yield Draft(
            where=received.where,
            id=received.id,
            sha256=sha256,
            text=text,
            title=page.title or None,
            publisher=page.sitename or None,
            published=page.date or None,
            url=page.url or None,
            language=language.group(1).replace("_", "-") if language else None,
            notes=(*decoded.notes, *note_of(text, text_map)),
            custody=Custody("text/html", text_map=text_map),
        )


def _extract(markup: str, where: str) -> Any:
    """Take the page apart; None where trafilatura finds no text."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.5 s, for pages alone

    try:
        return bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            # No date is taken from running text, where it may be the incident's. The latest date allowed is fixed,
            # since htmldate's default is today, and the same page must give the same report next year.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "9999-12-31"},
        )
    except Exception as error:
        # Whatever a hostile page breaks in the parsers is this page's failure alone.
        raise PageWithoutText(
            f"the page cannot be taken apart ({type(error).__name__}: {error})", where=where, do=_ADVICE
        ) from error
