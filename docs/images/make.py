"""Makes the images of the docs, of the bundled example. Needs Debian's chromium and the desk's scripts (make web).

python docs/images/make.py        page.png: the page, from its matrix to the end of its annotated text
python docs/images/make.py desk   desk-*.png: the five main pages of the review desk, at a laptop's and a phone's width
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from onrecord import flow
from onrecord.archive import Place
from onrecord.assessing import load_scheme
from onrecord.desk.desk import Desk
from onrecord.desk.example import make_example
from onrecord.desk.views import Filters
from onrecord.intake import IntakeOptions, receive
from onrecord.publishing import FORMATS
from onrecord.reading import Reader
from onrecord.settings import Settings
from onrecord.web import Serving, create_app

WIDTH = 1200
REPORT = "agency.html"
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
PORT = 8791
COLOURS = 256


def page() -> str:
    """Read the example's agency report as `onrecord read` does and write its page."""
    report = resources.files("onrecord").joinpath("examples", "reports", REPORT)
    settings = Settings()
    with resources.as_file(report) as path:
        results = flow.read(receive([str(path)], IntakeOptions(), settings), settings, load_scheme(settings.scheme))
        stream = io.StringIO(newline="")
        FORMATS["html"].write(results, stream)
    return stream.getvalue()


def of_page(browser: Browser) -> None:
    """Write the image of the page."""
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


@contextmanager
def served() -> Iterator[Desk]:
    """Serve the example, its review begun, as `onrecord serve` does."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "archive")
        make_example(place, settings, "example", reader=Reader(settings))
        with Desk.open(place, settings) as desk:
            app = create_app(desk, Serving(port=PORT, local_user="you"))
            server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="warning"))
            thread = threading.Thread(target=server.run, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.05)
            yield desk
            server.should_exit = True
            thread.join()


def of_desk(browser: Browser) -> None:
    """Write the images of the desk."""
    with served() as desk:
        rows = desk.queue(Filters()).rows
        incident = next((row.id for row in rows if "El Fasher" in row.title), rows[0].id)
        arabic = desk.search("مستشفى", Filters()).rows[0].key
        pages = {
            "queue": "/",
            "incident": f"/incidents/{incident}",
            "report": f"/reports/{arabic}",
            "search": "/search?q=market",
            "overview": "/overview",
        }
        for size, (width, height) in SIZES.items():
            shown = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
            ).new_page()
            for name, path in pages.items():
                shown.goto(f"http://127.0.0.1:{PORT}{path}")
                shown.wait_for_timeout(1500)
                taken = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
                taken.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                    Path(__file__).with_name(f"desk-{name}-{size}.png"), optimize=True
                )


def main() -> None:
    """Write the images that are asked for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        if "desk" in sys.argv[1:]:
            of_desk(browser)
        else:
            of_page(browser)
        browser.close()


if __name__ == "__main__":
    main()
