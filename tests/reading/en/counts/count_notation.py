"""The notation of ``sentences.tsv`` and ``reports.toml``."""

from __future__ import annotations

from onrecord.model import Count, CountStatus, Group, Scope


def written(count: Count) -> str:
    """A count in the notation of the tables."""
    low = "" if count.low is None else str(count.low)
    high = "" if count.high is None else str(count.high)
    words = [
        count.measure.value,
        "" if count.group is Group.PEOPLE else count.group.value,
        low if low == high else f"{low}..{high}",
        f"~{count.vague}" if count.vague else "",
        "part" if count.part_of else "",
        "" if count.scope is Scope.INCIDENT else count.scope.value,
        "denied" if count.status is CountStatus.DENIED else "",
    ]
    return " ".join(word for word in words if word)
