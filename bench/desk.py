"""What the review desk costs: every look-up and decision over an archive of generated reports.

    python -m bench.desk FOLDER [--reports 100000] [--rounds 40]

makes an archive in FOLDER where there is none (reports with readings of their own making, five an incident, spread
like real ones: most have a few, some fifty), fills the catalogue, and prints the time of each call: median and 95th
percentile.
Linking is not measured here (bench.incidents does): who tells of what is known from the making.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from onrecord.archive import Archive, Place, ReadingToKeep
from onrecord.archive.catalogue import Catalogue
from onrecord.assessing import Scheme, assess_reading, load_scheme
from onrecord.desk.cataloguing import make_catalogue, shown
from onrecord.desk.desk import Desk
from onrecord.desk.up_to_date import UpToDate, reading_of
from onrecord.desk.views import Bounds, Filters, IncidentView, Sort
from onrecord.errors import BadValue, UnknownSubject
from onrecord.model import (
    About,
    Act,
    AttackKind,
    Call,
    Claim,
    ClaimParty,
    Count,
    DatePrecision,
    Group,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Link,
    Linked,
    LinkedMention,
    Measure,
    Member,
    Origin,
    Reading,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Subject,
    Words,
)
from onrecord.model import Place as Where
from onrecord.publishing import compose_reading, json_line
from onrecord.settings import Settings

_TOWNS, _DAYS, _AT_ONCE = 2_000, 3_000, 2_000
_MERGES = 5
_WORDS = [
    "the",
    "market",
    "near",
    "old",
    "road",
    "witnesses",
    "said",
    "rescue",
    "workers",
    "pulled",
    "people",
    "rubble",
    "night",
    "morning",
    "streets",
    "houses",
    "smoke",
    "families",
    "fled",
    "hospital",
    "treated",
    "wounded",
    "officials",
    "statement",
    "district",
    "council",
    "power",
    "lines",
    "cut",
    "bakery",
    "school",
    "shells",
    "aircraft",
    "circled",
    "area",
    "residents",
    "told",
    "agency",
    "reporters",
    "photographs",
    "showed",
    "damage",
    "walls",
    "roof",
    "collapsed",
    "ambulance",
    "reached",
    "hours",
    "later",
    "funeral",
    "held",
    "relatives",
    "names",
    "list",
    "published",
    "monitors",
    "counted",
]
_SPEAKERS = (
    ("the civil defence", None, SpeakerKind.MEDICAL),
    ("a monitoring group", None, SpeakerKind.MONITOR),
    ("the ministry of defence", "RUSMIL", SpeakerKind.MILITARY),
    ("a resident", None, SpeakerKind.WITNESS),
    ("the provincial health office", None, SpeakerKind.MEDICAL),
)
_PARTIES = (("Russia", "RUSGOV"), ("Syria", "SYRGOV"), ("United States", "USA"), ("rebels", "SYRREB"))
_KINDS = (KindOfAttack.AIRSTRIKE, KindOfAttack.ARTILLERY, KindOfAttack.DRONE_STRIKE, KindOfAttack.ROCKET)
_COMMON, _RARE = "hospital", "Town17"


def attacks(number: int, chance: random.Random) -> Iterator[list[Reading]]:
    """Make readings up, attack by attack, until there are so many reports."""
    towns = [(f"Town{k}", chance.uniform(32.5, 37), chance.uniform(36, 42)) for k in range(_TOWNS)]
    made = 0
    while made < number:
        size = min(number - made, max(1, min(60, round(chance.lognormvariate(1.1, 1.0)))))
        town, day = chance.choice(towns), date(2014, 1, 1) + timedelta(chance.randrange(_DAYS))
        kind, party, killed = chance.choice(_KINDS), chance.choice(_PARTIES), chance.randrange(1, 40)
        yield [_reading(made + k, town, day, kind, party, killed, chance) for k in range(size)]
        made += size


def _reading(
    number: int,
    town: tuple[str, float, float],
    day: date,
    kind: KindOfAttack,
    party: tuple[str, str],
    killed: int,
    chance: random.Random,
) -> Reading:
    name, code, speaker_kind = chance.choice(_SPEAKERS)
    dead, hurt = max(1, killed + chance.randrange(-3, 4)), chance.randrange(60)
    sentences = [
        f"{dead} people were killed in {town[0]} when a strike hit the town on {day.isoformat()}, {name} said.",
        f"{name.capitalize()} blamed {party[0]} for it, report {number}.",
        f"Another {hurt} people were injured.",
        *(" ".join(chance.choices(_WORDS, k=14)).capitalize() + "." for _ in range(12)),
    ]
    text = " ".join(sentences)
    report = Report(
        f"generated/{number}.txt",
        "0" * 64,
        text,
        title=f"Strike on {town[0]}, {dead} dead",
        publisher=f"Outlet {chance.randrange(300)}",
        published=(day + timedelta(chance.randrange(3))).isoformat(),
        language=chance.choice(("en", "en", "ar")),
    )

    def words(part: str) -> Words:
        start = text.index(part)
        return Words.cut(text, [(start, start + len(part))])

    at = words(name)
    speaker = Speaker(at, name, code, speaker_kind)
    counts = (
        Count(
            f"{report.key}:n1",
            Measure.KILLED,
            Group.PEOPLE,
            dead,
            dead,
            words(f"{dead} people"),
            claim=f"{report.key}:c1",
        ),
        Count(f"{report.key}:n2", Measure.INJURED, Group.PEOPLE, hurt, hurt, words(f"{hurt} people were injured")),
    )
    claims = (
        Claim(f"{report.key}:c1", speaker, words("said"), words(f"{dead} people were killed"), Act.REPORT, score=0.9),
        Claim(
            f"{report.key}:c2",
            speaker,
            words("blamed"),
            words(f"blamed {party[0]} for it"),
            Act.ACCUSE,
            (ClaimParty(*party, Role.ACCUSED),),
            score=chance.random(),
        ),
    )
    struck = words("strike")
    mention = IncidentMention(
        f"{report.key}:i1",
        main=True,
        kind=AttackKind(kind, struck),
        date=IncidentDate(day, day, DatePrecision.DAY, words(day.isoformat())),
        place=Where(town[0], words(town[0]), "SY", town[1], town[2], 3.0, f"made-up:{town[0]}"),
        claims=tuple(one.id for one in claims),
        counts=tuple(one.id for one in counts),
    )
    return Reading(report, claims, counts, (), (mention,))


def make(place: Place, number: int, settings: Settings) -> None:
    """Make the archive and its catalogue."""
    scheme = load_scheme(settings.scheme)
    began = time.perf_counter()
    groups: list[list[str]] = []
    with Archive.init(place, "bench") as archive:
        waiting: list[list[Reading]] = []
        for attack in attacks(number, random.Random(7)):
            waiting.append(attack)
            if sum(map(len, waiting)) >= _AT_ONCE:
                groups += _keep(archive, waiting, scheme)
                waiting = []
        groups += _keep(archive, waiting, scheme)
        _say("archive made", began)
        began = time.perf_counter()
        standing = archive.standing_of()
        loaded = {key: reading_of(key, report, line) for key, report, line in archive.latest_readings()}
        linked = [_linked([loaded[key] for key in group]) for group in groups]
        members = [[Member.of(key, loaded[key].incidents[0]) for key in group] for group in groups]
        settled = archive.settle_incidents("bench", members, archive.last_reading())
        now = UpToDate(
            tuple(
                Linked(name, one.mentions, one.origins, one.links)
                for name, one in zip(settled.ids, linked, strict=True)
            ),
            as_of=archive.last_reading(),
            names={key: reading.report.id for key, reading in loaded.items()},
        )
        _say(f"{len(groups)} incidents settled", began)
        began = time.perf_counter()
        catalogue = Catalogue(place)
        catalogue.put_in_place(
            make_catalogue(catalogue, archive, now, shown(standing, now, archive.standing_of()), scheme)
        )
        catalogue.close()
        _say(f"catalogue made, {place.catalogue.stat().st_size >> 20} MB", began)


def _keep(archive: Archive, found: list[list[Reading]], scheme: Scheme) -> list[list[str]]:
    every = [one for attack in found for one in attack]
    with archive.receiving("bench") as receiving:
        for one in every:
            receiving.keep(one.report.id, BytesIO(one.report.text.encode())).close()
            receiving.add(one.report)
        keys = [one.report for one in receiving.commit() if one.report]
    run = archive.begin_run("bench", {"version": 1})
    lines = (json_line(compose_reading(one, assess_reading(one, scheme), with_text=False)) for one in every)
    archive.keep_readings("bench", run, [ReadingToKeep(key, line) for key, line in zip(keys, lines, strict=True)])
    left = iter(keys)
    return [[next(left) for _ in attack] for attack in found]


def _linked(readings: list[Reading]) -> Linked:
    mentions = tuple(LinkedMention(one, one.incidents[0]) for one in sorted(readings, key=lambda one: one.report.id))
    origins = tuple(Origin((one.reading.report.id,), "no other report is a copy of it") for one in mentions)
    links = tuple(Link(mentions[0].ref, one.ref, 0.9) for one in mentions[1:])
    return Linked("", mentions, origins, links)


class Timing:
    """Seconds of each call."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    def time(self, name: str, call: Callable[[], object]) -> None:
        """Call, and note how long it took."""
        began = time.perf_counter()
        with suppress(BadValue, UnknownSubject):
            call()
        self.seconds.setdefault(name, []).append(time.perf_counter() - began)


def looks(desk: Desk, rounds: int, chance: random.Random) -> Timing:
    """Time every look-up and decision."""
    timing = Timing()
    timing.time("first queue", lambda: desk.queue(Filters()))
    found = desk.queue(Filters(), 1, 1_000).rows
    large = desk.queue(Filters(sort=Sort.REPORTS), 1, 50).rows
    asked = {
        "queue": Filters(),
        "queue, by day": Filters(date_from=date(2016, 1, 1), date_to=date(2016, 6, 30), sort=Sort.NEWEST),
        "queue, by party and place": Filters(party="Russia", place="Town1", kind="airstrike"),
        "queue, with words": Filters(words=_RARE),
        "queue, with a common word": Filters(words=_COMMON),
        "queue, by publisher": Filters(publisher="Outlet 17"),
    }
    boxes = {
        "overview": Filters(),
        "overview of a box": Filters(bounds=Bounds(34, 38, 34.5, 38.5)),
        "overview of a year": Filters(date_from=date(2016, 1, 1), date_to=date(2016, 12, 31)),
    }
    for number in range(rounds):
        for name, filters in asked.items():
            timing.time(name, partial(desk.queue, filters, 1 + number % 40))
        for name, filters in boxes.items():
            timing.time(name, partial(desk.overview, filters))
        timing.time("search, rare word", partial(desk.search, _RARE, Filters()))
        timing.time("search, common words", partial(desk.search, f"{_COMMON} killed", Filters()))
        few = Filters(language="ar", publisher="Outlet 17")
        timing.time("search, filtered", partial(desk.search, _COMMON, few))
        some, big = chance.choice(found), chance.choice(large)
        timing.time("incident", partial(desk.incident, some.id))
        timing.time("incident of 40 to 60 reports", partial(desk.incident, big.id))
        view, heavy = desk.incident(some.id), desk.incident(big.id)
        if view is None or heavy is None:
            continue
        timing.time("report", partial(desk.report, view.reports[0].key))
        timing.time("decisions since", partial(desk.decisions_since, view.id, 0))
        timing.time("recent", desk.recent)
        timing.time("identity", desk.identity)
        timing.time("decide a value", partial(_decide, desk, view, About.GRADE))
        timing.time("decide a count", partial(_decide, desk, view, About.COUNT))
        timing.time("decide a count of 40 to 60 reports", partial(_decide, desk, heavy, About.COUNT))
        timing.time("queue after a decision", partial(desk.queue, Filters()))
        if number < _MERGES:
            one, other = found[-1 - 2 * number].id, found[-2 - 2 * number].id
            timing.time("merge", partial(desk.merge, "bench", one, other, "", seen=10**9))
            timing.time("undo a merge", partial(desk.undo, "bench", _last_link(desk, one), anybody=True))
    return timing


def _decide(desk: Desk, view: IncidentView, about: About) -> None:
    if about is About.GRADE:
        desk.decide("bench", Subject(about, view.id), Call.CORRECT, {"value": "fair"}, seen=10**9)
        return
    count = view.incident["counts"][0]
    key = next(one.key for one in view.reports if one.id == count["report"])
    subject = Subject(about, view.id, key, count["id"])
    desk.decide("bench", subject, Call.CORRECT, {"low": 1, "high": 9}, seen=10**9)


def _last_link(desk: Desk, incident: str) -> int:
    view = desk.incident(incident)
    return max((one.entry for one in view.links), default=0) if view else 0


def _say(what: str, began: float) -> None:
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)


def main() -> None:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--reports", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=40)
    given = asked.parse_args()
    settings, place = Settings(), Place(given.folder)
    if not place.sqlite.exists():
        make(place, given.reports, settings)
    began = time.perf_counter()
    with Desk.open(place, settings) as desk:
        _say("desk opened", began)
        found = desk.identity()
        print(json.dumps({"reports": found.reports, "incidents": found.incidents, "freshness": found.freshness}))
        timing = looks(desk, given.rounds, random.Random(1))
    for name, seconds in timing.seconds.items():
        late = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        print(f"{name:<36} median {statistics.median(seconds) * 1000:8.1f} ms   95th {late * 1000:8.1f} ms")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()
