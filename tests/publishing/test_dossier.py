"""The dossier: every number has its words, nothing from a report becomes markup, the PDF holds the text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from lxml import html
from test_exports import TEXT, incident, nowhere

from onrecord.assessing import load_scheme
from onrecord.errors import OutputError
from onrecord.flow import methodology
from onrecord.model import Incident, Report
from onrecord.publishing import dossier_html, dossier_pdf
from onrecord.publishing.map import locator

METHOD = methodology(load_scheme("airwars"))


def tree(one: Incident) -> html.HtmlElement:
    return html.fromstring(dossier_html(one, METHOD))


def test_every_reference_leads_to_a_footnote_whose_words_stand_in_the_report() -> None:
    page = tree(incident())
    cited = {link.get("href") for link in page.xpath("//sup/a")}
    notes = {f"#{note.get('id')}": note for note in page.xpath("//ol[@class='notes']/li")}
    assert cited == set(notes)
    for note in notes.values():
        words = note.xpath("string(q)")
        start, end = (int(one) for one in re.findall(r"\[(\d+)–(\d+)\]", note.text_content())[0])
        assert TEXT[start:end] == words


def test_each_range_is_footnoted() -> None:
    (row,) = tree(incident()).xpath("//table[@aria-labelledby='casualties']/tbody/tr[th='killed']")
    assert [cell.text_content() for cell in row.xpath("td")][:2] == ["4", "4"]
    assert row.xpath(".//sup/a")


def test_it_names_custody_origins_parties_and_the_scheme() -> None:
    text = tree(incident()).text_content()
    for said in ("a" * 64, "the same text", "Libyan army", "LBYMIL", METHOD.title, "Salma Naji", "31.200° N"):
        assert said in text


def test_of_an_incident_of_which_nothing_is_known_it_says_so() -> None:
    text = tree(nowhere()).text_content()
    assert "No report names a party." in text
    assert "not stated" in text


def test_what_a_report_says_never_becomes_markup() -> None:
    evil = "<script>alert(1)</script><!--onrecord style-->"
    one = incident()
    told_by = tuple(replace(report, title=evil, publisher=evil, url="javascript:alert(1)") for report in one.told_by)
    written = dossier_html(replace(one, told_by=told_by), METHOD)
    assert "<script" not in written
    assert "javascript:" not in written


def test_the_same_incident_gives_the_same_bytes() -> None:
    assert dossier_html(incident(), METHOD) == dossier_html(incident(), METHOD)


def test_the_pdf_holds_the_text() -> None:
    try:
        data = dossier_pdf(dossier_html(incident(), METHOD))
    except OutputError as error:
        pytest.skip(f"the system lacks what sets text: {error}")
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Sirte" in text
    assert "a" * 20 in text


@pytest.mark.parametrize(("lat", "lon", "radius"), [(31.2, 16.59, 8.0), (-17.7, 178.9, None), (89.9, 0.0, 900.0)])
def test_a_map_can_be_drawn_anywhere(lat: float, lon: float, radius: float | None) -> None:
    drawn = locator(lat, lon, radius, "<b>Sirte</b>")
    assert "<b>" not in drawn
    assert 'class="reach"' in drawn


def test_the_map_shows_the_land_around_a_place() -> None:
    drawn = html.fromstring(locator(31.2, 16.59, 8.0, "Sirte"))
    (land,) = drawn.xpath("//*[@class='land']")
    assert land.get("d").count("L") > 50
    assert "Libya" in [one.text for one in drawn.xpath("//*[@class='small']")]


def test_a_country_is_named_on_its_own_land() -> None:
    drawn = html.fromstring(locator(12.05, 24.88, 8.0, "Nyala"))
    named = {one.text: (float(one.get("x")), float(one.get("y"))) for one in drawn.xpath("//*[@text-anchor='middle']")}
    assert {"Sudan", "Chad"} <= set(named)
    assert named["Chad"][0] < 180  # west of the border, which stands 200 points and more from the left edge there
    assert "S. Sudan" not in named or named["S. Sudan"][1] > 290  # south of it


def test_a_report_without_title_is_named_by_its_id() -> None:
    bare = tuple(Report(one.id, one.sha256, one.text, language="en") for one in incident().told_by)
    assert "a/report?x=1" in tree(replace(incident(), told_by=bare)).text_content()
