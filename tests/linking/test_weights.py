"""The learned weights: a contrary day or a far place never speaks more for a link than an agreeing one."""

from __future__ import annotations

import pytest

from onrecord.linking.features import FEATURES, KNOWN
from onrecord.linking.weights import load_weights

NEVER_ABOVE = {
    "day": (
        ("the next day", "the same day"),
        ("up to three days apart", "the next day"),
        ("apart", "up to three days apart"),
        ("apart", "unknown"),
        ("different days of some year", "unknown"),
        ("different days of some year", "the same day of some year"),
        ("different weekdays", "the same weekday"),
        ("different weekdays", "unknown"),
    ),
    "published": (("apart", "up to four days apart"), ("apart", "the same day")),
    "place": (
        ("farther than 100 km, both in the gazetteer", "up to 100 km apart, both in the gazetteer"),
        ("up to 100 km apart, both in the gazetteer", "within 25 km"),
        ("within 25 km", "within 3 km"),
        ("within 3 km", "the same place, of many known days"),
    ),
    "kind": (("contrary", "the same"),),
    "killed": (("contrary", "equal, below four"), ("contrary", "equal, four or more")),
    "injured": (("contrary", "equal, below four"), ("contrary", "equal, four or more")),
    "words": (("hardly any shared", "a quarter shared"), ("a quarter shared", "three quarters shared")),
    "rare words": (("none shared", "one or two shared"), ("one or two shared", "six or more shared")),
}


@pytest.mark.parametrize("known", range(len(FEATURES[KNOWN].cases)), ids=FEATURES[KNOWN].cases)
@pytest.mark.parametrize("name", NEVER_ABOVE)
def test_what_speaks_against_a_link_weighs_no_more_than_what_speaks_for_it(name: str, known: int) -> None:
    number = [one.name for one in FEATURES].index(name)
    weight = dict(zip(FEATURES[number].cases, load_weights().of[known][number], strict=True))
    for worse, better in NEVER_ABOVE[name]:
        assert weight[worse] <= weight[better], (worse, better)


def test_every_case_of_every_comparison_has_its_weight() -> None:
    weights = load_weights()
    for table in weights.of:
        assert [len(of) for of in table] == [len(one.cases) for one in FEATURES]
