"""Speed and memory: whole readings on one core, beside spaCy's own pipeline in the same run.

Usage: python -m bench.speed [--data ../shared] [--rounds 2] [--check]

Prints, each with its target:

- whole readings of the PolNeAR dev texts, words a second: from the bytes of the file to JSON lines, on one core
- the same texts through spaCy's whole small English pipeline (``nlp.pipe``), and the ratio of the two
- peak memory of the process that reads (resident set)
- time of ``onrecord --version``, and of one report from a cold start

Each measurement is a process of its own, bound to one core, its libraries held to one thread; the best of the rounds
counts, since whatever else runs on the machine only slows it. Targets hold for the time on the clock; the time that the
processor spent stands beside it, which is what the clock would show on a machine with nothing else to do.

``--check`` exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"), "1"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and what it should be."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = True

    @property
    def met(self) -> bool:
        """Tell whether the target, if there is one, is reached."""
        return self.target is None or (self.value >= self.target if self.at_least else self.value <= self.target)

    def __str__(self) -> str:
        """Show the figure, its target and whether it is met."""
        value = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.2f}"
        if self.target is None:
            return f"{self.name:<42}{value:>10} {self.unit}"
        sign = "≥" if self.at_least else "≤"
        return f"{self.name:<42}{value:>10} {self.unit:<8} {sign} {self.target:,g}  {'met' if self.met else 'MISSED'}"


def whole_readings(corpus: Path, rounds: int) -> dict[str, float]:
    """Read a JSONL file from its bytes to JSON lines. Gives seconds and peak memory in MB."""
    from onrecord.assessing import load_scheme  # noqa: PLC0415 - each process loads what it measures
    from onrecord.errors import InputError  # noqa: PLC0415
    from onrecord.flow import read  # noqa: PLC0415
    from onrecord.intake import IntakeOptions, receive  # noqa: PLC0415
    from onrecord.publishing import FORMATS  # noqa: PLC0415
    from onrecord.reading import Reader  # noqa: PLC0415
    from onrecord.settings import Settings  # noqa: PLC0415

    settings = Settings()
    scheme, reader = load_scheme(settings.scheme), Reader(settings)

    def once(lines: bytes) -> None:
        received = receive(["-"], IntakeOptions(), settings, stdin=io.BytesIO(lines))
        results = list(read(received, settings, scheme, reader))
        lost = [one for one in results if isinstance(one, InputError)]
        assert not lost, lost[0]
        FORMATS["jsonl"].write(results, io.StringIO())

    lines = corpus.read_bytes()
    once(lines.split(b"\n")[0])  # what loads with the first report
    best = _best(lambda: once(lines), rounds)
    return {**best, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def spacy_pipeline(corpus: Path, rounds: int) -> dict[str, float]:
    """Send the same texts through the whole pipeline of the small English model. Gives seconds."""
    import spacy  # noqa: PLC0415

    from onrecord.settings import Settings  # noqa: PLC0415

    nlp = spacy.load(Settings().spacy_model)
    texts = [json.loads(line)["text"] for line in corpus.read_text("utf-8").splitlines()]
    list(nlp.pipe(texts[:1]))
    return _best(lambda: list(nlp.pipe(texts)), rounds)


MEASUREMENTS: Mapping[str, Callable[[Path, int], dict[str, float]]] = {
    "readings": whole_readings,
    "pipeline": spacy_pipeline,
}


def _best(work: Callable[[], object], rounds: int) -> dict[str, float]:
    """Time some work, in seconds on the clock and of the processor, processes that it waits for included; the best."""
    clock, processor = [], []
    for _ in range(rounds):
        start, before = time.perf_counter(), os.times()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(sum(os.times()[:4]) - sum(before[:4]))
    return {"clock": min(clock), "processor": min(processor)}


def _least(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Take the best time of several runs, and the most memory."""
    return {name: (max if name == "peak_mb" else min)(run[name] for run in runs) for name in runs[0]}


def _environment() -> dict[str, str]:
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT / "src")}


def _apart(name: str, corpus: Path, rounds: int, core: int) -> dict[str, float]:
    """Run a measurement in a process of its own on one core."""
    command = [sys.executable, "-m", "bench.speed", "--measure", name, "--corpus", str(corpus), "--rounds", str(rounds)]
    done = subprocess.run(
        [*command, "--core", str(core)], cwd=ROOT, env=_environment(), check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _command(arguments: Sequence[str], rounds: int) -> dict[str, float]:
    """Time the command ``onrecord`` in a process of its own."""
    command = [sys.executable, "-m", "onrecord", *arguments]
    return _best(lambda: subprocess.run(command, env=_environment(), check=True, stdout=subprocess.DEVNULL), rounds)


def measure(data: Path, rounds: int) -> list[Figure]:
    """Measure everything on the development data in ``data``."""
    corpus, seed = data / "data" / "polnear" / "dev.jsonl", data / "seed" / "report.txt"
    words = sum(len(json.loads(line)["text"].split()) for line in corpus.read_text("utf-8").splitlines())
    core = max(os.sched_getaffinity(0))
    # In turns, so that both meet whatever else the machine does.
    turns = [(_apart("readings", corpus, 1, core), _apart("pipeline", corpus, 1, core)) for _ in range(rounds)]
    reading, pipeline = (_least(one) for one in zip(*turns, strict=True))
    version, cold = _command(["--version"], 5), _command(["read", str(seed)], 3)
    return [
        Figure("words of PolNeAR dev", words, "words"),
        Figure("whole readings", words / reading["clock"], "words/s", 1_500),
        Figure("  by the processor's time", words / reading["processor"], "words/s"),
        Figure("spaCy's whole pipeline", words / pipeline["clock"], "words/s"),
        Figure("  by the processor's time", words / pipeline["processor"], "words/s"),
        Figure("ratio of the two", pipeline["clock"] / reading["clock"], "", 0.5),
        Figure("  by the processor's time", pipeline["processor"] / reading["processor"], ""),
        Figure("peak memory, whole readings", reading["peak_mb"], "MB", 700, at_least=False),
        Figure("onrecord --version", version["clock"], "s", 0.3, at_least=False),
        Figure("one report from a cold start", cold["clock"], "s", 5, at_least=False),
        Figure("  by the processor's time", cold["processor"], "s"),
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="the evaluation data")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is measured; the best counts")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    parser.add_argument("--measure", choices=sorted(MEASUREMENTS), help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--core", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        os.sched_setaffinity(0, {given.core})
        print(json.dumps(MEASUREMENTS[given.measure](given.corpus, given.rounds)))
        return 0
    if not given.data.is_dir():
        print(f"the evaluation data are not in {given.data}: name their folder with --data")
        return 1
    figures = measure(given.data.resolve(), given.rounds)
    print(*figures, sep="\n")
    return int(given.check and not all(figure.met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
