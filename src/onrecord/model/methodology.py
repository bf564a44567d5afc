"""How a decision came about, as a reader of a release must be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NamedRule:
    """One rule of a scheme."""

    name: str
    title: str
    text: str
    """The sentence that a decision by it is stated in, with named fields in braces."""


@dataclass(frozen=True, slots=True)
class Methodology:
    """What a scheme does, made from the scheme itself."""

    scheme: str
    title: str
    rules: tuple[NamedRule, ...]
    vague: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Vague word -> the low and high that stand for it."""
    outside_headline: tuple[str, ...] = ()
    """Groups that are kept out of the headline figures."""
