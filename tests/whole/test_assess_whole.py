"""The whole way, from a set of reports to incidents, with the real reader: schema, words, order, repetition."""

from __future__ import annotations

import json
import random
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onrecord.assessing import load_scheme
from onrecord.flow import assess
from onrecord.model import Incident, Report
from onrecord.publishing import compose_incident, json_line
from onrecord.publishing.schemas import NAMES, schema
from onrecord.reading import Reader
from onrecord.settings import Settings

READER = Reader(Settings())
SCHEMAS = Registry().with_resources((schema(name)["$id"], Resource.from_contents(schema(name))) for name in NAMES)
VALIDATOR = Draft202012Validator(schema("incident"), registry=SCHEMAS)


def report(name: str, text: str, published: str, publisher: str) -> Report:
    return Report(name, "0" * 64, text, published=published, publisher=publisher, language="en")


REPORTS = [
    report(
        "wire",
        "Ukrainian officials said a Russian missile struck a bakery in Izium on Tuesday, killing six people and "
        "wounding 14. The regional governor accused Russia of a deliberate attack. "
        "Moscow denied it had fired at the town.",
        "2024-02-14",
        "Wire One",
    ),
    report(
        "outlet",
        "A missile hit a bakery in the town of Izium on Tuesday morning. Seven people were killed and 14 injured, the "
        "emergency service said, blaming Russian forces.",
        "2024-02-14",
        "Outlet Two",
    ),
    report(
        "elsewhere",
        "Two farmers were killed by artillery fire near Kupiansk on Sunday, police said.",
        "2024-02-19",
        "Outlet Three",
    ),
]


def incidents(reports: list[Report]) -> list[Incident]:
    found = assess(reports, Settings(), load_scheme("airwars"), READER)
    return [one for one in found if isinstance(one, Incident)]


def lines(reports: list[Report]) -> list[str]:
    return [json_line(compose_incident(one)) for one in incidents(reports)]


def test_two_reports_of_one_attack_are_one_incident_with_both_figures() -> None:
    found = incidents(REPORTS)
    assert [one.reports for one in found] == [("elsewhere",), ("outlet", "wire")]
    attack = found[1]
    assert attack.killed is not None
    assert (attack.killed.low, attack.killed.high) == (6, 7)
    assert attack.mention.date is not None
    assert attack.mention.date.start.isoformat() == "2024-02-13"
    assert any(party.code and party.code.startswith("RUS") and party.denied_by for party in attack.parties)


def test_every_line_is_valid_and_its_words_stand_where_it_says() -> None:
    texts = {one.id: one.text for one in REPORTS}

    def check(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                check(one)
        elif isinstance(node, dict):
            passages = node.get("passages", [])
            if len(passages) == 1 and node.get("words") is not None:
                name, start, end = passages[0]
                assert texts[name][start:end] == node["words"]
            for one in node.values():
                check(one)

    for line in lines(REPORTS):
        incident = json.loads(line)
        VALIDATOR.validate(incident)
        check(incident)
        assert {claim["report"] for claim in incident["claims"]} <= set(incident["reports"])


def test_neither_order_nor_repetition_changes_a_byte() -> None:
    expected = lines(REPORTS)
    for seed in range(3):
        shuffled = random.Random(seed).sample([*REPORTS, REPORTS[seed]], 4)
        assert lines(shuffled) == expected
