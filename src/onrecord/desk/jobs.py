"""Jobs: adding and refreshing beside the desk, in a process of their own, so that pages stay quick meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.desk.holding import Holding
from onrecord.desk.placing import put_in_place
from onrecord.desk.views import Job, JobItem, JobState, JobView
from onrecord.desk.worker import Task, work
from onrecord.errors import OnrecordError
from onrecord.reading import Reader
from onrecord.settings import Settings

_KEPT = 100
"""Jobs that are remembered."""
_UNMADE = ("", None)


@dataclass(slots=True)
class _Job:
    """One job as it goes."""

    view: JobView
    task: Task
    items: list[JobItem] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None


class Jobs:
    """The jobs of one desk: one at a time, in the order in which they were begun."""

    def __init__(self, holding: Holding, settings: Settings, reader: Reader | None) -> None:
        """Take a reader where jobs are to be done within this process."""
        self._at, self._settings, self._reader = holding, settings, reader
        self._jobs: dict[int, _Job] = {}
        self._waiting: list[int] = []
        self._guard = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def begin(self, what: str, who: str, names: Sequence[str] = (), inputs: Sequence[str] = ()) -> Job:
        """Begin a job, or let it wait for those before it."""
        place = self._at.archive.place
        server = place.server.render_as_string(hide_password=False) if place.server is not None else None
        task = Task(
            server or str(place.folder.absolute()),
            str(place.folder.absolute()) if server else None,
            who,
            list(names),
            list(inputs),
            _as_environment(self._settings),
        )
        with self._guard:
            number = max(self._jobs, default=0) + 1
            items = [JobItem(name, "waiting") for name in names]
            view = JobView(number, what, who, _now(), JobState.WAITING, "waiting", 0, len(names))
            self._jobs[number] = _Job(view, task, items)
            self._waiting.append(number)
            for old in sorted(self._jobs)[:-_KEPT]:
                if self._jobs[old].view.state in {JobState.DONE, JobState.FAILED}:
                    del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="onrecord jobs", daemon=True)
                self._thread.start()
            self._guard.notify_all()
        return Job(number)

    def view(self, number: int) -> JobView | None:
        """Say how a job stands."""
        with self._guard:
            job = self._jobs.get(number)
            return replace(job.view, items=tuple(job.items)) if job else None

    def views(self) -> tuple[JobView, ...]:
        """Give all jobs, newest first, without their items."""
        with self._guard:
            return tuple(self._jobs[number].view for number in sorted(self._jobs, reverse=True))

    def making(self) -> int | None:
        """Give the number of the job that runs or waits, if any."""
        with self._guard:
            busy = (JobState.RUNNING, JobState.WAITING)
            return next((number for number, job in sorted(self._jobs.items()) if job.view.state in busy), None)

    def failed(self) -> bool:
        """Tell whether the job that ended last failed: it is not begun again by itself."""
        with self._guard:
            return bool(self._jobs) and self._jobs[max(self._jobs)].view.state is JobState.FAILED

    def close(self) -> None:
        """Let no further job begin, and end the one that runs: what it acknowledged stands."""
        with self._guard:
            self._closed = True
            self._waiting.clear()
            for job in self._jobs.values():
                if job.process is not None and job.process.poll() is None:
                    job.process.terminate()
            self._guard.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=60)

    def _run(self) -> None:
        while True:
            with self._guard:
                while not self._waiting and not self._closed:
                    self._guard.wait()
                if self._closed:
                    return
                job = self._jobs[self._waiting.pop(0)]
                job.view = replace(job.view, state=JobState.RUNNING)
            try:
                self._put_in_place(job, self._make(job))
                self._end(job, JobState.DONE, "")
            except OnrecordError as error:
                self._end(job, JobState.FAILED, str(error))
            except Exception as fault:  # noqa: BLE001 - a fault in one job must not end all others
                said = " ".join(str(fault).split())[:300]
                self._end(job, JobState.FAILED, f"a fault of onrecord ({type(fault).__name__}: {said})")

    def _make(self, job: _Job) -> Path:
        """Do the job; gives the catalogue that it made."""
        with self._guard:
            self._open()
        return self._inside(job) if self._reader is not None else self._outside(job)

    def _open(self) -> None:
        """Refuse to begin anything once the desk was closed; to be called under the guard."""
        if self._closed:
            raise OnrecordError("the desk was closed", do="Begin it again")

    def _inside(self, job: _Job) -> Path:
        with Archive.open(self._at.archive.place, who=job.task.who) as archive:
            return work(job.task, archive, self._settings, self._teller(job), self._reader)

    def _outside(self, job: _Job) -> Path:
        with self._guard:  # so that closing either comes first or finds the process, to end it
            self._open()
            process = job.process = subprocess.Popen(
                [sys.executable, "-m", "onrecord.desk.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        orders, told, complained = process.stdin, process.stdout, process.stderr
        assert orders is not None  # noqa: S101 - pipes were asked for above
        assert told is not None  # noqa: S101
        assert complained is not None  # noqa: S101
        complaints: list[str] = []
        listener = threading.Thread(target=lambda: complaints.append(complained.read()), daemon=True)
        listener.start()
        tell, made, failed = self._teller(job), None, None
        with process:  # closes the pipes however this ends
            orders.write(json.dumps(asdict(job.task)) + "\n")
            orders.close()
            for line in told:
                said = json.loads(line)
                made, failed = said.get("made", made), said.get("failed", failed)
                tell(said)
            process.wait()
            listener.join(timeout=10)
        if made is None:
            last = "".join(complaints).strip().splitlines()[-1:] or ["it ended without a word"]
            raise OnrecordError(failed or last[0])
        return Path(made)

    def _put_in_place(self, job: _Job, made: Path) -> None:
        """Put the new catalogue in place; where people merged, split or deleted meanwhile, it is made again first."""

        def again() -> Path:
            job.task = replace(job.task, names=[], inputs=[], read=False)
            return self._make(job)

        put_in_place(self._at, made, again)

    def _teller(self, job: _Job) -> Callable[[Mapping[str, Any]], None]:
        waiting = {one.name: number for number, one in enumerate(job.items)}

        def tell(said: Mapping[str, Any]) -> None:
            with self._guard:
                known = {name: said[name] for name in ("stage", "done", "total", "message") if name in said}
                job.view = replace(job.view, **known)
                if "item" in said:
                    item = JobItem(said["item"], said["outcome"], said.get("report"), said.get("why"))
                    at = waiting.pop(item.name, None)
                    if at is None:
                        at = waiting.pop(item.name.partition("#")[0].partition(",")[0], None)
                    if at is None:
                        job.items.append(item)
                    else:
                        job.items[at] = item

        return tell

    def _end(self, job: _Job, state: JobState, message: str) -> None:
        with self._guard:
            outcomes = Counter(one.outcome for one in job.items if one.outcome != "waiting")
            said = message or ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
            job.view = replace(job.view, state=state, stage="done", ended=_now(), message=said or job.view.message)
            if state is JobState.DONE:
                job.view = replace(job.view, done=job.view.total)
            if state is JobState.FAILED:
                job.items = [
                    replace(one, outcome="not read", why=message) if one.outcome == "waiting" else one
                    for one in job.items
                ]
            else:
                job.items = [one for one in job.items if one.outcome != "waiting"]


def _as_environment(settings: Settings) -> dict[str, str]:
    return {
        f"ONRECORD_{one.name.upper()}": str(value)
        for one in fields(settings)
        if (value := getattr(settings, one.name)) not in _UNMADE
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
