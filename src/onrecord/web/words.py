"""The words of the pages: one catalogue, asked by key, so that another language is another file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from onrecord.errors import ModelError

_FORMS = {"zero", "one", "two", "few", "many", "other"}
"""Names of plural forms, as in CLDR: a table of nothing else is one text in several numbers."""


class _Grouped(Formatter):
    """Writes whole numbers in groups of three, unless the text asks for another form."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, int) and not isinstance(value, bool) and not format_spec:
            return f"{value:,}"
        return super().format_field(value, format_spec)


class Words:
    """The texts of one language.

    >>> english()("page.skip")
    'Skip to the content'
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.language: str = tables["language"]["tag"]
        self.direction: str = tables["language"]["direction"]
        self._texts = dict(_flat({name: table for name, table in tables.items() if name != "language"}))
        self._formatter = _Grouped()

    def __call__(self, key: str, /, **values: Any) -> str:
        """Give the text of a key with its values in it; ``n`` chooses between its numbers.

        KeyError for a key that the catalogue does not have, or a value that the text needs and was not given.
        """
        text = self._texts[key]
        if isinstance(text, dict):
            text = text["one"] if values["n"] == 1 and "one" in text else text["other"]
        return self._formatter.vformat(text, (), values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def known(self) -> frozenset[str]:
        """Name every key of the catalogue."""
        return frozenset(self._texts)


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, str) or set(value) <= _FORMS:
            yield key, value
        else:
            yield from _flat(value, f"{key}.")


@cache
def english() -> Words:
    """Load the catalogue. ModelError when it is damaged."""
    try:
        return Words(tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8")))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged catalogue: {error!r}", where="web/words.toml", do="Install onrecord again"
        ) from error
