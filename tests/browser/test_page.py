"""The page in a real browser: accessible, reached by keyboard, silent on the network, and deaf to report text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sample_readings import BREAKOUT, EVIL, Found, arabic, bare, hostile, strike

from onrecord.errors import InputError, MissingInput

pytestmark = pytest.mark.browser

SIZES = {"laptop": (1366, 850), "phone": (390, 844)}
PAGES: dict[str, tuple[tuple[Found | InputError, ...], bool]] = {
    "one": ((strike(),), True),
    "several": ((strike(), arabic(), bare(), hostile(), MissingInput("no such file", where="x.txt")), True),
    "right-to-left": ((arabic(),), True),
    "without text": ((strike(),), False),
    "nothing found": ((bare(),), True),
    "nothing read": ((MissingInput("no such file", where="x.txt"),), True),
}


def opened(browser: Any, address: str, size: str = "laptop", scheme: str = "light", **options: Any) -> Any:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.goto(address)
    return page


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
    )
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        *[(name, size, scheme) for name in ("one", "several") for size in SIZES for scheme in ("light", "dark")],
        ("right-to-left", "phone", "dark"),
        ("without text", "laptop", "light"),
        ("nothing found", "phone", "light"),
        ("nothing read", "laptop", "dark"),
    ],
)
def test_axe_finds_nothing(
    browser: Any, axe: str, written: Callable[..., str], name: str, size: str, scheme: str
) -> None:
    results, with_text = PAGES[name]
    page = opened(browser, written(*results, with_text=with_text), size, scheme)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_lit_is_readable(browser: Any, axe: str, written: Callable[..., str], scheme: str) -> None:
    page = opened(browser, written(strike()) + "#r1-c6", scheme=scheme)
    lit = "getComputedStyle(document.querySelector('.content.c6')).backgroundColor"
    note = "getComputedStyle(document.querySelector('#r1-c6')).backgroundColor"
    assert page.evaluate(lit) == page.evaluate(note)
    assert violations(page, axe) == []
    page.context.close()


def test_pointing_at_words_lights_their_note_and_the_other_way_round(browser: Any, written: Callable[..., str]) -> None:
    page = opened(browser, written(strike()))
    colour = "element => getComputedStyle(element).backgroundColor"
    note, words = page.locator("#r1-c9"), page.locator(".content.c9").first
    rest = note.evaluate(colour), words.evaluate(colour)
    words.hover()
    assert note.evaluate(colour) != rest[0]
    note.hover()
    assert words.evaluate(colour) != rest[1]
    page.locator("h1").hover()
    assert (note.evaluate(colour), words.evaluate(colour)) == rest
    page.context.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Any, written: Callable[..., str]) -> None:
    page = opened(browser, written(strike()))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    wanted = page.evaluate("[...document.querySelectorAll('a[href]:not([tabindex=\"-1\"]), summary, .scroll')].length")
    reached = 0
    for _ in range(wanted + 5):
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Tab")
    assert reached == wanted
    page.context.close()


def test_skipping_leads_to_the_reading(browser: Any, written: Callable[..., str]) -> None:
    page = opened(browser, written(strike()))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_a_reference_shows_its_claim_on_focus_and_leads_to_the_note_and_back(
    browser: Any, written: Callable[..., str]
) -> None:
    page = opened(browser, written(strike()), "phone")
    reference = page.locator("#r1-c8t")
    tip = reference.locator(".tip")
    assert not tip.is_visible()
    reference.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert tip.is_visible()
    assert "accuses" in tip.inner_text()
    assert "flight logs or radar" in tip.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "r1-c8"
    page.locator("#r1-c8 a.number").click()
    assert page.evaluate("document.querySelector(':target').id") == "r1-c8t"
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_and_nothing_is_refused(browser: Any, written: Callable[..., str], name: str) -> None:
    results, with_text = PAGES[name]
    address = written(*results, with_text=with_text)
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if not one.startswith("data:font/woff2;base64,")] == [address]
    assert said == []
    page.context.close()


def test_hostile_text_stays_text(browser: Any, written: Callable[..., str]) -> None:
    page = browser.new_context().new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(written(hostile()))
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, embed, form, svg').length") == 0
    assert page.evaluate("document.querySelectorAll('style').length") == 1
    assert page.evaluate("[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))")
    assert page.evaluate("document.title").startswith(f"</title>{EVIL}")
    text = page.locator(".annotated").text_content()
    assert EVIL in text.replace("claim 1", "")
    assert BREAKOUT in text
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert dialogs == []
    page.context.close()


def test_a_report_that_reads_from_right_to_left_does(browser: Any, written: Callable[..., str]) -> None:
    page = opened(browser, written(arabic()))
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    page.context.close()


def test_it_works_without_scripts_and_prints_what_is_folded(browser: Any, written: Callable[..., str]) -> None:
    page = opened(browser, written(strike()), scheme="dark")
    rule = page.locator(".law li").first
    assert not rule.is_visible()
    page.emulate_media(media="print")
    assert rule.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".contents").is_visible()
    assert page.pdf().startswith(b"%PDF")
    page.context.close()
