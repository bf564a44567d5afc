"""Debian's chromium, driven by playwright; skipped, with the reason, where it or axe-core is absent."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.publishing.page import Page

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# The sample readings of the publishing tests serve here too.
sys.path.insert(0, str(HERE.parent / "publishing"))


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A running chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is absent: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is absent")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.exists():
        pytest.skip("axe-core is absent: npm ci --prefix tests/browser")
    return AXE.read_text("utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write results as a page and give its address."""

    def write(*results: object, with_text: bool = True) -> str:
        stream = io.StringIO(newline="")
        Page().write(results, stream, with_text=with_text)  # type: ignore[arg-type]
        path = tmp_path / "page.html"
        path.write_bytes(stream.getvalue().encode("utf-8"))
        return path.as_uri()

    return write
