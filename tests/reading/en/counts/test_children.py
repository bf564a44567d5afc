"""Children told one by one: named with ages, in families, told again, and spelled in two ways."""

from __future__ import annotations

import pytest

from onrecord.model import Group, Measure
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.counts.children import same_name


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("mahmoud adel saleh", "mahmud adel salih", True),
        ("mahmoud adel saleh", "mahmoud", True),
        ("mahmoud adel saleh", "mahmoud karim nasser", False),
        ("mahmoud adel saleh", "adel saleh", False),
    ],
)
def test_one_persons_name_is_known_in_other_spellings(one: str, two: str, same: bool) -> None:
    assert same_name(tuple(one.split()), tuple(two.split())) is same


def children(text: str, parse) -> list[tuple[int | None, int | None]]:
    """The counts of killed children that are no part of another such count."""
    counts, _ = find_counts(parse(text), [])
    mine = [c for c in counts if c.measure is Measure.KILLED and c.group is Group.CHILDREN]
    ids = {c.id for c in mine}
    return [(c.low, c.high) for c in mine if c.part_of not in ids]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        # Two households over two sentences.
        (
            """Rami Saleh (40) was killed with his two daughters, Hala Saleh (8) and Mona Saleh (5).

Karim Nasser (38) was killed with his children, Omar Nasser (11) and Lina Nasser (3).""",
            [(4, 4)],
        ),
        # Told again, with other letters.
        (
            """Rami Saleh (40) was killed with his son Mahmoud Rami Saleh (8).

The boy Mahmud Rami Saleh was killed in his bed.""",
            [(1, 1)],
        ),
        # The number that the report gives stands beside a list that is not whole.
        ("Nine people, including four children, were killed. Among them was Hala Saleh (8).", [(4, 4)]),
        # Grown sons and daughters.
        ("Rami Saleh (71) was killed with his daughter Hala Saleh (44).", []),
    ],
)
def test_children_of_a_report(text: str, stated: list[tuple[int, int]], parse) -> None:
    assert children(text, parse) == stated
