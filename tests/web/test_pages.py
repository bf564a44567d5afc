"""The pages over a real archive, without script: what they show, and that each form does what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from desk_of_examples import Copy, copied, fill, finished, served

from onrecord.desk.views import Filters
from onrecord.model import About, Subject


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the example, read once."""
    return fill(tmp_path_factory.mktemp("filled") / "archive")


@pytest.fixture
def here(filled: Path, tmp_path: Path) -> Iterator[Copy]:
    """A copy of it, with its desk."""
    desk = copied(filled, tmp_path / "archive")
    yield Copy(desk, served(desk))
    desk.close()


def words(page: str) -> str:
    """A page's text, as somebody reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def first_claim(here: Copy, incident: str) -> tuple[str, str]:
    """A report of an incident, and one of its claims."""
    view = here.desk.incident(incident)
    assert view is not None
    claim = view.incident["claims"][0]
    return next(card.key for card in view.reports if card.id == claim["report"]), claim["id"]


def test_the_queue_says_why_and_filters(here: Copy) -> None:
    page = here.page("/")
    assert "El Fasher" in page
    assert "contested" in words(page)
    found = here.page("/?kind=artillery")
    assert "El Fasher" in found
    assert "Kramatorsk" not in found
    assert "No incident is like this" in here.page("/?killed=9000")
    rows = re.compile(r'id="q-([^"]+)"')
    assert rows.findall(here.page("/?from=nonsense&page=-3&kind=%3Cb%3E")) == rows.findall(here.page("/"))


def test_an_incident_shows_every_count_and_leads_to_its_words(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    view = here.desk.incident(incident)
    assert view is not None
    page = here.page(f"/incidents/{incident}")
    for count in view.incident["counts"]:
        assert count["words"] in unescape(page)
    report, claim = first_claim(here, incident)
    name = "i" + claim.replace(":", "-")
    assert f'href="/incidents/{incident}?report={report}#{name}"' in page
    beside = here.page(f"/incidents/{incident}?report={report}")
    assert f'id="{name}"' in beside
    assert f'id="of-{name}"' in beside, "and back"


def test_offsets_of_stretches_are_those_of_the_text(here: Copy) -> None:
    for row in here.desk.search("قتل", Filters()).rows:
        view = here.desk.report(row.key)
        assert view is not None
        page = here.page(f"/reports/{row.key}")
        assert 'dir="rtl" lang="ar"' in page
        found = re.findall(r'data-at="(\d+)"[^>]*>([^<]*)<', page)
        assert len(found) > 5
        for start, said in found:
            text = unescape(said)
            assert view.report.text[int(start) : int(start) + len(text)] == text


def test_accepting_correcting_rejecting_and_undoing_a_value(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    path = f"/incidents/{incident}"
    assert here.decide(do=f"call=accept&about=place&incident={incident}", seen="0", back=path) == path
    assert "Accepted by reader" in words(here.page(path))
    latest = str(here.desk.incident(incident).latest)  # type: ignore[union-attr]
    here.decide(about="killed", call="correct", incident=incident, low="30", high="36", seen=latest, note="a list")
    page = words(here.page(path))
    assert "30–36" in page
    assert "Corrected by reader" in page
    assert "proposed: 31–34" in page, "what the machine said stays"
    assert "a list" in page
    entry = next(one.entry for one in here.desk.recent(9) if one.subject.about is About.KILLED)
    answer = here.client.post("/undo", data={"entry": str(entry), "back": path})
    assert answer.headers["location"] == path
    assert "30–36" not in words(here.page(path)).split("History")[0]
    here.decide(about="place", call="reject", incident=incident, seen=str(10**6))
    view = here.desk.incident(incident)
    assert view is not None
    assert view.incident["place"] is None
    assert "El Fasher" in here.page(path), "struck, and there"


def test_rejecting_a_claim_keeps_it_struck_in_the_text(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    report, claim = first_claim(here, incident)
    here.decide(do=f"call=reject&about=claim&incident={incident}&report={report}&item={claim}", seen="0")
    page = here.page(f"/incidents/{incident}?report={report}")
    note = page.split(f'id="i{claim.replace(":", "-")}"')[0].rsplit("<li", 1)[1]
    assert "is-rejected" in note
    assert "Rejected by reader" in words(page)


def test_correcting_a_claim_through_its_form(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    report, claim = first_claim(here, incident)
    form = here.page(f"/decide?about=claim&call=correct&incident={incident}&report={report}&item={claim}&seen=0")
    assert '<option value="report" selected>' in form
    here.decide(
        about="claim", call="correct", incident=incident, report=report, item=claim, seen="0",
        act="accuse", speaker_name="The volunteers", speaker_kind="medical", party0_name="Somebody", grounds="imagery",
    )  # fmt: skip
    view = here.desk.report(report)
    assert view is not None
    assert view.reading is not None
    changed = next(one for one in view.reading["claims"] if one["id"] == claim)
    assert (changed["act"], changed["speaker"]["name"]) == ("accuse", "The volunteers")
    assert changed["parties"][0]["role"] == "accused"
    assert "The volunteers" in here.page(f"/reports/{report}")


def test_adding_a_missed_count_by_its_words(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    view = here.desk.incident(incident)
    assert view is not None
    card = view.reports[0]
    text = view.texts[card.id] if view.texts else here.desk.report(card.key).report.text  # type: ignore[union-attr]
    given = {
        "about": "count", "call": "add", "incident": incident, "report": card.key, "seen": str(view.latest),
        "measure": "missing", "group": "people", "low": "4", "high": "4", "scope": "incident", "status": "stated",
    }  # fmt: skip
    answer = here.client.post("/decide", data=given | {"words": "words that stand nowhere"})
    assert answer.status_code == 422
    assert "do not stand in the report" in answer.text
    often = here.client.post("/decide", data=given | {"words": "the"})
    assert often.status_code == 422
    assert 'type="radio" name="words_at"' in often.text
    phrase = " ".join(text.split()[4:9])
    here.decide(**given, words=phrase)
    found = here.desk.report(card.key)
    assert found is not None
    assert found.reading is not None
    added = [one for one in found.reading["counts"] if one["measure"] == "missing"]
    assert len(added) == 1
    start, end = added[0]["passages"][0]
    assert " ".join(text[start:end].split()) == phrase


def test_a_number_that_is_none_is_asked_again_with_what_was_said(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    answer = here.client.post(
        "/decide",
        data={"about": "killed", "call": "correct", "incident": incident, "low": "a few", "note": "hm", "seen": "0"},
    )
    assert answer.status_code == 422
    assert "A whole number is needed" in answer.text
    assert 'value="a few"' in answer.text
    assert ">hm</textarea>" in answer.text


def test_a_conflict_shows_both_and_asks_again(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    here.by_somebody_else(Subject(About.KILLED, incident), "correct", {"low": 1, "high": 2})
    sent = {"about": "killed", "call": "correct", "incident": incident, "low": "8", "high": "9", "seen": "0"}
    answer = here.client.post("/decide", data=sent)
    assert answer.status_code == 409
    said = words(answer.text)
    assert "another" in said
    assert "1–2" in said
    assert "8–9" in said
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text.split('class="both"')[1]))
    assert here.client.post("/decide", data=again).status_code == 303
    assert "8–9" in words(here.page(f"/incidents/{incident}"))


def test_others_decisions_are_told(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    assert here.page(f"/incidents/{incident}/news?seen=0").strip() == ""
    here.by_somebody_else(Subject(About.GRADE, incident), "accept")
    assert 'data-newer="1"' in here.page(f"/incidents/{incident}/news?seen=0")


def test_merging_follows_ids_and_splitting_parts_again(here: Copy) -> None:
    one, other = here.id_of("El Fasher"), here.id_of("Zalingei")
    page = here.page(f"/incidents/{one}/join?q=Zalingei")
    assert f'value="{other}"' in page
    answer = here.client.post(f"/incidents/{one}/merge", data={"other": other, "note": "the same", "seen": "0"})
    assert answer.status_code == 303
    stands = answer.headers["location"].split("?")[0].split("/")[-1]
    gone = other if stands == one else one
    moved = here.client.get(f"/incidents/{gone}")
    assert moved.status_code == 303
    assert moved.headers["location"].startswith(f"/incidents/{stands}")
    view = here.desk.incident(stands)
    assert view is not None
    lone = next(card for card in view.reports if "Zalingei" in (card.title or "") or card.id.startswith("drone"))
    answer = here.client.post(f"/incidents/{stands}/split", data={"reports": lone.key, "seen": str(view.latest)})
    assert answer.status_code == 303
    parted = here.desk.incident(stands)
    assert parted is not None
    assert lone.key not in [card.key for card in parted.reports]
    assert here.client.post(f"/incidents/{stands}/split", data={"seen": "0"}).status_code == 422


def test_search_marks_words_in_both_scripts(here: Copy) -> None:
    assert "<mark>market</mark>" in here.page("/search?q=market")
    assert "<mark>" in here.page("/search?q=مستشفى")
    assert "No report holds these words" in here.page("/search?q=zzzzqqq")


def test_the_overview_tells_the_same_in_tables(here: Copy) -> None:
    page = here.page("/overview")
    assert "data-map" in page
    said = words(page)
    assert "By kind of attack" in said
    assert "2026-03" in said
    assert here.page("/overview?kind=artillery") != page


def test_what_leaves_is_sent_as_a_file_and_logged(here: Copy) -> None:
    incident = here.id_of("El Fasher")
    assert "Public" in here.page(f"/exports?incident={incident}")
    answer = here.client.post("/exports", data={"form": "csv", "profile": "public", "kind": "artillery"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "El Fasher" in answer.text
    assert "Kramatorsk" not in answer.text
    dossier = here.client.post(f"/incidents/{incident}/dossier", data={"form": "html", "profile": "public"})
    assert dossier.status_code == 200
    assert dossier.headers["content-disposition"].startswith("attachment")
    log = words(here.page("/exports"))
    assert "csv" in log
    assert "public" in log


def test_files_are_added_and_each_has_its_result(here: Copy) -> None:
    sent = [
        (
            "files",
            ("../../odd <b>.txt", "Shelling killed four people in Omdurman on Monday, medics said.", "text/plain"),
        ),
        ("files", ("torn.pdf", b"%PDF-1.7 torn", "application/pdf")),
    ]
    answer = here.client.post("/add", files=sent)  # type: ignore[arg-type]
    assert answer.status_code == 303
    number = int(answer.headers["location"].rsplit("/", 1)[1])
    finished(here.desk, number)
    page = here.page(f"/jobs/{number}")
    assert "odd &lt;b&gt;.txt" in page
    assert page.count("torn.pdf") == 2, "once by its name, once in why it was not read; never a folder of the desk's"
    assert "not read" in page
    assert "onrecord-add" not in page
    assert here.client.post("/add", data={"addresses": " "}).status_code == 422


def test_restricting_and_noting_a_report(here: Copy) -> None:
    report, _ = first_claim(here, here.id_of("El Fasher"))
    here.decide(do=f"call=restrict&about=report&report={report}", seen="0", back=f"/reports/{report}")
    assert "Editors and above alone" in here.page(f"/reports/{report}")
    here.decide(about="report", call="note", report=report, note="<i>look again</i>", seen=str(10**6))
    assert "&lt;i&gt;look again&lt;/i&gt;" in here.page(f"/reports/{report}")
    assert "look again" in here.page("/decisions")


def test_a_review_is_done_and_opened_again(here: Copy) -> None:
    incident = here.id_of("Kramatorsk")
    here.decide(do=f"call=done&about=incident&incident={incident}", seen="0", back=f"/incidents/{incident}")
    assert "Kramatorsk" in here.page("/?state=done")
    here.decide(do=f"call=reopen&about=incident&incident={incident}", seen=str(10**6), back="/")
    assert "Kramatorsk" not in here.page("/?state=done")


@pytest.mark.parametrize("back", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_a_form_leads_nowhere_else(here: Copy, back: str) -> None:
    incident = here.id_of("El Fasher")
    assert (
        here.decide(do=f"call=accept&about=kind&incident={incident}", seen="0", back=back) == f"/incidents/{incident}"
    )


@pytest.mark.parametrize("path", ["/incidents/none", "/reports/none", "/jobs/99", "/incidents/none/pane"])
def test_what_is_not_there_is_said(here: Copy, path: str) -> None:
    assert here.client.get(path).status_code == 404
