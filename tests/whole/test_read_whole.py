"""The whole way, from reports to lines, with the real reader: schema, words, sameness, a golden reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onrecord.assessing import load_scheme
from onrecord.errors import InputError
from onrecord.flow import read
from onrecord.intake import IntakeOptions, receive
from onrecord.model import GAP, Report
from onrecord.publishing import compose_reading
from onrecord.publishing.schemas import NAMES, schema
from onrecord.reading import Reader
from onrecord.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "src" / "onrecord" / "examples" / "reports"
READER = Reader(Settings())
SCHEMAS = Registry().with_resources((schema(name)["$id"], Resource.from_contents(schema(name))) for name in NAMES)
VALIDATOR = Draft202012Validator(schema("reading"), registry=SCHEMAS)
PIECES = [
    "At least 12 people, including three children, were killed in an air strike on a hospital in Aleppo on Monday.",
    "The army denied it.",
    "“We did not do this”, a spokesman said,",
    "according to the ministry, which blamed rebels",
    "dozens wounded",
    "By Russia or Syria?",
    "كتب المراسل أن القصف مستمر",
    "\u202eoverride\u202c",
    "👩‍👧‍👦",
    "e\u0301\u0301",
    "\x00\x07",
    "\u2028",
    "kil*led",
    "¡“”‘’«»…!",
    "1,000,000 2½ ٣٤",
]


def lines(reports: list[Report], scheme: str = "airwars") -> list[dict[str, Any]]:
    out = []
    for result in read(reports, Settings(), load_scheme(scheme), reader=READER):
        assert not isinstance(result, InputError), result
        out.append(compose_reading(result.reading, result.incidents))
    return out


def quoted(value: Any) -> Iterator[tuple[str, list[list[int]]]]:
    """Every words-and-passages pair of a line, at any depth."""
    if isinstance(value, dict):
        if "words" in value and "passages" in value:
            yield value["words"], value["passages"]
        if value.get("kind_words"):
            yield value["kind_words"], value["kind_passages"]
        for inner in value.values():
            yield from quoted(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quoted(inner)


def check(line: dict[str, Any]) -> None:
    VALIDATOR.validate(line)
    text = line["report"]["text"]
    for words, passages in quoted(line):
        if passages:  # a publisher that speaks itself stands nowhere in the text
            assert GAP.join(text[start:end] for start, end in passages) == words
    assert sum(incident["main"] for incident in line["incidents"]) == bool(line["incidents"])
    ids = {one["id"] for one in line["claims"] + line["counts"]}
    for incident in line["incidents"]:
        assert {*incident["claims"], *incident["counts"]} <= ids
        for reason in incident["reasons"]:
            assert {*reason["claims"], *reason["counts"]} <= ids
        for measure in (incident["killed"], incident["injured"]):
            assert (
                measure is None
                or measure["low"] is None
                or measure["high"] is None
                or measure["low"] <= measure["high"]
            )


@hypothesis_settings(max_examples=40)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=8),
    st.sampled_from([" ", "\n", "\r\n\n", ""]),
)
def test_any_text_gives_a_line_that_keeps_the_contract(pieces: list[str], between: str) -> None:
    text = between.join(pieces).encode("utf-8", "replace").decode("utf-8")
    assume(text.strip())
    (line,) = lines([Report("any", "0" * 64, text, language="en", published="2026-03-11")])
    check(line)


def examples() -> list[Report]:
    options = IntakeOptions(published="2026-03-11", language=None, input_format=None, publisher=None)
    received = list(receive([str(EXAMPLES)], options, Settings()))
    assert all(isinstance(one, Report) for one in received)
    return [one for one in received if isinstance(one, Report)]


def test_the_example_reads_as_a_careful_reader_would() -> None:
    agency, charity, outlet = lines(examples())
    for line in (agency, charity, outlet):
        check(line)
        (main,) = [one for one in line["incidents"] if one["main"]]
        assert main["date"]["start"] == "2026-03-10"
        assert (main["place"]["name"], main["place"]["country"]) == ("Nyala", "SD")
        assert [(hit["kind"], hit["number"]) for hit in main["infrastructure"]] == [("healthcare", 1)]
    parties = {one["code"]: one for one in agency["incidents"][0]["parties"]}
    assert set(parties) == {"SDNMIL", "SDNREB", "AREGOV"}
    assert [v["name"] for v in parties["SDNMIL"]["accused_by"]] == ["Rapid Support Forces"]
    assert [v["name"] for v in parties["AREGOV"]["denied_by"]] == ["United Arab Emirates"]
    assert agency["incidents"][0]["killed_by_group"]["children"]["high"] == 9
    assert (charity["incidents"][0]["killed"]["low"], charity["incidents"][0]["injured"]["high"]) == (19, 38)
    assert outlet["incidents"][0]["killed"]["high"] == 26
    assert {one["kind"] for one in agency["context"]} >= {"law", "talks", "toll"}


@pytest.mark.parametrize("scheme", ["acled", "ucdp-ged"])
def test_another_scheme_has_no_status_nor_grade_of_airwars(scheme: str) -> None:
    for line in lines(examples(), scheme):
        check(line)
        assert line["incidents"][0]["scheme"] == scheme
        assert (line["incidents"][0]["strike_status"], line["incidents"][0]["grade"]) == (None, None)


def test_a_report_reads_the_same_whatever_stands_beside_it() -> None:
    alone = [lines([one])[0] for one in examples()]
    together = lines(examples())
    turned = lines(examples()[::-1])[::-1]
    assert [json.dumps(a) for a in alone] == [json.dumps(b) for b in together] == [json.dumps(c) for c in turned]


@pytest.mark.shared
def test_the_seed_is_whole(shared: Path) -> None:
    from bench.gold import score, seed  # noqa: PLC0415 - needs the scorer that lies beside the data

    found = score(shared, *seed(shared))
    assert found["failures"] == {"seed": []}
