"""The page: whole, self-contained, linked both ways, and never moved by what a report says."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from model_strategies import found
from page_reading import PageParts, parts
from sample_readings import BREAKOUT, EVIL, Found, arabic, bare, everything, hostile, strike

from onrecord import __version__
from onrecord.errors import InputError, MissingInput
from onrecord.publishing.page import Page
from onrecord.publishing.page.safe import clean, direction, language_tag, quotes_isolated, web_address


def page(*results: Found | InputError, with_text: bool = True) -> str:
    stream = io.StringIO(newline="")
    Page().write(results, stream, with_text=with_text)
    return stream.getvalue()


def without_space(text: str) -> str:
    return clean("".join(text.split()))


@pytest.fixture(scope="module")
def one() -> PageParts:
    return parts(page(strike()))


@given(found())
@settings(max_examples=40)
def test_any_reading_stands_whole_and_every_link_arrives(result: Found) -> None:
    read = parts(page(result))
    assert without_space("".join(read.paragraphs)) == without_space(result.reading.report.text)
    ids = read.ids()
    assert len(set(ids)) == len(ids)
    for link in read.links():
        assert link.startswith(("http://", "https://")) or link[1:] in ids, link
    for at in range(1, len(result.reading.claims) + 1):
        assert {f"r1-c{at}", f"r1-c{at}t"} <= set(ids)
    for at in range(1, len(result.reading.counts) + 1):
        assert {f"r1-n{at}", f"r1-n{at}t"} <= set(ids)


def test_a_report_says_nothing_to_the_browser() -> None:
    plain, evil = parts(page(bare())), parts(page(hostile()))
    allowed = {element.tag for element in parts(page(strike())).elements}
    assert {element.tag for element in evil.elements} <= allowed
    assert not allowed & {"script", "img", "iframe", "object", "embed", "form", "link", "base", "svg", "math"}
    for element in evil.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "src")]
    assert [link for link in evil.links() if not link.startswith("#")] == []
    assert EVIL in evil.text
    assert BREAKOUT in evil.text
    assert "{{ 7*7 }}" in evil.text
    assert plain.elements[0].attributes == evil.elements[0].attributes == {"lang": "en"}


def test_the_policy_lets_nothing_in_but_its_own_style(one: PageParts) -> None:
    (policy,) = [
        element.attributes["content"] or ""
        for element in one.elements
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(one.style.encode("utf-8")).digest()).decode("ascii")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "@import" not in one.style
    assert all(address.startswith("data:font/woff2;base64,") for address in re.findall(r"url\(([^)]*)\)", one.style))


def test_a_page_carries_only_the_fonts_that_its_letters_call_for() -> None:
    assert 'Noto Naskh Arabic";font-weight' not in page(strike())
    assert 'Noto Naskh Arabic";font-weight' in page(arabic())


def test_a_report_keeps_its_language_and_direction() -> None:
    read = parts(page(strike(), arabic(), hostile()))
    paragraphs = [
        (element.attributes.get("lang"), element.attributes["dir"])
        for element in read.elements
        if element.attributes.get("class") == "text"
    ]
    assert list(dict.fromkeys(paragraphs)) == [("en", "ltr"), ("ar", "rtl"), (None, "auto")]


def test_a_name_stands_beside_its_original_script() -> None:
    found = arabic()
    claims = found.reading.claims
    speaker = claims[1].speaker
    assert speaker is not None
    named = replace(claims[1], speaker=replace(speaker, name="Local council"))
    shown = page(replace(found, reading=replace(found.reading, claims=(claims[0], named, claims[2]))))
    assert '<bdi class="name">Local council</bdi> <bdi class="written" lang="ar">المجلس المحلي</bdi>' in shown
    assert 'class="written"' not in page(strike(), arabic())


def test_nothing_is_held_open_by_overlapping_marks(one: PageParts) -> None:
    nested = [element for element in one.elements if "c5 c6" in (element.attributes.get("class") or "")]
    assert nested
    assert any("in-accuse out-dismiss" in (element.attributes["class"] or "") for element in nested)


def test_the_matrix_and_the_text_lead_to_each_claim_and_back(one: PageParts) -> None:
    links = one.links()
    assert links.count("#r1-c6t") == 1
    assert links.count("#r1-c6") >= 3


@pytest.mark.parametrize(
    "words",
    [
        "The incident, as the report states it",
        "under scheme",
        "Corroboration counts independent origins; it is not truth.",
        "An index for the reader, never a finding",
        "up to 40",
        "at least 9",
        "9–40",
        "open-low-from-part",
        "People named",
        "The date “in March” has no year and was not resolved.",
        "5b" * 32,
        strike().reading.report.text_sha256,
        f"onrecord {__version__}",
    ],
)
def test_the_page_says(one: PageParts, words: str) -> None:
    assert words in " ".join(one.text.split())


def test_without_text_the_claims_keep_their_words_and_no_link_hangs() -> None:
    read = parts(page(strike(), with_text=False))
    assert read.paragraphs == []
    assert "which runs the hospital" not in read.text
    assert "radar logs showed two jets" in read.text
    assert all(link.startswith("https://") or link[1:] in read.ids() for link in read.links())


def test_several_reports_have_an_index_and_what_was_not_read_is_named() -> None:
    read = parts(page(strike(), MissingInput("no such file", where="x.txt", do="Check"), *everything()))
    assert "5 reports, each read by itself" in read.text
    assert "Not read is not “nothing found”" in read.text
    assert "x.txt" in read.text
    assert len(set(read.ids())) == len(read.ids())
    assert {f"#r{at}" for at in range(1, 6)} <= set(read.links())


def test_a_page_without_any_report_is_a_page() -> None:
    assert "No report was read" in parts(page()).text
    assert "why" in parts(page(MissingInput("why"))).text


def test_the_same_results_give_the_same_page() -> None:
    assert page(*everything()) == page(*everything())


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:alert(1)", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: bool) -> None:
    assert web_address(url) == (url if link else None)


@pytest.mark.parametrize(
    ("language", "tag", "way"),
    [
        ("en", "en", "ltr"),
        ("ar-SY", "ar-SY", "rtl"),
        ("HE", "HE", "rtl"),
        (None, None, "auto"),
        ('en" onload="x', None, "auto"),
        ("", None, "auto"),
    ],
)
def test_language_and_direction(language: str | None, tag: str | None, way: str) -> None:
    assert language_tag(language) == tag
    assert direction(language) == way


def test_quotes_in_our_sentences_keep_their_own_direction() -> None:
    assert quotes_isolated("killed: “7 شهداء”, “b”: 7 to 7") == (
        "killed: “\u20687 شهداء\u2069”, “\u2068b\u2069”: 7 to 7"
    )
