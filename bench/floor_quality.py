"""The floors, as tests: each pinned figure on development data is still reached."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from bench.floors import SLACK, Floor, Suite, fingerprint, pinned, suites
from bench.scorers import DATA


@cache
def reached(suite: Suite) -> Mapping[str, float]:
    return suite.measure(DATA)


@pytest.mark.shared
@pytest.mark.floor
@pytest.mark.parametrize("floor", [pytest.param(f, id=f"{f.suite}:{f.figure}") for f in pinned().values()])
def test_a_floor_is_reached(floor: Floor) -> None:
    if not DATA.is_dir():
        pytest.skip("the evaluation data (../shared) is not beside this checkout")
    (suite,) = [one for one in suites() if one.name == floor.suite]
    assert fingerprint(DATA / suite.data)[0] == floor.sha256, "the corpus is not the one the floor was pinned on"
    assert reached(suite)[floor.figure] >= floor.value - SLACK


def test_every_floored_figure_is_pinned() -> None:
    assert {(s.name, f) for s in suites() for f in s.figures} == set(pinned())
