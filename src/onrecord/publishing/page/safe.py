"""What a report's characters may do to a page: stand in it as text, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"))


_QUOTED = re.compile("“([^“”]*)”")


def clean(text: str) -> str:
    """Replace, one for one, what HTML or UTF-8 cannot hold.

    Controls that are white space become line ends; other controls and lone surrogates U+FFFD.
    """
    return _NO_TEXT.sub(lambda found: "\n" if found[0].isspace() else "\ufffd", text)


def web_address(url: str | None) -> str | None:
    """Give back an address that may be a link: http or https with a host; None for every other."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def language_tag(language: str | None) -> str | None:
    """Give back a language tag that has the form of one."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def direction(language: str | None) -> str:
    """Say which way a language runs: ``rtl``, ``ltr``, or ``auto`` where the language is not known."""
    tag = language_tag(language)
    if tag is None:
        return "auto"
    return "rtl" if tag.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def isolated(name: str) -> str:
    """Set a name apart from the direction of the words around it (U+2068 to U+2069), for use within our sentences."""
    return f"\u2068{name}\u2069"


def quotes_isolated(sentence: str) -> str:
    """Set what stands in quotation marks apart from the direction of our sentence around it.

    >>> quotes_isolated("one figure, “سوق”: 2 to 2") == "one figure, “\u2068سوق\u2069”: 2 to 2"
    True
    """
    return _QUOTED.sub("“\u2068\\1\u2069”", sentence)
