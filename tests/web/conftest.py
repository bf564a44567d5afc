"""A desk that is served: with one local user, or to a team with an account for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from fake_desk import FakeDesk
from served import PASSWORD, Clock, Team
from starlette.testclient import TestClient

from onrecord.archive import Place
from onrecord.archive.accounts import Accounts
from onrecord.reviewing.roles import Role
from onrecord.web import Serving, create_app


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in a millisecond: what they cost is measured in one test alone."""
    made = argon2.PasswordHasher
    monkeypatch.setattr(
        "onrecord.archive.accounts.PasswordHasher", lambda: made(time_cost=1, memory_cost=64, parallelism=1)
    )


@pytest.fixture
def make_team(tmp_path: Path) -> Iterator[Callable[..., Team]]:
    """Make a desk of a team; ``tls`` where a proxy serves it over TLS."""
    opened: list[Accounts] = []

    def make(desk: Any = None, *, tls: bool = False) -> Team:
        clock = Clock()
        place = Place(tmp_path / "archive")
        place.folder.mkdir(exist_ok=True)
        accounts = Accounts(place, now=clock)
        opened.append(accounts)
        for role in Role:
            accounts.add(role.value, PASSWORD, role.value)
        serving = Serving(port=80, team=True, address=f"{'https' if tls else 'http'}://desk.example")
        return Team(create_app(desk or FakeDesk(), serving, accounts), accounts, clock, serving)

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def team(make_team: Callable[..., Team]) -> Team:
    """A desk of a team."""
    return make_team()


@pytest.fixture
def local() -> TestClient:
    """A browser at the desk of one local user."""
    return TestClient(
        create_app(FakeDesk(), Serving(port=80, local_user="reader")),
        base_url="http://127.0.0.1",
        follow_redirects=False,
        raise_server_exceptions=False,
    )
