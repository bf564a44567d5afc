"""Exports: each is read back by the format's own library, and holds what the incident holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import geojson
import hxl
import pytest
from pyarrow import parquet
from rdflib import Dataset, Namespace
from rdflib.namespace import PROV, RDF

from onrecord.assessing import assess_linked, load_scheme
from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    ClaimParty,
    Count,
    DatePrecision,
    Group,
    Incident,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Linked,
    LinkedMention,
    Measure,
    Origin,
    Passage,
    Place,
    Reading,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Victim,
    Words,
)
from onrecord.publishing import INCIDENT_FORMATS
from onrecord.publishing.exports import acled, ucdp
from onrecord.publishing.exports.hxl import tag
from onrecord.publishing.rows import INCIDENT_COLUMNS

TEXT = 'The =port authority of "Sirte" said Libyan army shells killed 4 people, among them Salma Naji, on 2 May 2024.'
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")


def at(words: str) -> Words:
    start = TEXT.index(words)
    return Words(words, (Passage(start, start + len(words)),))


def told(name: str) -> LinkedMention:
    report = Report(name, "a" * 64, TEXT, title=f"Shells on {name}", publisher="=Port Wire", published="2024-05-03")
    key = report.key
    speaker = Speaker(at("port authority"), "Port authority", None, SpeakerKind.GOVERNMENT)
    accused = (ClaimParty("Libyan army", "LBYMIL", Role.ACCUSED),)
    claim = Claim(f"{key}:c1", speaker, at("said"), at("Libyan army shells killed 4 people"), Act.ACCUSE, accused)
    count = Count(f"{key}:n1", Measure.KILLED, Group.PEOPLE, 4, 4, at("4 people"), claim=claim.id)
    day = date(2024, 5, 2)
    mention = IncidentMention(
        f"{key}:i1",
        main=True,
        kind=AttackKind(KindOfAttack.ARTILLERY, at("shells")),
        date=IncidentDate(day, day, DatePrecision.DAY, at("2 May 2024")),
        place=Place("Sirte", at("Sirte"), "LY", 31.2, 16.59, 8.0, "geonames:2210554"),
        claims=(claim.id,),
        counts=(count.id,),
    )
    victim = Victim("Salma Naji", None, None, None, Group.PEOPLE, Measure.KILLED, at("Salma Naji"), mention.id)
    return LinkedMention(Reading(report, (claim,), (count,), (victim,), (mention,)), mention)


def incident(scheme: str = "airwars") -> Incident:
    mentions = (told("a/report?x=1"), told("b"))
    origin = Origin(("a/report?x=1", "b"), "the same text")
    return assess_linked(Linked("0f3a", mentions, (origin,)), load_scheme(scheme))


def nowhere() -> Incident:
    """An incident of which next to nothing is known."""
    found = incident()
    bare = IncidentMention("beef", main=True)
    return replace(found, mention=bare, killed=None, parties=(), claims=(), counts=(), victims=(), strike_status=None)


def written(name: str, *incidents: Incident) -> bytes:
    stream = io.BytesIO()
    INCIDENT_FORMATS[name].write(incidents, stream)
    return stream.getvalue()


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize("name", INCIDENT_FORMATS)
def test_every_format_writes_none_one_and_one_of_which_nothing_is_known(name: str) -> None:
    written(name)
    assert written(name, incident(), nowhere()) == written(name, incident(), nowhere())


def test_geojson_is_valid_and_has_longitude_first() -> None:
    found = geojson.loads(written("geojson", incident(), nowhere()).decode("utf-8"))
    assert found.is_valid, found.errors()
    first, second = found["features"]
    assert first["geometry"]["coordinates"] == [16.59, 31.2]
    assert first["properties"]["radius_m"] == 8000
    assert first["properties"]["killed_low"] == 4
    assert second["geometry"] is None


def test_hxl_reads_its_tags_and_values() -> None:
    source = hxl.data(hxl.make_input(io.BytesIO(written("hxl", incident())), hxl.InputOptions(allow_local=True)))
    assert source.tags[0] == "#event"
    assert "#affected+killed+min" in [column.display_tag for column in source.columns]
    (row,) = list(source)
    assert row.get("#loc+name") == "Sirte"
    assert row.get("#geo+lat") == "31.2"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("killed_low", "#affected+killed+min"),
        ("injured_women_high", "#affected+injured+f+max"),
        ("killed_aid_workers_low", "#affected+killed+aidworkers+min"),
        ("date_words", "#meta+datewords"),
    ],
)
def test_a_column_has_its_tag(column: str, expected: str) -> None:
    assert tag(column) == expected


def test_parquet_is_typed_and_says_what_its_columns_hold() -> None:
    table = parquet.read_table(io.BytesIO(written("parquet", incident(), nowhere())))
    assert table.column("killed_high").to_pylist() == [4, None]
    assert table.column("date_start").to_pylist() == [date(2024, 5, 2), None]
    assert [field.metadata[b"description"].decode() for field in table.schema] == [
        one.about for one in INCIDENT_COLUMNS
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's parser, for its own classes
def test_json_ld_is_linked_data_with_selectors_that_find_the_words() -> None:
    (line,) = written("jsonld", incident()).splitlines()
    graph = Dataset(default_union=True)
    graph.parse(data=line.decode("utf-8"), format="json-ld")
    annotations = list(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == 2
    for one in annotations:
        target = graph.value(one, OA.hasTarget)
        selectors = list(graph.objects(target, OA.hasSelector))
        position = next(s for s in selectors if (s, RDF.type, OA.TextPositionSelector) in graph)
        quote = next(s for s in selectors if (s, RDF.type, OA.TextQuoteSelector) in graph)
        start, end = (graph.value(position, name).toPython() for name in (OA.start, OA.end))
        assert TEXT[start:end] == str(graph.value(quote, OA.exact))
    assert len(list(graph.subjects(RDF.type, SCHEMA.Claim))) == 1
    assert len(list(graph.subject_objects(PROV.wasQuotedFrom))) == 1
    assert len(list(graph.subject_objects(PROV.wasDerivedFrom))) >= 2


def test_follow_the_money_entities_are_valid() -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney needs ICU's headers to be installed").model
    made = [json.loads(line) for line in written("ftm", incident(), nowhere()).splitlines()]
    assert len({one["id"] for one in made}) == len(made)
    known = {one["id"] for one in made}
    for one in made:
        model.get_proxy(one, cleaned=False)
        assert set(one["properties"]) <= set(model.get(one["schema"]).properties), one["schema"]
        for name in ("involved", "proof", "entity"):
            assert set(one["properties"].get(name, [])) <= known
    assert {"Event", "Article", "Organization", "Person", "Note"} <= {one["schema"] for one in made}


def test_acled_columns_stand_in_its_order_with_its_conservative_figure() -> None:
    header, row = rows(written("acled", incident("acled")))
    found = dict(zip(header, row, strict=True))
    assert len(header) == 31
    assert header[:4] == ["event_id_cnty", "event_date", "year", "time_precision"]
    assert found["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (found["iso"], found["country"]) == ("434", "Libya")
    assert (found["fatalities"], found["inter1"], found["geo_precision"]) == ("4", "State forces", "1")
    assert found["source"] == "'=Port Wire"


def test_ucdp_columns_stand_in_its_order_with_low_best_and_high() -> None:
    header, row = rows(written("ucdp", incident("ucdp-ged")))
    found = dict(zip(header, row, strict=True))
    assert len(header) == 49
    assert (found["low"], found["best"], found["high"], found["date_prec"]) == ("4", "4", "4", "1")
    assert (found["number_of_sources"], found["source_original"]) == ("1", "Port authority")
    assert found["geom_wkt"] == "POINT (16.59 31.2)"


@pytest.mark.parametrize("columns", [acled.COLUMNS, ucdp.COLUMNS])
def test_every_prescribed_column_says_what_stands_in_it(columns: tuple[acled.Prescribed, ...]) -> None:
    assert len({one.name for one in columns}) == len(columns)
    assert all(one.about.endswith(".") for one in columns)
