"""Scored pairs -> clusters: greedy edge contraction, the highest mean log odds first.

After Keuper et al. (2015), "Efficient Decomposition of Image and Mesh Graphs by Lifted Multicuts": two clusters are
merged, their edges to third clusters are added up, and so on until no edge speaks for a merge. Of all clusters the two
with the highest mean log odds between their members come first, as in average linkage: the pairs of one cluster do not
bear out a link independently, so their sum alone would favour whatever is large already. Ties are broken by the names
of the mentions, so that the order of arrival changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence

import numpy as np

from onrecord.linking.profiles import Floats, Ints

NEVER = float("-inf")
"""Log odds of a pair that is not to be together: two mentions of one report, or a judgement "different"."""


def cluster(
    pairs: Ints, log_odds: Floats, apart: Sequence[Collection[int]], size: int, unseen: float
) -> list[list[int]]:
    """Group rows 0 to ``size`` - 1.

    Takes pairs [n, 2] with their log odds; ``apart``: for each row what it must not be grouped with in others (the
    number of its report); ``unseen``: log odds of a pair that was not compared. Rows must be numbered in the order in
    which ties are to be broken. Gives every row in exactly one group, rows and groups in order.
    """
    weight: list[dict[int, float]] = [{} for _ in range(size)]
    near = _reachable(pairs[log_odds > 0], size)
    # Where no chain of links leads from one row to another nothing can join them, and what speaks against it is idle.
    within = near[pairs[:, 0]] == near[pairs[:, 1]] if len(pairs) else np.zeros(0, np.bool_)
    for (one, other), odds in zip(pairs[within].tolist(), log_odds[within].tolist(), strict=True):
        weight[one][other] = weight[other][one] = odds
    members: list[list[int] | None] = [[row] for row in range(size)]
    barred = [set(one) for one in apart]
    seen: list[dict[int, int]] = [dict.fromkeys(one, 1) for one in weight]
    """Of each pair of clusters, how many pairs of their members were compared."""

    def joint(one: int, other: int) -> float:
        """Mean log odds that two clusters are one: of what was compared, and a little against for what was not."""
        whole = len(members[one] or ()) * len(members[other] or ())
        return (weight[one][other] + unseen * (whole - seen[one][other])) / whole

    heap = [(-odds, one, other, 1, 1) for one in range(size) for other, odds in weight[one].items() if one < other]
    heap = [entry for entry in heap if entry[0] < 0]
    heapq.heapify(heap)
    while heap:
        _, one, other, size_one, size_other = heapq.heappop(heap)
        first, second = members[one], members[other]
        if first is None or second is None or len(first) != size_one or len(second) != size_other:
            continue
        if barred[one] & barred[other]:
            continue
        members[one] = first + second
        members[other] = None
        barred[one] |= barred[other]
        for third, odds in weight[other].items():
            if third == one or members[third] is None:
                continue
            weight[one][third] = weight[third][one] = weight[one].get(third, 0.0) + odds
            seen[one][third] = seen[third][one] = seen[one].get(third, 0) + seen[other][third]
            weight[third].pop(other, None)
            seen[third].pop(other, None)
        weight[one].pop(other, None)
        seen[one].pop(other, None)
        weight[other] = {}
        seen[other] = {}
        mine = len(members[one] or ())
        for third in sorted(weight[one]):
            others = members[third]
            if others is not None and (odds := joint(one, third)) > 0:
                a, b = min(one, third), max(one, third)
                sizes = (mine, len(others)) if a == one else (len(others), mine)
                heapq.heappush(heap, (-odds, a, b, *sizes))
    return sorted(sorted(one) for one in members if one)


def _reachable(links: Ints, size: int) -> Ints:
    """Label rows so that those which a chain of links connects have one label."""
    root = list(range(size))
    for one, other in links.tolist():
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        while root[other] != other:
            root[other] = root[root[other]]
            other = root[other]
        if one != other:
            root[max(one, other)] = min(one, other)
    # A root is never above what hangs from it: one pass in order settles every row.
    for row in range(size):
        root[row] = root[root[row]]
    return np.array(root, np.int64)
