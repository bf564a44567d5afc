"""Reports made up for tests of custody, and ways of putting them into an archive."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from onrecord.archive import Acknowledged, Archive, Place, ReadingToKeep
from onrecord.errors import BinaryInput, InputError
from onrecord.model import Report

TEXT = "Medics in the town of Karzal said that {} people were killed when shells fell on the market on Monday."


def report(number: int, text: str | None = None) -> Report:
    """Make a report up."""
    said = TEXT.format(number) if text is None else text
    return Report(
        id=f"report-{number}.txt",
        sha256=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(),
        text=said,
        title=f"Shelling {number}",
        publisher="The Karzal Courier",
        published="2021-05-03",
        language="en",
        notes=("Read as UTF-8.",),
    )


def bytes_of(one: Report) -> bytes:
    """Give the bytes that a report made up would have been read from."""
    return one.text.encode("utf-8", "surrogatepass")


def receive(archive: Archive, reports: Iterable[Report | InputError], who: str = "mira") -> list[Acknowledged]:
    """Receive reports, each in a file of its own, as one batch."""
    with archive.receiving(who) as receiving:
        for one in reports:
            if isinstance(one, InputError):
                receiving.keep(one.where or "unnamed", io.BytesIO(b"\x00\x01" + str(one).encode()))
            else:
                receiving.keep(one.id, io.BytesIO(bytes_of(one)))
            receiving.add(one)
        return receiving.commit()


def small(place: Place, reports: int = 8) -> list[Acknowledged]:
    """Make an archive that holds something in every table."""
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(number) for number in range(reports)])
        done += receive(archive, [report(0), BinaryInput("no text", where="photo.jpg")], who="Юлия")
        run = archive.begin_run("mira", {"onrecord": "0", "lexicons": "abc"})
        keys = [one.report for one in done if one.report and one.new_report]
        read = [ReadingToKeep(key, '{"claims": [], "counts": []}') for key in keys[:-1]]
        archive.keep_readings("mira", run, [*read, ReadingToKeep(keys[-1], None, "a language not read yet")])
        archive.judge("mira", "claim", f"{keys[0]}:c1", {"accepted": True})
        archive.record_release("mira", "jsonl", "/media/stick", "0" * 64)
        archive.order_deletion("mira", done[0].sha256, "asked by the family", "the board")
        return done


def files_of(place: Place) -> list[Path]:
    """Give every kept file."""
    return sorted(path for path in place.files.rglob("*") if path.is_file())
