"""A reader that stands in for the English one: it finds one claim and one count, and fails where a text asks it to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.model import Act, Claim, Count, Group, IncidentMention, Measure, Reading, Report, Words
from onrecord.settings import Settings


class FakeEnglish:
    """Satisfies LanguageReader without a model."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            if "FAIL HERE" in report.text:
                raise RuntimeError("a rule\nthat fails")
            if "STOP HERE" in report.text:
                raise KeyboardInterrupt
            yield self._one(report)

    def _one(self, report: Report) -> Reading:
        content = Words.cut(report.text, [(0, len(report.text))])
        claim = Claim(f"{report.key}:c1", None, None, content, Act.REPORT, incident=f"{report.key}:i1")
        counts = tuple(
            Count(
                f"{report.key}:n{number}",
                Measure.KILLED,
                Group.PEOPLE,
                int(found.group()),
                int(found.group()),
                Words.cut(report.text, [found.span()]),
                claim=claim.id,
                incident=claim.incident,
            )
            for number, found in enumerate(re.finditer(r"\b[1-9][0-9]?\b", report.text), start=1)
        )
        mention = IncidentMention(
            f"{report.key}:i1", main=True, claims=(claim.id,), counts=tuple(count.id for count in counts)
        )
        return Reading(report, (claim,), counts, incidents=(mention,))
