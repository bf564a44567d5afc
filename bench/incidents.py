"""What it costs to bring an archive's incidents up to date, beside reading: generated reports, then some more.

    python -m bench.incidents FOLDER 10000 1000

makes an archive in FOLDER, keeps readings of 10,000 generated reports in it, settles their incidents, adds 1,000 and
does so again; prints seconds and memory. Four reports tell of an attack on average, in 400 towns over four years.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord.archive import Archive, Place, ReadingToKeep
from onrecord.assessing import Scheme, assess_reading, load_scheme
from onrecord.cli.messages import Messages
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.model import (
    AttackKind,
    Count,
    DatePrecision,
    Group,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Measure,
    Reading,
    Report,
    Words,
)
from onrecord.model import Place as Where
from onrecord.publishing import compose_reading, json_line
from onrecord.settings import Settings

_DAYS, _TOWNS, _PER_ATTACK, _AT_ONCE = 1_500, 400, 4, 1_000


def readings(number: int, attacks: int, chance: random.Random) -> Iterator[Reading]:
    """Make readings up, each of one attack."""
    towns = [(f"Town{k}", chance.uniform(32.5, 37), chance.uniform(36, 42)) for k in range(_TOWNS)]
    known = [(chance.choice(towns), chance.randrange(_DAYS), chance.randrange(1, 30)) for _ in range(attacks)]
    for count in range(number):
        (town, lat, lon), day, killed = chance.choice(known)
        filler = " ".join(f"w{chance.randrange(3_000)}" for _ in range(100))
        yield _reading(f"r{count}", town, (lat, lon), date(2020, 1, 1) + timedelta(day), killed, filler)


def _reading(name: str, town: str, at: tuple[float, float], day: date, killed: int, filler: str) -> Reading:
    text = f"{killed} people died in {town} when jets struck; {name} {filler}"
    report = Report(name, "0" * 64, text, published=(day + timedelta(1)).isoformat(), language="en")
    words = Words.cut(text, [(0, len(str(killed)) + 7)])
    number = Count(f"{report.key}:n1", Measure.KILLED, Group.PEOPLE, killed, killed, words)
    mention = IncidentMention(
        f"{report.key}:i1",
        main=True,
        kind=AttackKind(KindOfAttack.AIRSTRIKE, words),
        date=IncidentDate(day, day, DatePrecision.DAY, words),
        place=Where(town, words, "SY", *at, 3.0, f"made-up:{town}"),
        counts=(number.id,),
    )
    return Reading(report, counts=(number,), incidents=(mention,))


def main() -> None:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("reports", type=int)
    asked.add_argument("more", type=int)
    given = asked.parse_args()
    settings = Settings()
    scheme = load_scheme(settings.scheme)
    total = given.reports + given.more
    made = readings(total, total // _PER_ATTACK, random.Random(4))
    with Archive.init(Place(given.folder), "bench") as archive:
        for label, number in (("first", given.reports), ("with more", given.more)):
            _keep(archive, [next(made) for _ in range(number)], scheme)
            wall, cpu = time.perf_counter(), time.process_time()
            now = bring_up_to_date(archive, By("bench", settings, scheme, {}), Messages(), read=False)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{label}: {now.readings} readings, {len(now.incidents)} incidents, {wall:.1f} s, {cpu:.1f} s of the "
                f"processor, {memory} MB, {dict(now.changes or {})}"
            )


def _keep(archive: Archive, found: list[Reading], scheme: Scheme) -> None:
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        with archive.receiving("bench") as receiving:
            for one in some:
                receiving.keep(one.report.id, io.BytesIO(one.report.text.encode())).close()
                receiving.add(one.report)
            keys = [one.report for one in receiving.commit() if one.report]
        run = archive.begin_run("bench", {"version": 1})
        lines = [json_line(compose_reading(one, assess_reading(one, scheme), with_text=False)) for one in some]
        archive.keep_readings("bench", run, [ReadingToKeep(key, line) for key, line in zip(keys, lines, strict=True)])


if __name__ == "__main__":
    main()
