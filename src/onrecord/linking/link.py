"""Readings -> incidents: mentions are compared, scored and grouped, and the reports behind each grouped by origin."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.linking.candidates import Pairs, candidates
from onrecord.linking.clusters import cluster
from onrecord.linking.copies import find_origins
from onrecord.linking.features import FEATURES, Cases, compare
from onrecord.linking.judged import Pins
from onrecord.linking.profiles import Floats, Table, profile
from onrecord.linking.weights import Weights, load_weights
from onrecord.model import Feature, IncidentMention, Judged, Link, Linked, LinkedMention, Reading

WHOLE = "whole"
"""What stands after the stem in the id of a mention that is a report as a whole."""


def link(
    readings: Iterable[Reading], weights: Weights | None = None, judged: Iterable[Judged] = ()
) -> tuple[Linked, ...]:
    """Group the incident mentions of many reports into incidents.

    Takes readings in any order; a reading that comes twice counts once. Leaves each mention in exactly one incident,
    incidents in order of their first mention. A report in which no incident was found joins one as a whole where its
    words, its day or its publisher's day speak for it, and opens none. Neither order nor repetition changes anything.
    What people ``judged`` of pairs of mentions is followed, whatever the weights say; it must agree with itself.
    ModelError where the weights are damaged.
    """
    told = all_mentions(readings)
    table = Table.of([profile(one.reading, one.mention) for one in told])
    pins = Pins.of(judged, table.refs, table.report.tolist())
    pairs = pins.added_to(candidates(table))
    cases = compare(table, pairs)
    weights = weights or load_weights()
    odds = weights.log_odds(cases)
    groups = cluster(pairs, pins.over(pairs, odds), pins.apart, len(told), weights.unseen)
    held = _spanning(groups, pairs, pins.over(pairs, odds))
    names: dict[str, int] = {}
    incidents = []
    for group, rows in zip(groups, held, strict=True):
        mentions = tuple(told[row] for row in group)
        if all(one.mention.id.endswith(f":{WHOLE}") for one in mentions):
            continue  # nobody found an incident here
        told_by = {one.reading.report.id: one.reading for one in mentions}
        links = tuple(_link(table, pairs, cases, odds, row, weights, pins) for row in rows)
        incidents.append(Linked(_named(told_by, names), mentions, find_origins(tuple(told_by.values())), links))
    return tuple(incidents)


def all_mentions(readings: Iterable[Reading]) -> list[LinkedMention]:
    """List the mentions in an order of their own: by report, then as the text has them."""
    by_report: dict[tuple[str, str], Reading] = {}
    for one in readings:
        by_report.setdefault((one.report.id, one.report.text_sha256), one)
    return [
        LinkedMention(by_report[name], mention)
        for name in sorted(by_report)
        for mention in by_report[name].incidents or (_whole(by_report[name]),)
    ]


def _whole(reading: Reading) -> IncidentMention:
    """Stand for a report in which no incident was found: its words can still show that it tells of one."""
    return IncidentMention(f"{reading.report.key}:{WHOLE}", main=False)


def _named(reports: Iterable[str], names: dict[str, int]) -> str:
    """Name an incident by a hash of its reports' ids; a later one of the same reports gets a number as well."""
    digest = hashlib.sha256("\n".join(sorted(reports)).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    names[digest] = names.get(digest, 0) + 1
    return digest if names[digest] == 1 else f"{digest}-{names[digest]}"


def _spanning(groups: Sequence[Sequence[int]], pairs: Pairs, odds: Floats) -> list[list[int]]:
    """Of each group, the strongest links that hold it together: a tree of its mentions, as rows of ``pairs``."""
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    root = list(range(len(group_of)))

    def top(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    held: list[list[int]] = [[] for _ in groups]
    for row in np.lexsort((np.arange(len(pairs)), -odds)).tolist():
        one, other = pairs[row].tolist()
        if group_of[one] == group_of[other] and top(one) != top(other):
            root[top(one)] = top(other)
            held[group_of[one]].append(row)
    return [sorted(rows) for rows in held]


def _link(table: Table, pairs: Pairs, cases: Cases, odds: Floats, row: int, weights: Weights, pins: Pins) -> Link:
    """Say why two mentions are held to be one."""
    one, other = pairs[row].tolist()
    features = tuple(
        Feature(feature.name, feature.cases[case], of)
        for feature, of, case in zip(FEATURES, weights.of_pair(cases[row]), cases[row].tolist(), strict=True)
    )
    score = round(1 / (1 + math.exp(-float(odds[row]))), 4)
    return Link(table.refs[one], table.refs[other], score, features + pins.feature(one, other))
