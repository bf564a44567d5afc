"""Which reports go back to one original."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Origin, Report

ALONE = "no other report is a copy of it"


def find_origins(reports: Sequence[Report]) -> tuple[Origin, ...]:
    """Group reports by the original that they go back to.

    Takes reports in any order, each id once. Leaves each in exactly one origin, in order of the first report's id.
    """
    texts: dict[str, list[str]] = {}
    for report in sorted(reports, key=lambda one: one.id):
        texts.setdefault(report.text_sha256, []).append(report.id)
    return tuple(Origin(tuple(ids), "the same text" if len(ids) > 1 else ALONE) for ids in texts.values())
