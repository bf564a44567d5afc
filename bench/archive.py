"""Custody under stress: changes that must be found, writers that are killed, and the cost of it all.

Each command prints its figures as JSON and ends with 1 where one misses its mark:

    python bench/archive.py tamper [--changes 2000] [--seed 1]
    python bench/archive.py kill   [--kills 200] [--seed 1]
    python bench/archive.py scale  [--reports 100000]

Without a command, all three, smaller.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "archive"))

import postgresql
from killing import Killing
from material import small
from tampering import Tampering

from onrecord.archive import Archive, Place, verify
from onrecord.cli.custody import add
from onrecord.intake import IntakeOptions
from onrecord.settings import Settings

_TURNS = 10
"""Folders of 2,000 files that are also written, synced and hashed bare."""
_WORDS = (
    "the a of in on at near after before witnesses said that shells fell market town hospital killed injured",
    "people children Monday morning officials denied responsibility medics rescue workers building street strike",
)


def tamper(changes: int, seed: int) -> bool:
    """Change copies of a small archive at random; all must be found and named, and the original never accused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(folder / "archive")
        small(place, reports=12)
        with Archive.open(place) as archive:
            head = archive.head()
        tampering = Tampering(place, head, folder, seed)
        drawn = random.Random(seed)
        tried: Counter[str] = Counter()
        missed: list[str] = []
        unnamed: list[str] = []
        accused = 0
        for number in range(changes):
            way = drawn.choice(list(tampering.ways))
            found, named, said = tampering.one(way)
            tried[way] += 1
            if not found:
                missed.append(said)
            elif not named:
                unnamed.append(said)
            if number % 20 == 0:
                accused += not verify(place, head).sound
        return _told(
            not missed and not unnamed and not accused,
            changes=changes,
            seed=seed,
            found=changes - len(missed),
            named=changes - len(missed) - len(unnamed),
            untouched_verified=(changes + 19) // 20,
            untouched_accused=accused,
            ways=dict(sorted(tried.items())),
            missed=missed[:5],
            unnamed=unnamed[:5],
        )


def kill(kills: int, seed: int) -> bool:
    """Kill writers on both databases; the archive must open, verify and hold all that was acknowledged."""
    figures = {}
    sound = True
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = {"sqlite": lambda name: Place.of(str(folder / name))}
        if postgresql.programs():
            running = stack.enter_context(postgresql.server(synced=True))
            places["postgresql"] = lambda name: Place.of(running.database(folder / f"pg-{name}"))
        for database, new_place in places.items():
            each = kills // len(places)
            killing = Killing(new_place, seed)
            try:
                killing.adds(each // 2)
                killing.migrations(each // 4)
                killing.deletions(each // 5)
                killing.makings(each - each // 2 - each // 4 - each // 5)
                lost = ""
            except AssertionError as error:
                lost, sound = str(error) or repr(error), False
            figures[database] = {
                "kills": each,
                "met_their_writer": killing.landed,
                "acknowledged": killing.acknowledged,
                "lost": lost,
            }
    return _told(sound, seed=seed, **figures)


def scale(reports: int) -> bool:
    """Add files of 3 kB, verify and look up; each against the bare work, in the same run.

    Bare work and the archive's take turns, so that what else the machine does weighs on both; and nothing is deleted
    on the way, since ext4 without a journal makes new files slowly for minutes after many were deleted.
    """
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        given = folder / "given"
        _make(given, reports)
        place = Place(folder / "archive")
        Archive.init(place, "bench").close()
        parts = sorted(given.iterdir())
        turns = set(parts[:: max(1, len(parts) // _TURNS)])
        memory: list[int] = []
        bare_files, bare, adding = 0, 0.0, -time.perf_counter()
        sink = io.StringIO()
        with Archive.open(place, who="bench") as archive, contextlib.redirect_stderr(sink):
            for part in parts:
                if part in turns:
                    adding += time.perf_counter()
                    files, seconds = _bare(folder / "bare" / part.name, part)
                    bare_files, bare = bare_files + files, bare + seconds
                    adding -= time.perf_counter()
                with contextlib.redirect_stdout(_Nowhere()):
                    code = add(
                        archive,
                        [str(part)],
                        IntakeOptions(language="en"),
                        Settings(),
                        who="bench",
                        form="table",
                        reading=None,
                    )
                assert code == 0, sink.getvalue()[-500:]
                memory.append(_resident())
        adding += time.perf_counter()
        sums = [_sums(place, reports)]
        began = time.perf_counter()
        result = verify(place)
        verified = time.perf_counter() - began
        sums.append(_sums(place, reports))
        assert result.sound
        assert result.files == reports
        looked = _look_up(place)
        ratio, share = (reports / adding) / (bare_files / bare), statistics.mean(sums) / verified
        flat = memory[-1] <= memory[0] * 1.2 + 20
        return _told(
            ratio >= 0.5 and share >= 0.6 and looked["slowest_of_99_in_100_ms"] < 5 and flat,
            reports=reports,
            bare_files_a_second=round(bare_files / bare),
            added_a_second=round(reports / adding),
            of_bare=round(ratio, 2),
            memory_mb_on_the_way=memory[:: max(1, len(memory) // 8)],
            verified_a_second=round(reports / verified),
            sha256sum_a_second=[round(reports / one) for one in sums],
            verify_of_sha256sum=round(share, 2),
            database_mb=round(place.sqlite.stat().st_size / 1e6),
            **looked,
        )


def _make(given: Path, reports: int) -> None:
    drawn = random.Random(1)
    words = " ".join(_WORDS).split()
    for number in range(reports):
        part = given / f"{number // 2_000:04d}"
        if number % 2_000 == 0:
            part.mkdir(parents=True)
        text = f"{number} " + " ".join(drawn.choices(words, k=520))
        (part / f"{number:06d}.txt").write_text((text + " ")[:3_000].ljust(3_000, "."))


def _bare(folder: Path, given: Path) -> tuple[int, float]:
    """Write, sync and hash the files of a folder one by one; gives their number and the seconds."""
    data = [path.read_bytes() for path in sorted(given.iterdir())]
    folder.mkdir(parents=True)
    began = time.perf_counter()
    for number, one in enumerate(data):
        handle = os.open(folder / str(number), os.O_WRONLY | os.O_CREAT)
        os.write(handle, one)
        os.fsync(handle)
        os.close(handle)
        hashlib.sha256(one).hexdigest()
    return len(data), time.perf_counter() - began


def _sums(place: Place, reports: int) -> float:
    """Let sha256sum hash the files of the archive; gives the seconds."""
    began = time.perf_counter()
    summed = subprocess.run(
        f"find {place.files} -type f -print0 | xargs -0 sha256sum | wc -l",
        shell=True,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(summed.stdout) == reports
    return time.perf_counter() - began


def _look_up(place: Place) -> dict[str, float]:
    with Archive.open(place) as archive:
        keys = [key for number, (key, _) in enumerate(archive.reports()) if number % 97 == 0]
        drawn = random.Random(2)
        times = []
        for key in drawn.choices(keys, k=500):
            began = time.perf_counter()
            assert archive.report(key)
            times.append((time.perf_counter() - began) * 1000)
    return {
        "look_up_ms": round(statistics.median(times), 2),
        "slowest_of_99_in_100_ms": round(statistics.quantiles(times, n=100)[98], 2),
    }


def _resident() -> int:
    """Give this process's memory in MB: what is resident now, not the peak."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


class _Nowhere(io.StringIO):
    def write(self, text: str) -> int:
        return len(text)


def _told(ok: bool, **figures: object) -> bool:  # noqa: FBT001
    print(json.dumps({"ok": ok} | figures, indent=1, ensure_ascii=False))
    return ok


def main() -> int:
    """Run the command given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="?", choices=["tamper", "kill", "scale"])
    parser.add_argument("--changes", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    small_run = given.command is None
    ok = True
    if given.command in {None, "tamper"}:
        ok &= tamper(given.changes or (200 if small_run else 2_000), given.seed)
    if given.command in {None, "kill"}:
        ok &= kill(given.kills or (20 if small_run else 200), given.seed)
    if given.command in {None, "scale"}:
        ok &= scale(given.reports or (4_000 if small_run else 100_000))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
