"""The API, called in every way that its description allows and in many that it does not: no fault among answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
import requests
import schemathesis
from fake_desk import FakeDesk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from served import Team
from starlette.testclient import TestClient

from onrecord.web.access import TABLE
from onrecord.web.api.description import description

KNOWN = {"incident": "i-one", "report": "aaaaaaaaaaaa", "entry": 10, "number": 1}
_HEALTH = list(HealthCheck)


def operations() -> Iterator[Any]:
    for found in schemathesis.openapi.from_dict(description()).get_all_operations():
        yield pytest.param(found.ok(), id=found.ok().label)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return description()


def called(client: TestClient, case: Any) -> Any:
    """Send what schemathesis made through the test's client, as the client's own account."""
    made = case.as_transport_kwargs(base_url=str(client.base_url))
    made.pop("cookies", None)
    prepared = requests.Request(
        **{key: made.get(key) for key in ("method", "url", "headers", "params", "data", "json", "files")}
    ).prepare()
    headers = {key: value for key, value in prepared.headers.items() if key.lower() not in {"cookie", "host"}}
    return client.request(prepared.method or "GET", prepared.url or "", headers=headers, content=prepared.body)


def fuzz(client: TestClient, operation: Any, examples: int, check: Callable[[Any], None]) -> None:
    both = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

    @settings(max_examples=examples, deadline=None, suppress_health_check=_HEALTH, database=None, derandomize=True)
    @given(case=both, known=st.booleans())
    def tried(case: Any, known: bool) -> None:
        if known and case.path_parameters:
            # What is made up names nothing that is there: half of the calls name something that is.
            case.path_parameters.update({name: KNOWN[name] for name in case.path_parameters})
        check(called(client, case))

    tried()


@pytest.mark.parametrize("operation", list(operations()))
def test_no_call_ends_in_a_fault_or_in_an_answer_that_is_not_described(
    operation: Any, make_team: Callable[..., Team], described: dict[str, Any]
) -> None:
    client = make_team(FakeDesk()).logged_in("admin")
    responses = described["paths"][operation.path][operation.method]["responses"]

    def check(answer: Any) -> None:
        assert answer.status_code < 500, answer.text
        kind = answer.headers.get("content-type", "")
        if answer.status_code >= 400:
            assert kind == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
            return
        assert str(answer.status_code) in responses
        schema = responses[str(answer.status_code)]["content"].get("application/json", {}).get("schema")
        if schema:
            jsonschema.validate(answer.json(), {**schema, "components": described["components"]})

    fuzz(client, operation, 15, check)


@pytest.mark.parametrize("role", ["", "viewer", "reviewer", "editor"])
def test_no_role_can_bring_about_a_fault(role: str, make_team: Callable[..., Team]) -> None:
    team = make_team(FakeDesk())
    client = team.logged_in(role) if role else team.client()

    def check(answer: Any) -> None:
        assert answer.status_code < 500, answer.text

    for operation in operations():
        fuzz(client, operation.values[0], 3, check)


def test_the_description_is_valid_and_holds_every_route_of_the_api(described: dict[str, Any]) -> None:
    schemathesis.openapi.from_dict(described).validate()
    held = {(method.upper(), path) for path, one in described["paths"].items() for method in one}
    assert held == {(method, path) for method, path in TABLE if path.startswith("/api/v1/")}
