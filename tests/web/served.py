"""A desk that is served to a team, and the browsers of its people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from onrecord.archive.accounts import Accounts
from onrecord.reviewing.roles import Role
from onrecord.web import Serving

PASSWORD = "four words that do not belong"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"|data-csrf="([^"]+)"')


@dataclass
class Clock:
    """A clock that tests set."""

    time: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.time


@dataclass
class Team:
    """A desk that people log in to."""

    app: Any
    accounts: Accounts
    clock: Clock
    serving: Serving
    clients: list[TestClient] = field(default_factory=list)

    def client(self, address: str = "10.0.0.1", **more: Any) -> TestClient:
        """A browser with no cookies."""
        scheme = "https" if self.serving.tls else "http"
        made = TestClient(
            self.app,
            base_url=f"{scheme}://desk.example",
            client=(address, 50000),
            follow_redirects=False,
            raise_server_exceptions=False,
            **more,
        )
        self.clients.append(made)
        return made

    def logged_in(self, role: Role | str) -> TestClient:
        """A browser in which somebody of a role is logged in, its token in the header of each request."""
        client = self.client()
        page = client.get("/login")
        answer = client.post("/login", data={"csrf": token_of(page.text), "name": str(role), "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        client.headers["x-csrf-token"] = token_of(client.get("/account").text)
        return client


def token_of(page: str) -> str:
    """Take the token of forms from a page."""
    found = TOKEN.search(page)
    assert found is not None, page
    return found[1] or found[2]
