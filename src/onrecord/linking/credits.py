"""Agencies that a report credits: in its dateline, at its end, or as where it has its story from."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from onrecord.errors import ModelError
from onrecord.linking.folding import fold

_HEAD, _TAIL = 220, 160
"""Code points at a report's start and end in which a bare name of an agency is a credit."""


def credited(text: str) -> frozenset[str]:
    """Name the agencies that a report credits, by their names in the data file. ModelError where that is damaged."""
    names, cues = _agencies()
    head, tail, whole = fold(text[:_HEAD]), fold(text[-_TAIL:]), fold(text)
    found = set()
    for name, pattern in names:
        in_brackets = re.compile(rf"[(\[—–|/-]\s*(?:{pattern})\s*(?:[)\]—–|/-]|$)")
        taken = re.compile(rf"(?:{cues})\s+(?:{pattern})(?!\w)")
        if in_brackets.search(head) or in_brackets.search(tail) or taken.search(whole):
            found.add(name)
    return frozenset(found)


@lru_cache(maxsize=1)
def _agencies() -> tuple[tuple[tuple[str, str], ...], str]:
    try:
        data = tomllib.loads(resources.files("onrecord.linking").joinpath("agencies.toml").read_text("utf-8"))
        names = tuple(
            (fold(name), "|".join(re.escape(fold(form)) for form in sorted((name, *forms), key=len, reverse=True)))
            for name, forms in sorted(data["agencies"].items())
        )
        return names, "|".join(re.escape(fold(cue)) for cue in data["cues"])
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged list of agencies: {error!r}", where="linking/agencies.toml", do="Install onrecord again"
        ) from error
