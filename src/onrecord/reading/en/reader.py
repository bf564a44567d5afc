"""English, stage by stage: what each stage takes and leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model import Reading, Report
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.context import find_context
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.dates import find_dates
from onrecord.reading.en.incidents import assemble
from onrecord.reading.en.infrastructure import find_infrastructure
from onrecord.reading.en.kinds import find_kinds
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.reading.en.places import PlaceFinder
from onrecord.reading.en.remarks import find_remarks, with_remarks
from onrecord.settings import Settings


class EnglishReader:
    """Reads English reports; see :class:`onrecord.reading.LanguageReader`."""

    def __init__(self, settings: Settings) -> None:
        self._parser = Parser(settings)
        self._claims = ClaimFinder(settings)
        self._places = PlaceFinder(settings)

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read each report by itself, in the order given."""
        for parsed in self._parser.parse(reports):
            yield self._one(parsed)

    def _one(self, parsed: Parsed) -> Reading:
        # 1. Who says what: speakers, cues, contents; acts, parties, grounds; which claim a denial answers.
        claims = self._claims.find(parsed)
        # 2. How many: counts with bounds, group and scope, and victims named; each tied to the claim that states it.
        counts, victims = find_counts(parsed, claims)
        # 3. When, where, how and what was hit, each as a list of candidates in order of the text.
        dates = find_dates(parsed)
        places = self._places.find(parsed)
        kinds = find_kinds(parsed)
        infrastructure = find_infrastructure(parsed)
        # 4. Background that is no part of an incident; what lies in it is kept out of incidents.
        context = find_context(parsed, counts)
        # 5. The candidates put together into incident mentions, the main one first; claims and counts bear its id.
        reading = assemble(parsed, claims, counts, victims, dates, places, kinds, infrastructure, context)
        # 6. What the report says about its own sources, which status and grade weigh.
        return with_remarks(reading, find_remarks(parsed))
