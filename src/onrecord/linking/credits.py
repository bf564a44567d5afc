"""Agencies that a report credits: in its dateline, at its end, or as where it has its story from."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from onrecord.errors import ModelError
from onrecord.linking.folding import fold

_HEAD, _TAIL = 220, 160
"""Code points at a report's start and end in which a bare name of an agency is a credit."""


def credited(text: str) -> frozenset[str]:
    """Name the agencies that a report credits, by their names in the data file. ModelError where that is damaged."""
    any_one, each = _agencies()
    head, tail, whole = fold(text[:_HEAD]), fold(text[-_TAIL:]), fold(text)
    if not any_one.credits(head, tail, whole):
        return frozenset()
    return frozenset(name for name, one in each if one.credits(head, tail, whole))


class _Credit(NamedTuple):
    """How an agency, or any of several, is credited."""

    in_brackets: re.Pattern[str]
    taken: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str, cues: str) -> _Credit:
        return cls(
            re.compile(rf"[(\[—–|/-]\s*(?:{pattern})\s*(?:[)\]—–|/-]|$)"),
            re.compile(rf"(?:{cues})\s+(?:{pattern})(?!\w)"),
        )

    def credits(self, head: str, tail: str, whole: str) -> bool:
        found = self.in_brackets.search(head) or self.in_brackets.search(tail) or self.taken.search(whole)
        return found is not None


@lru_cache(maxsize=1)
def _agencies() -> tuple[_Credit, tuple[tuple[str, _Credit], ...]]:
    """Load how agencies are credited: any of them, since most reports credit none, and each by its name."""
    try:
        data = tomllib.loads(resources.files("onrecord.linking").joinpath("agencies.toml").read_text("utf-8"))
        names = [
            (fold(name), "|".join(re.escape(fold(form)) for form in sorted((name, *forms), key=len, reverse=True)))
            for name, forms in sorted(data["agencies"].items())
        ]
        cues = "|".join(re.escape(fold(cue)) for cue in data["cues"])
        each = tuple((name, _Credit.of(pattern, cues)) for name, pattern in names)
        return _Credit.of("|".join(pattern for _, pattern in names), cues), each
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged list of agencies: {error!r}", where="linking/agencies.toml", do="Install onrecord again"
        ) from error
