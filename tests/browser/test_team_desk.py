"""Logging in, accounts and the API's page in a real browser: axe finds nothing, the policy refuses nothing."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from onrecord.archive import Place
from onrecord.archive.accounts import Accounts
from onrecord.reviewing.roles import Role
from onrecord.web import Serving, create_app
from onrecord.web.running import bind

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from fake_desk import FakeDesk

pytestmark = pytest.mark.browser

PASSWORD = "four words that do not belong"
RULES = "{runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}"
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a team's desk."""
    socket = bind("127.0.0.1", 0)
    with Accounts(Place(tmp_path_factory.mktemp("team"))) as accounts:
        for role in Role:
            accounts.add(role.value, PASSWORD, role.value)
        serving = Serving(port=socket.getsockname()[1], team=True)
        server = uvicorn.Server(
            uvicorn.Config(create_app(FakeDesk(), serving, accounts), log_level="warning", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.05)
        yield serving.shown.rstrip("/")
        server.should_exit = True
        thread.join(10)
    socket.close()


def found_by_axe(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] + ["scrolls sideways"] * wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_accounts_are_open_to_everybody(
    browser: Any, axe: str, served: str, size: str, scheme: str, tmp_path: Path
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{served}/accounts")
    assert page.url.endswith("/login?to=/accounts")
    assert found_by_axe(page, axe) == []
    page.fill("#name", "admin")
    page.fill("#password", "not this one at all")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert found_by_axe(page, axe) == []
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}/accounts")
    for path in ("/accounts", "/account", "/about", "/api"):
        page.goto(served + path)
        if path == "/api":
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert found_by_axe(page, axe) == [], path
        page.screenshot(path=str(tmp_path / f"{path.strip('/')}-{size}-{scheme}.png"))
    assert refused == []
    context.close()


def test_the_switch_of_colours_is_kept(browser: Any, served: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{served}/login")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.select_option("[data-theme-switch] select", "dark")
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    assert page.evaluate(background) == dark
    page.select_option("[data-theme-switch] select", "system")
    assert page.evaluate(background) == light
    context.close()
