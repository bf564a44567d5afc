"""Parsing for the tests of counts: one parser, and every text parsed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from onrecord.model import Report
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.settings import Settings


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Parsed]:
    """Parse a text as a report of its own."""
    parser = Parser(Settings())

    @lru_cache(maxsize=4_000)
    def parsed(text: str) -> Parsed:
        return next(iter(parser.parse([Report(id="test", sha256="", text=text, language="en")])))

    return parsed
