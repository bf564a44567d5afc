"""Which languages are read, and by which package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from onrecord.errors import LanguageNotRead
from onrecord.model import Reading, Report
from onrecord.settings import Settings

LANGUAGES: dict[str, str] = {
    "ar": "onrecord.reading.ar.reader:ArabicReader",
    "en": "onrecord.reading.en.reader:EnglishReader",
}
"""Primary language subtag -> the class that reads it, imported when the first such report comes."""


class LanguageReader(Protocol):
    """What a language package offers."""

    def __init__(self, settings: Settings) -> None:
        """Load the models and lexicons. ModelError where one is absent or damaged."""

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read each report by itself, in the order given, one reading a report.

        A reading depends on its report and on the reader's version alone, never on the reports beside it.
        """
        ...


class Reader:
    """Reads reports in any language that has a package."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: dict[str, LanguageReader] = {}

    def _language(self, report: Report) -> LanguageReader:
        subtag = (report.language or "und").split("-")[0].lower()
        if subtag not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            raise LanguageNotRead(
                f"language not read yet: {report.language or 'unknown'}",
                where=report.id,
                do=f"Languages read: {known}. If it is one of them, name it with --language",
            )
        if subtag not in self._loaded:
            module, name = LANGUAGES[subtag].split(":")
            self._loaded[subtag] = cast("LanguageReader", getattr(import_module(module), name)(self._settings))
        return self._loaded[subtag]

    def read(self, reports: Iterable[Report]) -> Iterator[Reading | LanguageNotRead]:
        """Read reports in the order given; a report in a language not read gives the error in its place."""
        run: list[Report] = []
        reader: LanguageReader | None = None
        for report in reports:
            try:
                its = self._language(report)
            except LanguageNotRead as error:
                if reader and run:
                    yield from reader.read(run)
                    run = []
                yield error
                continue
            if reader is not its or len(run) >= self._settings.batch_reports:
                if reader and run:
                    yield from reader.read(run)
                reader, run = its, []
            run.append(report)
        if reader and run:
            yield from reader.read(run)
