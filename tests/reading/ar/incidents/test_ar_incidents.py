"""Whole readings of Arabic reports: the main incident among others, its date, and what is tied to it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onrecord import flow
from onrecord.assessing.schemes import load_scheme
from onrecord.model import IncidentMention, Reading, Report, Scope
from onrecord.publishing.compose import compose_reading
from onrecord.publishing.schemas import NAMES, schema
from onrecord.reading.ar.incidents.assemble import UNDATED
from onrecord.reading.ar.reader import ArabicReader
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def reader() -> ArabicReader:
    return ArabicReader(Settings())


def read(reader: ArabicReader, text: str, published: str | None = "2020-05-13", title: str | None = None) -> Reading:
    report = Report("r", "0" * 64, text, title=title, published=published, language="ar")
    return next(iter(reader.read([report])))


def main(reading: Reading) -> IncidentMention:
    assert [one.main for one in reading.incidents].count(True) == 1
    assert reading.incidents[0].main
    return reading.incidents[0]


AGENCY = """\
قتل 4 مدنيين وأصيب 9 آخرون، صباح أمس الثلاثاء، بقصف مدفعي استهدف سوقا شعبيا في مدينة الرقة.

وقال شهود إن القذائف سقطت وقت الذروة.

يذكر أن المدينة تعرضت لقصف في 3 أيار 2019 قتل فيه 12 شخصا.
"""


def test_one_attack_and_its_background(reader: ArabicReader) -> None:
    found = read(reader, AGENCY)
    one = main(found)
    assert one.kind is not None
    assert one.kind.kind == "artillery"
    assert one.date is not None
    assert (one.date.start, one.date.part_of_day, one.date.at.words) == (
        date(2020, 5, 12),
        "morning",
        "صباح أمس الثلاثاء",
    )
    assert [i.kind for i in one.infrastructure] == ["market"]
    told = {c.id: (c.measure, c.low) for c in found.counts}
    assert {told[c] for c in one.counts} >= {("killed", 4), ("injured", 9)}
    assert ("killed", 12) not in {told[c] for c in one.counts}


def test_news_without_a_date_is_of_the_day_of_publication_and_says_so(reader: ArabicReader) -> None:
    found = read(reader, "قصف مدفعي يستهدف أطراف القرية")
    one = main(found)
    assert one.date is not None
    assert (one.date.start, one.date.at.words) == (date(2020, 5, 13), "قصف")
    assert UNDATED in found.notes


def test_news_of_what_came_after_dates_no_attack(reader: ArabicReader) -> None:
    found = read(reader, "أطلقوا سراح الشاب الذي اعتقل في مداهمة القرية")
    assert main(found).date is None
    assert UNDATED not in found.notes


def test_without_a_day_of_publication_no_day_is_guessed(reader: ArabicReader) -> None:
    found = read(reader, "قصف مدفعي يستهدف أطراف القرية صباح اليوم", published=None)
    assert main(found).date is None
    assert UNDATED not in found.notes


@pytest.mark.parametrize("text", ["افتتح الوزير معرض الزهور في المدينة", "", "😀 #صور", "سعر الخبز يرتفع اليوم"])
def test_no_attack_no_incident(reader: ArabicReader, text: str) -> None:
    assert read(reader, text).incidents == ()


def test_the_day_on_which_somebody_spoke_is_not_the_attack_s(reader: ArabicReader) -> None:
    found = read(reader, "قال المجلس في بيان اليوم الأربعاء إن غارة استهدفت منزلا مساء الأحد وقتلت طفلين.")
    one = main(found)
    assert one.date is not None
    assert one.date.at.words == "مساء الأحد"


ROUNDUP = """\
حلب: قصف مدفعي على أطراف مدينة الباب دون إصابات.
إدلب: غارة جوية على مدينة جسر الشغور قتلت 3 مدنيين.
حماة: قصف صاروخي على مدينة السلمية.
الرقة: مسيرة استهدفت سيارة في مدينة الطبقة وأصيب 2 بجروح.
"""


def test_a_roundup_is_about_its_deadliest_line(reader: ArabicReader) -> None:
    found = read(reader, ROUNDUP)
    one = main(found)
    assert one.kind is not None
    assert one.kind.kind == "airstrike"
    assert one.place is not None
    assert "جسر الشغور" in one.place.at.words
    of = {c.id: c for c in found.counts}
    assert [(of[c].measure, of[c].low) for c in one.counts] == [("killed", 3)]
    other = [i for i in found.incidents if not i.main]
    assert [[(of[c].measure, of[c].low) for c in i.counts] for i in other] == [[("injured", 2)]]


def test_ids_and_ties_hold_together(reader: ArabicReader) -> None:
    for text in (AGENCY, ROUNDUP):
        found = read(reader, text)
        ids = {i.id for i in found.incidents}
        assert len(ids) == len(found.incidents)
        assert all(c.incident in ids for c in found.counts if c.incident)
        assert all(c.scope is Scope.INCIDENT for c in found.counts if c.incident)
        for one in found.incidents:
            assert one.counts == tuple(c.id for c in found.counts if c.incident == one.id)
            assert one.claims == tuple(c.id for c in found.claims if c.incident == one.id)


def test_the_line_of_an_arabic_report_is_a_reading_of_the_contract(settings: Settings) -> None:
    """Intake to line, the way ``onrecord read`` goes."""
    reports = [
        Report(f"r{n}", "0" * 64, text, published="2020-05-13", language="ar")
        for n, text in enumerate((AGENCY, ROUNDUP, "", "😀"))
        if text
    ]
    lines = [
        json.loads(json.dumps(compose_reading(done.reading, done.incidents, with_text=True)))
        for done in flow.read(reports, settings, load_scheme("airwars"))
        if isinstance(done, flow.ReadReport)
    ]
    assert len(lines) == len(reports)
    known = Registry().with_resources((schema(n)["$id"], Resource.from_contents(schema(n))) for n in NAMES)
    validator = Draft202012Validator(schema("reading"), registry=known)
    assert [list(validator.iter_errors(line)) for line in lines] == [[]] * len(lines)


PIECES = [
    *("قصف", "غارة", "قتل", "5", "مدنيين", "طفلان", "اليوم", "أمس", "في", "حلب", "قال", "إن", "قوات", "النظام"),
    *(".", "#", "«", "»", "لم", "نفى", "\n", "\u200f"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_value_leads_back_to_its_words(reader: ArabicReader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(reader, text)
    words = [c.at for c in found.counts] + [v.at for v in found.victims]
    words += [w for c in found.claims for w in (c.content, c.cue, c.speaker and c.speaker.at) if w]
    for one in found.incidents:
        words += [x.at for x in (one.kind, one.date, one.place, *one.infrastructure) if x]
    for w in words:
        if len(w.passages) == 1:
            assert text[w.start : w.end] == w.words
    assert read(reader, text) == found


def test_the_numbers_of_a_date_count_nobody(reader: ArabicReader) -> None:
    found = read(reader, "توفي يوم 3 أيار 2020 الشاب سامر إثر قصف على القرية")
    assert all((c.low or 0) < 4 for c in found.counts)


def test_people_harmed_on_an_earlier_day_are_another_incident_s(reader: ArabicReader) -> None:
    text = (
        "أصيب مدني بقصف مدفعي على مدينة الرقة، صباح اليوم الأربعاء 13 أيار.\n\n"
        "قتل في يوم الأحد 10 أيار 5 مدنيين جراء قصف على أطراف المدينة."
    )
    found = read(reader, text)
    one = main(found)
    assert [c.at.words for c in found.counts if c.incident == one.id] == ["مدني"]
    assert [(c.at.words, c.scope) for c in found.counts if c.incident is None] == [("5 مدنيين", Scope.OTHER)]


def suspected(reader: ArabicReader, text: str, title: str | None = None) -> set[str]:
    found = read(reader, text, title=title)
    one = main(found)
    claims = [c for c in found.claims if c.incident == one.id]
    accused = {str(p.code) for c in claims for p in c.parties if p.role == "accused"}
    return accused | {code for _, code in one.mentioned}


def test_an_ally_added_of_the_same_town_struck_too_and_one_of_another_town_did_not(reader: ArabicReader) -> None:
    lead = "قتل طفل بقصف لقوات النظام على بلدة السدرة صباح اليوم. "
    assert suspected(reader, lead + "وقال شهود إن قصف قوات النظام وروسيا على بلدة السدرة دمر منزلين.") == {
        "SYRMIL",
        "RUSGOV",
    }
    assert suspected(reader, lead + "وقال شهود إن قصف قوات النظام وروسيا على بلدة الزيتونة دمر منزلين.") == {"SYRMIL"}


def test_who_made_earlier_attacks_is_not_said_to_have_made_this_one(reader: ArabicReader) -> None:
    text = "قتل طفل بقصف مجهول على بلدة السدرة. وسبق أن شهدت البلدة قصفا من قبل قوات النظام."
    assert suspected(reader, text) == set()
