"""Scored pairs -> clusters: greedy edge contraction, the pairs of clusters that agree best first.

After Keuper et al. (2015), "Efficient Decomposition of Image and Mesh Graphs by Lifted Multicuts": two clusters are
merged, their edges to third clusters are added up, and so on until no edge speaks for a merge. Two clusters are held
against each other by the mean between their members, as in average linkage: the pairs of one cluster do not bear out a
link independently, so their sum would favour whatever is large already. The mean is one of odds drawn towards 1 by a
power (a generalised mean): a report that agrees with some of a cluster and says too little to be held against the rest
belongs to it, and a plain mean of log odds would let the silence of the rest outweigh them. Ties are broken by the
names of the mentions, so that the order of arrival changes nothing.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Sequence

import numpy as np

from onrecord.linking.profiles import Floats, Ints

NEVER = float("-inf")
"""Log odds of a pair that is not to be together: two mentions of one report, or a judgement "different"."""

POWER = 0.4
"""To which odds are raised before their mean is taken; towards 0 it becomes the mean of log odds. Swept with the other
constants: 0.15, 0.3, 0.4, 0.5 and 1 gave B-cubed F1 of 0.773, 0.770, 0.770, 0.769 and 0.763 by cross-validation on the
train half and 0.830, 0.838, 0.840, 0.841 and 0.804 on dev, the plain mean 0.769 and 0.821, each at its best shift."""
_MOST = 300.0
"""Exponent at which powers of odds stop growing: a judgement's odds would overflow."""


def cluster(
    pairs: Ints, log_odds: Floats, apart: Sequence[Collection[int]], size: int, unseen: float
) -> list[list[int]]:
    """Group rows 0 to ``size`` - 1.

    Takes pairs [n, 2] with their log odds; ``apart``: for each row what it must not be grouped with in others (the
    number of its report); ``unseen``: log odds of a pair that was not compared. Rows must be numbered in the order in
    which ties are to be broken. Gives every row in exactly one group, rows and groups in order.
    """
    powers = np.exp(np.minimum(POWER * log_odds, _MOST))
    blank = math.exp(POWER * unseen)
    near = _reachable(pairs[log_odds > 0], size)
    # Where no chain of links leads from one row to another nothing can join them, and what speaks against it is idle:
    # rows that such chains connect are grouped by themselves, so that memory goes by the largest of them.
    within = np.flatnonzero(near[pairs[:, 0]] == near[pairs[:, 1]]) if len(pairs) else np.empty(0, np.int64)
    label = near[pairs[within, 0]] if len(within) else within
    order = np.argsort(label, kind="stable")
    within, label = within[order], label[order]
    starts = np.flatnonzero(np.r_[True, label[1:] != label[:-1]]) if len(label) else label
    alone = np.ones(size, np.bool_)
    groups: list[list[int]] = []
    for some in np.split(within, starts[1:]) if len(within) else ():
        alone[pairs[some].ravel()] = False
        groups += _contracted(pairs[some].tolist(), powers[some].tolist(), apart, blank)
    return sorted(groups + [[row] for row in np.flatnonzero(alone).tolist()])


def _contracted(
    pairs: Sequence[Sequence[int]], powers: Sequence[float], apart: Sequence[Collection[int]], blank: float
) -> list[list[int]]:
    """Group the rows that some pairs name, by powers of their odds; ``blank``: of a pair that was not compared."""
    weight: dict[int, dict[int, float]] = {}
    for (one, other), odds in zip(pairs, powers, strict=True):
        weight.setdefault(one, {})[other] = odds
        weight.setdefault(other, {})[one] = odds
    members: dict[int, list[int] | None] = {row: [row] for row in weight}
    barred = {row: set(apart[row]) for row in weight}
    seen: dict[int, dict[int, int]] = {row: dict.fromkeys(one, 1) for row, one in weight.items()}
    """Of each pair of clusters, how many pairs of their members were compared."""

    def joint(one: int, other: int) -> float:
        """Mean that two clusters are one, above 1 where they are: of what was compared, a little against the rest."""
        whole = len(members[one] or ()) * len(members[other] or ())
        return (weight[one][other] + blank * (whole - seen[one][other])) / whole

    heap = [(-odds, one, other, 1, 1) for one in sorted(weight) for other, odds in weight[one].items() if one < other]
    heap = [entry for entry in heap if entry[0] < -1]
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
            if others is not None and (odds := joint(one, third)) > 1:
                a, b = min(one, third), max(one, third)
                sizes = (mine, len(others)) if a == one else (len(others), mine)
                heapq.heappush(heap, (-odds, a, b, *sizes))
    return [sorted(one) for one in members.values() if one]


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
