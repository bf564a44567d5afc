"""Makes docs/images/page.png: the page of the bundled example, from its matrix to the end of its annotated text.

python docs/images/make.py        needs Debian's chromium
"""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path

from playwright.sync_api import sync_playwright

from onrecord import flow
from onrecord.assessing import load_scheme
from onrecord.intake import IntakeOptions, receive
from onrecord.publishing import FORMATS
from onrecord.settings import Settings

WIDTH = 1200
REPORT = "agency.html"


def page() -> str:
    """Read the example's agency report as `onrecord read` does and write its page."""
    report = resources.files("onrecord").joinpath("examples", "reports", REPORT)
    settings = Settings()
    with resources.as_file(report) as path:
        results = flow.read(receive([str(path)], IntakeOptions(), settings), settings, load_scheme(settings.scheme))
        stream = io.StringIO(newline="")
        FORMATS["html"].write(results, stream)
    return stream.getvalue()


def main() -> None:
    """Write the image."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        shown = browser.new_context(
            viewport={"width": WIDTH, "height": 900}, color_scheme="light", device_scale_factor=1.25
        ).new_page()
        shown.set_content(page())
        shown.evaluate("document.fonts.ready")
        top = shown.locator("#r1-matrix").bounding_box()
        end = shown.locator(".annotated").bounding_box()
        assert top and end, "the example has neither matrix nor text"  # noqa: PT018, S101
        clip = {"x": 0, "y": top["y"] - 40, "width": WIDTH, "height": end["y"] + end["height"] - top["y"] + 80}
        shown.screenshot(path=Path(__file__).with_name("page.png"), full_page=True, clip=clip)
        browser.close()


if __name__ == "__main__":
    main()
