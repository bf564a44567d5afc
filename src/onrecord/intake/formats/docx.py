"""DOCX: the words of a Word document in their order, with the paragraph that each stands in.

The XML is read directly: python-docx passes over text within tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import DamagedInput, EmptyInput, InputError
from onrecord.intake.formats.ooxml import member, opened, refuse_entities
from onrecord.intake.received import Draft, Received, too_large
from onrecord.model import Custody, TextMap, TextPlace
from onrecord.settings import Settings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second form of the same text, for old programs."""
_MAIN = "word/document.xml"
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_STATED = ("title", "creator", "lastModifiedBy", "created", "modified", "subject")
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class DocxFormat:
    """A Word document: one report; paragraphs with an empty line between, table cells with a tab, then the notes."""

    name: str = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm")
    media_types: tuple[str, ...] = (_MEDIA_TYPE, "application/vnd.ms-word.document.macroenabled.12")
    libraries: tuple[str, ...] | None = ("lxml.etree",)

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give the one report. Text deleted in tracked changes is left out, and noted."""
        sha256 = received.checked(settings.max_input_bytes, "max_input_bytes")
        where = received.where
        with opened(received.stream, where, settings, needs=_MAIN) as archive:
            refuse_entities(archive, where)
            made = _Text(settings, where)
            for name, kind in ((_MAIN, "paragraph"), *_NOTES):
                data = member(archive, name, where)
                if data is not None:
                    made.add(_tree(data, name, where), kind)
            core = member(archive, "docProps/core.xml", where)
            stated = _stated(_tree(core, "docProps/core.xml", where)) if core else ()
        if not made.size:
            raise EmptyInput("a Word document without text", where=where, do="If it holds pictures of text, type them")
        yield Draft(
            where=where,
            id=received.id,
            sha256=sha256,
            text="".join(made.parts),
            title=dict(stated).get("title"),
            notes=(
                (f"{made.deleted} pieces of text are deleted in tracked changes; they are not read.",)
                if made.deleted
                else ()
            ),
            custody=Custody(media_type=_MEDIA_TYPE, metadata=stated, text_map=TextMap(tuple(made.places))),
        )


class _Text:
    """Paragraphs put together, each with its number in its part of the file."""

    def __init__(self, settings: Settings, where: str) -> None:
        self._limit, self._where = settings.max_report_chars, where
        self.parts: list[str] = []
        self.places: list[TextPlace] = []
        self.size = self.deleted = 0

    def add(self, root: Any, kind: str) -> None:
        """Add the paragraphs below an element."""
        number = 0
        row: Any = None
        for paragraph in root.iter(f"{_W}p"):
            if _within(paragraph, _FALLBACK):
                continue
            number += 1
            text = self._words(paragraph).strip()
            if not text:
                continue
            above = next(paragraph.iterancestors(f"{_W}tr"), None)
            if self.size:
                self._put("\t" if above is not None and above is row else "\n\n")
            row = above
            start = self.size
            self._put(text)
            self.places.append(TextPlace(start, self.size, element=f"{kind} {number}"))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        if self.size > self._limit:
            raise too_large(self._where, "a text of more", self._limit, "code points", "max_report_chars")

    def _words(self, paragraph: Any) -> str:
        """Read a paragraph's own words; those of a text box within it are a paragraph of their own."""
        said: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            node = waiting.pop()
            if node.tag == f"{_W}t":
                said.append(node.text or "")
            elif node.tag == f"{_W}tab":
                said.append("\t")
            elif node.tag in {f"{_W}br", f"{_W}cr"}:
                said.append("\n")
            elif node.tag in {f"{_W}noBreakHyphen", f"{_W}softHyphen"}:
                said.append("-" if node.tag == f"{_W}noBreakHyphen" else "")
            elif node.tag == f"{_W}delText":
                self.deleted += 1
            elif node.tag not in {f"{_W}p", f"{_W}pPr", f"{_W}moveFrom", _FALLBACK}:
                waiting.extend(reversed(node))
        return "".join(said)


def _within(node: Any, tag: str) -> bool:
    return next(node.iterancestors(tag), None) is not None


def _tree(data: bytes, name: str, where: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - for Office files alone

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedInput(f"{name} is no XML ({error})", where=where, do="Ask for the file anew") from None


def _stated(core: Any) -> tuple[tuple[str, str], ...]:
    """Read what the file states of itself."""
    found = {str(node.tag).rpartition("}")[2]: (node.text or "").strip() for node in core}
    return tuple((name, found[name][:1000]) for name in _STATED if found.get(name))
