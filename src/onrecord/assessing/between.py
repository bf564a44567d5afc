"""Between reports: which report's figures count for a range, and which step back, each by a named rule.

Within one report everything is its writer's summary; between reports some say less than others. Who says "several"
yields to who gives a number; who tells of "a woman" alone tells of one of the five that another counts; a figure of the
first hour yields to that of a later day; a figure far from all others is named and kept out; and, where the scheme has
such a rule, a high figure yields to the one that most origins give. What steps back stays on the record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from onrecord.model import Count

_FAR = 3
"""Times: a figure so far above or below the middle one, with nobody near it, is an outlier."""
_FAR_PEOPLE = 5
"""And at least so many people away: two for one is no outlier."""
_ORIGINS = 3
"""Origins that it takes to call one an outlier."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one report comes to, and what it rests on."""

    counts: tuple[Count, ...]
    low: int
    high: int
    exact: bool
    """Whether it gives a number at all."""
    whole: bool
    """Whether a number is of people or civilians, rather than of children, women, a medic."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands among the others."""

    origin: int
    published: date | None


Background = Mapping[str, Standing]
"""Stem of a count's id, which is its report's -> where the report stands."""


OUTVOTED = "outvoted"
"""The one rule that a scheme may do without."""


def sift(
    told: Sequence[Told], background: Background, named: Collection[str] = ()
) -> tuple[list[Told], list[tuple[str, Told]]]:
    """Say whose figures count, and who steps back by which rule. At least one of those given counts.

    ``named``: the rules of the scheme; without ``outvoted`` among them the highest figure stands, whoever gives it.
    """
    kept, back = list(told), list[tuple[str, Told]]()
    for rule, steps_back in (
        ("vague-yields", _vague),
        ("part-yields", _part),
        ("outlier", _outliers),
        ("superseded", _superseded),
        *([(OUTVOTED, _outvoted)] if OUTVOTED in named else []),
    ):
        out = steps_back(kept, background)
        back += [(rule, one) for one in out]
        kept = [one for one in kept if one not in out]
    return kept, back


def _vague(told: Sequence[Told], _: Background) -> list[Told]:
    """A report without a number steps back where another has one."""
    return [one for one in told if not one.exact] if any(one.exact for one in told) else []


def _part(told: Sequence[Told], _: Background) -> list[Told]:
    """A report that numbers a group alone steps back where another numbers everybody, and no fewer."""
    wholes = [one.high for one in told if one.whole]
    return [one for one in told if not one.whole and one.high <= max(wholes)] if wholes else []


def _outliers(told: Sequence[Told], background: Background) -> list[Told]:
    """A figure far from the middle one steps back where one origin alone has it, among three or more."""
    by_origin: dict[int, list[Told]] = {}
    for number, one in enumerate(told):
        standing = background.get(_stem(one))
        by_origin.setdefault(standing.origin if standing else -1 - number, []).append(one)
    if len(by_origin) < _ORIGINS:
        return []
    highest = {origin: max(one.high for one in mine) for origin, mine in by_origin.items()}
    middle = median(highest.values())
    far = [
        origin
        for origin, high in highest.items()
        if abs(high - middle) >= _FAR_PEOPLE and (high >= _FAR * middle or high * _FAR <= middle)
    ]
    return list(by_origin[far[0]]) if len(far) == 1 else []


def _superseded(told: Sequence[Told], background: Background) -> list[Told]:
    """A lower figure steps back where its day of publication is earlier than that of every higher one."""
    days = [(one, standing.published) for one in told if (standing := background.get(_stem(one)))]
    dated = [(one, day) for one, day in days if day is not None]
    out = []
    for one, day in dated:
        higher = [other for other in told if other.low > one.high]
        later = [other for other, its in dated if other.low > one.high and its > day]
        if higher and len(later) == len(higher):
            out.append(one)
    return out


def _outvoted(told: Sequence[Told], background: Background) -> list[Told]:
    """A high figure steps back where more origins give a lower one than give it; of equals the higher stands.

    Chosen on the train half: where figures differ, the highest is the coded high end in 27 of 73 ranges of killed and
    40 of 124 of injured, the one that most origins give in 30 and 39; both ends agree in 13 and 16 the one way, in 19
    and 21 the other.
    """
    voters: dict[int, set[int]] = {}
    for number, one in enumerate(told):
        standing = background.get(_stem(one))
        for figure in (one.low, one.high):
            voters.setdefault(figure, set()).add(standing.origin if standing else -1 - number)
    if not voters:
        return []
    most = max(voters, key=lambda figure: (len(voters[figure]), figure))
    return [one for one in told if one.high > most and one.low >= most]


def _stem(one: Told) -> str:
    return one.counts[0].id.partition(":")[0]
