"""The journey of a batch: order, and a fault that stays with the report it was met in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import flow
from onrecord.assessing import load_scheme
from onrecord.errors import EmptyInput, InputError, LanguageNotRead, ModelError, ReadingFailed
from onrecord.model import Reading, Report
from onrecord.settings import Settings

GOOD, FAULT, ELSEWHERE, UNREAD = "good", "fault", "another language", "not received"


class FakeReader:
    """Reads what is good; ends, as a generator does, at the first fault of a batch."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read(self, reports: Iterable[Report]) -> Iterator[Reading | LanguageNotRead]:
        reports = list(reports)
        self.batches.append(len(reports))
        for report in reports:
            if report.text == FAULT:
                raise RuntimeError("a fault")
            yield LanguageNotRead("no", where=report.id) if report.text == ELSEWHERE else Reading(report)


def kinds(items: list[str], settings: Settings, reader: FakeReader) -> list[str]:
    received = (
        EmptyInput("empty", where=str(n)) if item == UNREAD else Report(id=str(n), sha256="", text=item)
        for n, item in enumerate(items)
    )
    out = list(flow.read(received, settings, load_scheme("airwars"), reader))
    assert [one.where if isinstance(one, InputError) else one.reading.report.id for one in out] == [
        str(n) for n in range(len(items))
    ]
    return [one.kind if isinstance(one, InputError) else "read" for one in out]


@given(st.lists(st.sampled_from([GOOD, GOOD, FAULT, ELSEWHERE, UNREAD]), max_size=40), st.integers(1, 9))
def test_each_has_its_result_in_its_place(items, batch_reports):
    wanted = {GOOD: "read", FAULT: "reading-failed", ELSEWHERE: "language", UNREAD: "empty"}
    assert kinds(items, Settings(batch_reports=batch_reports), FakeReader()) == [wanted[item] for item in items]


def test_reports_are_read_in_batches():
    reader = FakeReader()
    kinds([GOOD] * 20, Settings(batch_reports=16), reader)
    assert [size for size in reader.batches if size] == [16, 4]


def test_results_come_as_soon_as_a_batch_is_full():
    taken = []

    def received() -> Iterator[Report]:
        for number in range(10):
            taken.append(number)
            yield Report(id=str(number), sha256="", text=GOOD)

    results = flow.read(received(), Settings(batch_reports=4), load_scheme("airwars"), FakeReader())
    next(results)
    assert taken == [0, 1, 2, 3]


def test_a_fault_in_assessing_stays_with_its_report(monkeypatch):
    def fail(reading, _scheme):
        if reading.report.id == "1":
            raise KeyError("a rule")
        return ()

    monkeypatch.setattr(flow, "assess_reading", fail)
    assert kinds([GOOD] * 3, Settings(), FakeReader()) == ["read", "reading-failed", "read"]


def test_a_missing_model_ends_the_run():
    class WithoutModel(FakeReader):
        def read(self, reports):
            raise ModelError("none")
            yield

    with pytest.raises(ModelError):
        kinds([GOOD], Settings(), WithoutModel())


def test_the_cause_of_a_fault_is_kept():
    (failed,) = flow.read([Report(id="a", sha256="", text=FAULT)], Settings(), load_scheme("airwars"), FakeReader())
    assert isinstance(failed, ReadingFailed)
    assert isinstance(failed.__cause__, RuntimeError)
    assert "a: a fault of onrecord (RuntimeError: a fault)" in str(failed)
