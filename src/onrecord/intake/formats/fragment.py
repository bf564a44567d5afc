"""Pieces of HTML that are no page: an entry of a feed, the body of a mail. All of their text, by paragraphs."""

from __future__ import annotations

import re

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
        ),
        *("pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
_UNSEEN = frozenset(("head", "script", "style", "template", "noscript", "iframe", "object"))
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of(markup: str) -> str:
    """Take the text out of a piece of HTML; an empty line between paragraphs, "" where there is none."""
    from lxml import etree  # noqa: PLC0415 - for mail and feeds alone

    if not markup.strip():
        return ""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    # Bytes, since lxml takes no text that declares an encoding of its own.
    tree = etree.fromstring(b'<meta charset="utf-8">' + markup.encode("utf-8", "replace"), parser)
    if tree is None:
        return ""
    paragraphs: list[list[str]] = [[]]
    # Step by step, since a recursion would end at the depth that a hostile mail chooses.
    unseen = 0
    for step, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if step == "start":
            unseen += tag in _UNSEEN
            if tag in _BLOCKS:
                paragraphs.append([])
            if tag == "br":
                paragraphs[-1].append("\n")
            words = node.text
        else:
            unseen -= tag in _UNSEEN
            if tag in _BLOCKS:
                paragraphs.append([])
            words = node.tail
        if words and not unseen:
            paragraphs[-1].append(_SPACE.sub(" ", words))
    joined = ("".join(parts) for parts in paragraphs)
    lines = ("\n".join(line.strip(" ") for line in one.split("\n")).strip() for one in joined)
    return "\n\n".join(one for one in lines if one)
