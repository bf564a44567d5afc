"""Writers killed at random moments, in processes of their own."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import time
from collections.abc import Callable

from material import bytes_of, receive, report
from older import of_step_2

from onrecord.archive import Archive, Place, verify
from onrecord.archive.store import path_of

BATCHES, PER_BATCH = 12, 4


class Killing:
    """Kills writers of archives and looks at what they left; every method gives how many kills fell on live writers."""

    def __init__(self, new_place: Callable[[str], Place], seed: int) -> None:
        self._new_place = new_place
        self._random = random.Random(seed)
        self._number = 0
        self.landed = 0
        """Kills that met their writer at work."""
        self.acknowledged = 0
        """Reports acknowledged by writers, killed or not."""

    def adds(self, kills: int) -> None:
        """Kill writers that add batch after batch to one archive; all that they acknowledged must be there."""
        place = self._place()
        Archive.init(place, "mira").close()
        kept: dict[str, str] = {}
        longest = 0.3
        for _ in range(kills):
            start = self._number * 10_000
            self._number += 1
            said, took = self._killed(lambda tell, start=start: _add(place, start, tell), longest)
            longest = max(longest, took)
            kept |= said
            self._check(place, kept)
        self.acknowledged += len(kept)

    def migrations(self, kills: int) -> None:
        """Kill migrations of an archive with reports in it; it must open, with all of them, at either step."""
        longest = 0.05
        for _ in range(kills):
            place = self._place()
            done = of_step_2(place, 3)
            kept = {one.report: report(number).text for number, one in enumerate(done[1::2])}
            _, took = self._killed(lambda tell, place=place: Archive.open(place, who="otto").close(), longest)
            longest = max(longest, took)
            Archive.open(place, who="otto").close()
            self._check(place, kept)

    def deletions(self, kills: int) -> None:
        """Kill those who carry out deletion orders; the next writer finishes, and nothing else is lost."""
        longest = 0.1
        for _ in range(kills):
            place = self._place()
            with Archive.init(place, "mira") as archive:
                done = receive(archive, [report(number) for number in range(4)])
                orders = [archive.order_deletion("otto", one.sha256, "asked", "the board") for one in done[:4:2]]
            kept = {one.report: report(number).text for number, one in enumerate(done[1::2]) if number > 1}
            _, took = self._killed(lambda tell, place=place, orders=orders: _delete(place, orders), longest)
            longest = max(longest, took)
            self._check(place, kept)
            with Archive.open(place, who="otto") as archive:
                assert all(one.finished or one.entry is None for one in archive.deletions())
                archive.carry_out("otto", *orders)
            self._check(place, kept)
            assert not any(path_of(place.files, one.sha256).exists() for one in done[:4:2])

    def makings(self, kills: int) -> None:
        """Kill writers that make an archive; it is there, or can be made."""
        for _ in range(kills):
            place = self._place()
            self._killed(lambda tell, place=place: Archive.init(place, "mira").close(), 0.3)
            try:
                Archive.open(place).close()
            except Exception:  # noqa: BLE001 - whatever a half-made archive says, it can be made
                Archive.init(place, "mira").close()
            self._check(place, {})

    def _place(self) -> Place:
        self._number += 1
        return self._new_place(f"killed-{self._number}")

    def _check(self, place: Place, kept: dict[str, str]) -> None:
        result = verify(place)
        assert result.findings == [], [str(one) for one in result.findings]
        with Archive.open(place, who="mira") as archive:
            held = {key: one.text for key, one in archive.reports()}
            assert kept.items() <= held.items()
        result = verify(place)
        assert result.findings == []
        assert not list(place.incoming.iterdir())

    def _killed(self, write: Callable[[Callable], None], longest: float) -> tuple[dict[str, str], float]:
        """Run a writer and kill it at a random moment; gives what it had acknowledged, and how long it would take."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            code = 1
            try:
                write(lambda said: os.write(writing, (json.dumps(said) + "\n").encode()))
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        began = time.monotonic()
        time.sleep(self._random.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        took = time.monotonic() - began
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        self.landed += os.WIFSIGNALED(status)
        with os.fdopen(reading) as lines:
            said: dict[str, str] = {}
            for line in lines:
                if line.endswith("\n"):
                    said |= json.loads(line)
        # A writer that was still at work takes longer; then later kills may come later.
        return said, took * 1.3 if os.WIFSIGNALED(status) else 0.0


def _delete(place: Place, orders: list[int]) -> None:
    with Archive.open(place, who="otto") as archive:
        archive.carry_out("otto", *orders)


def _add(place: Place, start: int, tell: Callable[[dict[str, str]], object]) -> None:
    with Archive.open(place, who="mira") as archive, archive.receiving("mira") as receiving:
        for batch in range(BATCHES):
            given = [report(start + batch * PER_BATCH + number) for number in range(PER_BATCH)]
            for one in given:
                receiving.keep(one.id, io.BytesIO(bytes_of(one))).close()
                receiving.add(one)
            done = [one.report for one in receiving.commit() if one.report]
            tell({key: one.text for key, one in zip(done, given, strict=True)})
