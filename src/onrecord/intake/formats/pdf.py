"""PDF: the text layer by PDFium, with the page and box of every line.

PDFium puts Arabic and Hebrew into the order in which they are read, mends broken tables of contents as browsers do, and
is fast; see docs/decisions/0007-untrusted-formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import DamagedInput, EmptyInput, InputError, LockedInput, NoTextLayer
from onrecord.intake.formats.pdf_lines import PagedText, lines_of
from onrecord.intake.received import Draft, Received, too_large
from onrecord.model import Custody
from onrecord.settings import Settings

_PASSWORD = 4
"""PDFium's code for a document that a password locks."""
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_OCR = "Recognise the text with a program for that (ocrmypdf, or Acrobat), check it, and give the result"


@dataclass(frozen=True, slots=True)
class PdfFormat:
    """A PDF file: one report, its text being its text layer."""

    name: str = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)
    media_types: tuple[str, ...] = ("application/pdf", "application/x-pdf")
    libraries: tuple[str, ...] | None = ("pypdfium2",)

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give the one report. NoTextLayer where its pages are pictures, LockedInput where a password is asked for."""
        sha256 = received.checked(settings.max_input_bytes, "max_input_bytes")
        where = received.where
        data = received.stream.read()
        if not data.strip():
            raise EmptyInput("no bytes", where=where, do="Check that it was saved or sent whole")
        pdf = _opened(data, where)
        pages = len(pdf)
        if pages > settings.max_pages:
            raise too_large(where, "more", settings.max_pages, "pages", "max_pages")
        made = PagedText()
        pictures = broken = 0
        for number in range(pages):
            try:
                page = pdf[number]
            except Exception:  # noqa: BLE001 - a page that is none is named below, and the others are read
                broken += 1
                continue
            lines = lines_of(page)
            pictures += not lines
            made.add(number + 1, lines)
            if made.size > settings.max_report_chars:
                raise too_large(where, "a text of more", settings.max_report_chars, "code points", "max_report_chars")
            page.close()
        text, text_map = made.result()
        if not text.strip():
            if broken == pages:
                raise DamagedInput("no page that can be opened", where=where, do="Ask for the file anew")
            raise NoTextLayer(
                f"{pages} page{'s' if pages > 1 else ''} without a text layer, as a scanner leaves them",
                where=where,
                do=_OCR,
            )
        stated = {name: value.strip() for name, value in pdf.get_metadata_dict(skip_empty=True).items()}
        yield Draft(
            where=where,
            id=received.id,
            sha256=sha256,
            text=text,
            title=stated.get("Title") or None,
            notes=tuple(_notes(pages, pictures, broken, made.unknown)),
            custody=Custody(
                media_type="application/pdf", metadata=(*stated.items(), ("Pages", str(pages))), text_map=text_map
            ),
        )


def _opened(data: bytes, where: str) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - for PDF alone

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise LockedInput(
                "a password locks it", where=where, do="Open it with the password, and save a copy without one"
            ) from None
        raise DamagedInput(
            f"no PDF file, or a damaged one ({error})", where=where, do="Ask for the file anew"
        ) from None


def _notes(pages: int, pictures: int, broken: int, unknown: int) -> Iterator[str]:
    if pictures:
        yield f"{pictures} of {pages} pages hold no text layer: what stands on them is not read."
    if broken:
        yield f"{broken} of {pages} pages could not be opened: what stands on them is not read."
    if unknown:
        yield f"{unknown} characters have no letter that the file names (U+FFFD stands in their place)."
