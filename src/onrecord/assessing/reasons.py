"""Reasons: a scheme's rule, filled with what it was applied to."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.assessing.schemes import Scheme
from onrecord.model import Reason


def reason(
    scheme: Scheme, rule: str, claims: Sequence[str] = (), counts: Sequence[str] = (), /, **fields: object
) -> Reason:
    """Cite a rule of the scheme for one decision, with the ids of the claims and counts that it rests on."""
    return Reason(rule, scheme.rules[rule].say(**fields), tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(counts)))


def listed(names: Sequence[str], most: int = 4) -> str:
    """Put names in a list as one would say it, at most ``most`` of them.

    >>> listed(["Russia", "Syria", "Russia", "Turkey"])
    'Russia, Syria and Turkey'
    """
    names = list(dict.fromkeys(names))
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
