"""The whole journey on one page.

::

    inputs ──1──> reports ──2──> readings ──(linking, in assess)──> 3 ──> incidents ──4──> lines, table, pages

``read`` takes each report by itself, from its bytes to its incidents; ``assess`` takes a set of reports, and groups
their incident mentions into incidents before it assesses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.assessing import Scheme, assess_linked, assess_reading
from onrecord.errors import InputError, LanguageNotRead, NotText, OnrecordError, ReadingFailed
from onrecord.linking import find_origins, link
from onrecord.model import Incident, Judged, Linked, Methodology, NamedRule, Origin, Reading, Report
from onrecord.reading import Reader
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What ``read`` leaves of one report: its reading, and its incidents assessed by themselves."""

    reading: Reading
    incidents: tuple[Incident, ...]
    """In the order of ``reading.incidents``."""


def read(
    received: Iterable[Report | InputError], settings: Settings, scheme: Scheme, reader: Reader | None = None
) -> Iterator[ReadReport | InputError]:
    """Read each report by itself.

    Takes what intake leaves: reports, and an error in the place of each input that could not be read; and the reader,
    where the caller has one already. Leaves one result for each, in the same order. Nothing is dropped: what fails
    comes out as its error. ModelError where a model or data file of the package is absent: then nothing can be read.
    """
    reader = reader or Reader(settings)
    # 1. Intake has made reports of the inputs; what it could not read passes through untouched.
    # 2. Reading: reports -> readings, in small batches; a language not read yet becomes an error in its place.
    for item in _readings(received, reader, settings):
        if isinstance(item, InputError):
            yield item
            continue
        # 3. Assessing: incident mentions -> incidents with ranges, parties, strike status, grade and reasons.
        try:
            incidents = assess_reading(item, scheme)
        except OnrecordError:
            raise
        except Exception as fault:  # noqa: BLE001 - a fault met in one report must not take the others with it
            yield ReadingFailed.of(fault, item.report.id)
            continue
        yield ReadReport(item, incidents)
    # 4. Publishing composes lines, tables and pages of these; the doors choose which.


def assess(
    received: Iterable[Report | InputError], settings: Settings, scheme: Scheme, reader: Reader | None = None
) -> Iterator[Reading | Incident | InputError]:
    """Read a set of reports, group them into incidents, reconcile and grade these.

    Takes what intake leaves. Gives each reading as it is made, or an error in the place of a report that could not be
    read; then the incidents, in order of their reports' ids. Neither the order of the reports nor a report that comes
    twice changes an incident. ModelError where a model or data file of the package is absent.
    """
    # 1. and 2. As in ``read``.
    readings: list[Reading] = []
    for item in _readings(received, reader or Reader(settings), settings):
        if not isinstance(item, InputError):
            readings.append(item)
        yield item
    yield from assess_groups(group(readings), scheme)
    # 4. Publishing composes lines and tables of these; the doors choose which.


def group(readings: Iterable[Reading], judged: Sequence[Judged] = ()) -> tuple[Linked, ...]:
    """Group the incident mentions of readings, new ones or such as an archive kept.

    ``judged`` says what people decided of pairs of mentions: it is followed whatever the reader and the weights are.
    """
    # 2b. Linking: incident mentions of all readings -> incidents, each with its origins and the links that made it.
    return link(readings, judged=judged)


def origins(readings: Sequence[Reading]) -> tuple[Origin, ...]:
    """Group the reports of one incident, as people put it together, by the original that they go back to."""
    return find_origins(readings)


def assess_groups(groups: Iterable[Linked], scheme: Scheme) -> Iterator[Incident]:
    """Assess incidents as they were linked, in their order."""
    # 3. Assessing: the accounts of each incident -> its ranges, parties, strike status, grade and reasons.
    for linked in groups:
        yield assess_linked(linked, scheme)


def methodology(scheme: Scheme) -> Methodology:
    """State what a scheme does, from the scheme itself: the methodology of a release."""
    return Methodology(
        scheme.name,
        scheme.title,
        tuple(NamedRule(one.name, one.title, one.text) for one in scheme.rules.values()),
        scheme.counts.vague,
        tuple(one.value for one in scheme.counts.outside_headline),
    )


def _readings(
    received: Iterable[Report | InputError], reader: Reader, settings: Settings
) -> Iterator[Reading | InputError]:
    """Read in runs of ``batch_reports``, with every error in its own place."""
    run: list[Report | InputError] = []
    for item in received:
        run.append(_not_text(item) if isinstance(item, Report) and not item.text else item)
        if len(run) >= settings.batch_reports:
            yield from _run(run, reader)
            run = []
    yield from _run(run, reader)


def _not_text(report: Report) -> NotText:
    """Name a report that intake claims no text of: an image, a film."""
    return NotText(
        f"no text to be read ({report.custody.media_type}); an archive keeps it",
        where=report.id,
        do="Write what it shows or says into a .txt file, and give that",
    )


def _run(run: list[Report | InputError], reader: Reader) -> Iterator[Reading | InputError]:
    """Read one run.

    Where the reader fails, what is left is read report by report, so that a fault stays with the report it was met in.
    """
    results: Iterator[Reading | LanguageNotRead] | None = reader.read(r for r in run if isinstance(r, Report))
    for item in run:
        if isinstance(item, InputError):
            yield item
            continue
        if results is not None:
            try:
                yield next(results)
                continue
            except OnrecordError:
                raise
            except Exception:  # noqa: BLE001 - met again below, alone, where it is named
                results = None
        try:
            yield next(reader.read([item]))
        except OnrecordError:
            raise
        except Exception as fault:  # noqa: BLE001 - as above
            yield ReadingFailed.of(fault, item.id)
