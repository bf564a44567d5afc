"""A writer killed at any moment loses nothing that it acknowledged, and the archive opens and verifies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from killing import Killing

from onrecord.archive import Place

# Python warns of forks of a process with threads; the children here use none of the parent's.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.mark.parametrize("what", ["adds", "migrations", "deletions", "makings"])
def test_killed_writers_lose_nothing_acknowledged(what: str, new_place: Callable[[str], Place]) -> None:
    killing = Killing(new_place, seed=7)
    getattr(killing, what)(5)
