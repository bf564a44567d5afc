"""The whole journey on one page.

::

    inputs ──1──> reports ──2──> readings ──3──> incidents ──4──> lines, table, pages

``read`` takes each report by itself, from its bytes to its incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.assessing import Scheme, assess_reading
from onrecord.errors import InputError, LanguageNotRead
from onrecord.model import Incident, Reading, Report
from onrecord.reading import Reader
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What ``read`` leaves of one report: its reading, and its incidents assessed by themselves."""

    reading: Reading
    incidents: tuple[Incident, ...]
    """In the order of ``reading.incidents``."""


def read(
    received: Iterable[Report | InputError], settings: Settings, scheme: Scheme
) -> Iterator[ReadReport | InputError]:
    """Read each report by itself.

    Takes what intake leaves: reports, and an error in the place of each input that could not be read.
    Leaves one result for each, in the same order. Nothing is dropped: what fails comes out as its error.
    """
    reader = Reader(settings)
    # 1. Intake has made reports of the inputs; what it could not read passes through untouched.
    # 2. Reading: reports -> readings, in small batches; a language not read yet becomes an error in its place.
    for item in _readings(received, reader, settings):
        if isinstance(item, InputError):
            yield item
            continue
        # 3. Assessing: incident mentions -> incidents with ranges, parties, strike status, grade and reasons.
        yield ReadReport(item, assess_reading(item, scheme))
    # 4. Publishing composes lines, tables and pages of these; the doors choose which.


def _readings(
    received: Iterable[Report | InputError], reader: Reader, settings: Settings
) -> Iterator[Reading | InputError]:
    """Read in runs of ``batch_reports``, with every error in its own place."""
    run: list[Report | InputError] = []

    def finish() -> Iterator[Reading | InputError]:
        results: Iterator[Reading | LanguageNotRead] = reader.read(r for r in run if isinstance(r, Report))
        for one in run:
            yield one if isinstance(one, InputError) else next(results)

    for item in received:
        run.append(item)
        if len(run) >= settings.batch_reports:
            yield from finish()
            run = []
    yield from finish()
