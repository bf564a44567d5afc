"""Reads a page back: its elements, ids, links and the texts of its annotated paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("meta", "br", "link", "img", "input", "hr"))


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]


@dataclass
class PageParts(HTMLParser):
    """Everything of a page that tests look at."""

    elements: list[Element] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    style: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        if tag == "p" and self._class(element) == "text":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].tag == "style":
            self.style += data
            return
        self.text += data
        within = [self._class(one) for one in self.open]
        if "text" in within and not any(name.split()[:1] == ["ref"] for name in within):
            self.paragraphs[-1] += data

    @staticmethod
    def _class(element: Element) -> str:
        return element.attributes.get("class") or ""

    def ids(self) -> list[str]:
        return [one.attributes["id"] or "" for one in self.elements if "id" in one.attributes]

    def links(self) -> list[str]:
        return [one.attributes["href"] or "" for one in self.elements if "href" in one.attributes]


def parts(page: str) -> PageParts:
    read = PageParts()
    read.feed(page)
    read.close()
    assert not read.open, f"left open: {read.open}"
    return read
