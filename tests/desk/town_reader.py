"""A reader of made-up reports in one pattern, without a model; and a newer one, which numbers and cuts otherwise."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from onrecord.archive import Archive, Place, ReadingToKeep
from onrecord.assessing import assess_reading, load_scheme
from onrecord.desk.desk import Desk
from onrecord.desk.views import JobState, JobView
from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    ClaimParty,
    Count,
    DatePrecision,
    Group,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Measure,
    Reading,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Words,
)
from onrecord.model import Place as Where
from onrecord.publishing import compose_reading, json_line
from onrecord.settings import Settings

SCHEME = load_scheme("airwars")
TOWNS = {"Karzal": (35.1, 37.2), "Orbana": (36.4, 40.9), "Tirgan": (33.2, 36.1)}
_PATTERN = re.compile(
    r"(?P<killed>\d+) people were killed in (?P<town>\w+) on (?P<day>\S+) when jets struck, "
    r"(?P<speaker>[\w ]+?) (?P<cue>said)\. "
    r"(?P<injured>\d+) people were injured\. It (?P<blames>blamed the army)\."
)


def told(town: str, day: str, killed: int, speaker: str = "the relief corps", injured: int = 5, more: str = "") -> str:
    """Write a report of an attack."""
    return (
        f"{killed} people were killed in {town} on {day} when jets struck, {speaker} said. "
        f"{injured} people were injured. It blamed the army. {more}"
    ).strip()


class TownReader:
    """Satisfies what jobs ask of a reader."""

    def __init__(self, *, newer: bool = False) -> None:
        self.newer = newer

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            yield self._one(report)

    def _one(self, report: Report) -> Reading:
        found = _PATTERN.search(report.text)
        if found is None:
            return Reading(report)

        def words(name: str, end: str | None = None) -> Words:
            return Words.cut(report.text, [(found.start(name), found.end(end or name))])

        ids = ("c7", "c8", "n7", "n8") if self.newer else ("c1", "c2", "n1", "n2")
        says, blames, dead, hurt = (f"{report.key}:{one}" for one in ids)
        speaker = Speaker(words("speaker"), found["speaker"], None, SpeakerKind.NGO)
        # The newer reader takes a shorter stretch for the same claim.
        said = Words.cut(report.text, [(found.start("killed"), found.end("town" if self.newer else "day"))])
        killed, injured = int(found["killed"]), int(found["injured"])
        counts = (
            Count(dead, Measure.KILLED, Group.PEOPLE, killed, killed, words("killed"), claim=says),
            Count(hurt, Measure.INJURED, Group.PEOPLE, injured, injured, words("injured")),
        )
        army = ClaimParty("the army", "SYRMIL", Role.ACCUSED)
        claims = (
            Claim(says, speaker, words("cue"), said, Act.REPORT),
            Claim(blames, speaker, None, words("blames"), Act.ACCUSE, (army,)),
        )
        if self.newer:
            claims, counts = claims[::-1], counts[::-1]
        day = date.fromisoformat(found["day"])
        lat, lon = TOWNS[found["town"]]
        mention = IncidentMention(
            f"{report.key}:i1",
            main=True,
            kind=AttackKind(KindOfAttack.AIRSTRIKE, Words.cut(report.text, [found.span("town")])),
            date=IncidentDate(day, day, DatePrecision.DAY, words("day")),
            place=Where(found["town"], words("town"), "SY", lat, lon, 3.0, f"made-up:{found['town']}"),
            claims=tuple(one.id for one in claims),
            counts=tuple(one.id for one in counts),
        )
        return Reading(report, claims, counts, incidents=(mention,))


REPORTS = [
    told("Karzal", "2021-05-03", 12),
    told(
        "Karzal", "2021-05-03", 14, "a doctor of the town", 7, "Windows broke three streets away, and the bakery shut."
    ),
    told("Karzal", "2021-05-03", 9, "the night watch", 6, "Lorries had stood there since noon; nobody claimed them."),
    told("Orbana", "2021-08-20", 30, "the water board", 11, "The pump house had been rebuilt in spring."),
    told("Orbana", "2021-08-20", 28, "the teachers' league".replace("'", ""), 10, "Lessons had ended an hour before."),
    told("Tirgan", "2022-02-11", 3, "the shepherds council", 1, "Ein Café <b>brannte</b> aus."),
]


def opened(folder: Path, reports: list[str] | None = None, place: Place | None = None) -> Desk:
    """Open a desk on a new archive that holds reports, all read."""
    place = place or Place(folder / "archive")
    Archive.init(place, "mira").close()
    desk = Desk.open(place, Settings(who="mira"), reader=TownReader())  # type: ignore[arg-type]
    files = []
    for number, text in enumerate(reports if reports is not None else REPORTS):
        path = folder / f"kept-{number}"
        path.write_text(text, "utf-8")
        files.append((f"report-{number}.txt", path))
    ended(desk, desk.add_files("mira", files).number)
    return desk


def ended(desk: Desk, number: int) -> JobView:
    """Wait until a job has ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        found = desk.job(number)
        assert found is not None
        if found.state in {JobState.DONE, JobState.FAILED}:
            return found
        time.sleep(0.02)
    raise AssertionError(f"job {number} does not end")


def read_by_newer(place: Place, change: Callable[[Reading], Reading] | None = None) -> None:
    """Keep what a newer reader finds in every report: what `change` makes of the older reader's, where it is given."""
    reader = TownReader(newer=change is None)
    with Archive.open(place, who="mira") as archive:
        run = archive.begin_run("mira", {"version": "newer"})
        kept = []
        for key, report in archive.reports():
            reading = next(reader.read([report]))
            reading = change(reading) if change else reading
            line = json_line(compose_reading(reading, assess_reading(reading, SCHEME), with_text=False))
            kept.append(ReadingToKeep(key, line))
        archive.keep_readings("mira", run, kept)
