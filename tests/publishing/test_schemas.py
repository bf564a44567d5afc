"""The schemas: valid themselves, at one with the model, strict where the contract is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sample_readings import strike
from schema_checks import incident_validator, reading_validator

from onrecord import model
from onrecord.publishing import compose_reading
from onrecord.publishing.schemas import NAMES, schema

READING, INCIDENT = reading_validator(), incident_validator()
LINE = compose_reading(strike().reading, strike().incidents)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def at(name: str, *path: str) -> dict[str, Any]:
    node = schema(name)
    for step in path:
        node = node[step]
    return node


@pytest.mark.parametrize(
    ("enum", "node"),
    [
        (model.Act, at("reading", "$defs", "act")),
        (model.SpeakerKind, at("reading", "$defs", "speakerKind")),
        (model.Ground, at("reading", "$defs", "ground")),
        (model.Measure, at("reading", "$defs", "measure")),
        (model.Group, at("reading", "$defs", "group")),
        (model.Role, at("reading", "$defs", "claimParty", "properties", "role")),
        (model.Scope, at("reading", "$defs", "count", "properties", "scope")),
        (model.CountStatus, at("reading", "$defs", "count", "properties", "status")),
        (model.ContextKind, at("reading", "$defs", "contextKind")),
        (model.InfrastructureKind, at("reading", "$defs", "infrastructureKind")),
        (model.KindOfAttack, at("incident", "$defs", "attackKind")),
        (model.DatePrecision, at("incident", "$defs", "date", "properties", "precision")),
        (model.Standing, at("incident", "$defs", "party", "properties", "standing")),
        (model.StrikeStatus, at("incident", "properties", "strike_status", "oneOf")[0]),
        (model.Grade, at("incident", "properties", "grade", "oneOf")[0]),
        (model.RemarkKind, at("incident", "properties", "remarks", "items", "properties", "kind")),
    ],
)
def test_the_values_are_those_of_the_model_and_each_is_explained(enum: type[StrEnum], node: dict[str, Any]) -> None:
    assert node["enum"] == [one.value for one in enum]
    assert list(node["x-means"]) == node["enum"]


def line_incident() -> dict[str, Any]:
    """Make the incident a line of its own: passages with their report, claims and counts whole."""
    report = LINE["report"]["id"]

    def anchored(node: Any) -> Any:
        if isinstance(node, list):
            return [anchored(one) for one in node]
        if isinstance(node, dict):
            return {
                key: [[report, *one] for one in value] if key in ("passages", "kind_passages") else anchored(value)
                for key, value in node.items()
            }
        return node

    incident = anchored(LINE["incidents"][0])
    incident["claims"] = [anchored(one) | {"report": report} for one in LINE["claims"]]
    incident["counts"] = [anchored(one) | {"report": report} for one in LINE["counts"]]
    return incident


def test_an_incident_of_its_own_has_its_claims_whole_and_its_passages_with_the_report() -> None:
    INCIDENT.validate(line_incident())
    assert not INCIDENT.is_valid(LINE["incidents"][0])
    line = copy.deepcopy(LINE)
    line["incidents"] = [line_incident()]
    assert not READING.is_valid(line)


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    line = copy.deepcopy(LINE)
    change(line)
    return line


@pytest.mark.parametrize(
    "line",
    [
        broken(lambda line: line.pop("notes")),
        broken(lambda line: line["report"].pop("sha256")),
        broken(lambda line: line["report"].update(sha256="5b")),
        broken(lambda line: line["claims"][0].update(act="says")),
        broken(lambda line: line["claims"][0].pop("denies")),
        broken(lambda line: line["claims"][0]["content"].update(passages=[])),
        broken(lambda line: line["claims"][0]["content"].update(passages=[[1, 2, 3]])),
        broken(lambda line: line["claims"][0]["content"].update(passages=[["a", 1, 2]])),
        broken(lambda line: line["claims"][0].update(score=1.5)),
        broken(lambda line: line["counts"][0].update(low="9")),
        broken(lambda line: line["counts"][0].update(low=-1)),
        broken(lambda line: line["incidents"][0].update(grade="certain")),
        broken(lambda line: line["incidents"][0].update(claims=[{"id": "x"}])),
        broken(lambda line: line["incidents"][0]["killed_by_group"].update(dogs=None)),
        broken(lambda line: line["incidents"][0]["date"].update(start="6 May")),
        broken(lambda line: line["victims"][0].update(outcome="missing")),
    ],
)
def test_what_breaks_the_contract_is_refused(line: dict[str, Any]) -> None:
    assert not READING.is_valid(line)


def test_fields_may_be_added() -> None:
    READING.validate(broken(lambda line: line["claims"][0].update(later="more")))
