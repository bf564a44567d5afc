"""Arabic, stage by stage: what each stage takes and leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model import Reading, Report
from onrecord.reading.ar.claims import ArabicClaimFinder, elsewhere, find_mentioned
from onrecord.reading.ar.context import find_context
from onrecord.reading.ar.counts import find_counts
from onrecord.reading.ar.dates import find_dates
from onrecord.reading.ar.incidents import Found, assemble
from onrecord.reading.ar.infrastructure import find_infrastructure
from onrecord.reading.ar.kinds import find_kinds
from onrecord.reading.ar.places import ArabicPlaceFinder
from onrecord.reading.ar.text import parse
from onrecord.settings import Settings


class ArabicReader:
    """Reads Arabic reports; see :class:`onrecord.reading.LanguageReader`."""

    def __init__(self, settings: Settings) -> None:
        self._claims = ArabicClaimFinder(settings)
        self._places = ArabicPlaceFinder(settings)

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read each report by itself, in the order given."""
        for report in reports:
            yield self._one(report)

    def _one(self, report: Report) -> Reading:
        # 1. Tokens and sentences over folded words, every one with its place in the report's own text.
        text = parse(report)
        # 2. Who says what, and whom the report names in its own voice.
        claims = self._claims.find(text)
        # 3. How many: counts with bounds, group and scope, and victims named; each tied to the claim that states it.
        counts, victims = find_counts(text, claims)
        # 4. When, where, how and what was hit, each as a list of candidates in order of the text.
        # 5. Background that is no part of an incident.
        # 6. The candidates put together into incident mentions, the main one first; claims and counts bear its id.
        return assemble(
            text,
            Found(
                claims=claims,
                counts=counts,
                victims=victims,
                dates=find_dates(text),
                places=self._places.find(text),
                kinds=find_kinds(text),
                infrastructure=find_infrastructure(text),
                parties=find_mentioned(text, claims),
                elsewhere=elsewhere(text, claims),
                context=find_context(text, counts),
            ),
        )
