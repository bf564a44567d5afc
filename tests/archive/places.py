"""Archives on either database, as fixtures for tests that hold of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import postgresql
import pytest

from onrecord.archive import Place


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """One server for the whole run."""
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL's server is not installed (Debian: postgresql)")
    with postgresql.server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    """Give places where there is no archive yet, on each database in turn."""
    if request.param == "sqlite":
        return lambda name: Place.of(str(tmp_path / name))
    running = request.getfixturevalue("postgresql_server")
    return lambda name: Place.of(running.database(tmp_path / name))


@pytest.fixture
def place(new_place: Callable[[str], Place]) -> Place:
    """A place where there is no archive yet."""
    return new_place("archive")
