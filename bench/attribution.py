"""Who says what: attributions of PolNeAR's development half, by the scorer of the data folder.

Usage: python -m bench.attribution [DATA] [--articles N] [--stage whole|claims] [--rules]

DATA: the folder of the evaluation data, ``../shared`` by default. Of every claim that the reader finds, the passages of
speaker, cue and content are handed to the scorer. ``whole`` (default) goes through the whole reader; ``claims`` stops
after the claims, which gives the same figures sooner. ``--rules``: the rules alone, without the trained tagger.

Beside them stands a baseline that understands nothing: every sentence that holds a form of "say" is content whole, its
speaker the first capitalised run, its cue that word.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.scorers import DATA, scorer
from onrecord.model import Claim, Report, Words
from onrecord.reading.en.claims import Attribution, ClaimFinder
from onrecord.reading.en.claims.rules import Rules
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.reading.en.reader import EnglishReader
from onrecord.settings import Settings

CORPUS = "data/polnear/dev.jsonl"
SHOWN = (
    "attribution",
    "direct.attribution",
    "indirect.attribution",
    "content.overlap",
    "frag.source",
    "frag.cue",
    "frag.content",
)
FLOORED = ("attribution", "direct.attribution")

Row = dict[str, Any]


def corpus(data: Path, articles: int | None = None) -> list[Row]:
    """Load the articles with their gold attributions."""
    with (data / CORPUS).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:articles]


def _spans(words: Words | None) -> list[list[int]]:
    return [list(passage) for passage in words.passages] if words is not None else []


def _of_claims(claims: list[Claim]) -> list[Row]:
    return [
        {
            "source": _spans(claim.speaker.at if claim.speaker else None),
            "cue": _spans(claim.cue),
            "content": _spans(claim.content),
        }
        for claim in claims
    ]


def _of_attributions(found: list[Attribution]) -> list[Row]:
    return [{"source": _spans(a.speaker), "cue": _spans(a.cue), "content": _spans(a.content)} for a in found]


def _reports(rows: list[Row]) -> list[Report]:
    return [Report(row["id"], "0" * 64, row["text"], language="en") for row in rows]


def whole(rows: list[Row]) -> list[list[Row]]:
    """Predict through the whole reader."""
    reader = EnglishReader(Settings())
    return [_of_claims(list(reading.claims)) for reading in reader.read(_reports(rows))]


def _parsed(rows: list[Row]) -> Iterator[Parsed]:
    yield from Parser(Settings()).parse(_reports(rows))


def claims(rows: list[Row]) -> list[list[Row]]:
    """Predict by the claims alone; the later stages leave them as they are."""
    finder = ClaimFinder(Settings())
    return [_of_claims(finder.find(parsed)) for parsed in _parsed(rows)]


def rules(rows: list[Row]) -> list[list[Row]]:
    """Predict by rule alone."""
    finder = Rules()
    return [_of_attributions(finder.find(View(parsed))) for parsed in _parsed(rows)]


_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[\"”]?")
_SAYS = re.compile(r"\b(?:said|says|say|saying)\b")
_NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)*")


def baseline(rows: list[Row]) -> list[list[Row]]:
    """Predict without understanding: see the module."""
    out = []
    for row in rows:
        found = []
        for sentence in _SENTENCE.finditer(row["text"]):
            cue = _SAYS.search(sentence.group())
            if cue is None:
                continue
            at, name = sentence.start(), _NAME.search(sentence.group())
            source = [[at + name.start(), at + name.end()]] if name else []
            content = [[at, at + cue.start()], [at + cue.end(), sentence.end()]]
            found.append({"source": source, "cue": [[at + cue.start(), at + cue.end()]], "content": content})
        out.append(found)
    return out


def score(data: Path, rows: list[Row], predicted: list[list[Row]]) -> Mapping[str, Mapping[str, float]]:
    """Score predictions by the data folder's scorer."""
    gold = {row["id"]: row for row in rows}
    guessed = {row["id"]: {**row, "attributions": found} for row, found in zip(rows, predicted, strict=True)}
    result: Mapping[str, Mapping[str, float]] = scorer(data, "attribution").score(gold, guessed)
    return result


def figures(data: Path) -> Mapping[str, float]:
    """Measure F1 of what is shown, on all of the development half."""
    rows = corpus(data)
    reached = score(data, rows, claims(rows))
    return {name: reached[name]["F1"] for name in SHOWN}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", nargs="?", type=Path, default=DATA)
    options.add_argument("--articles", type=int)
    options.add_argument("--stage", choices=("whole", "claims"), default="whole")
    options.add_argument("--rules", action="store_true")
    given = options.parse_args(arguments)
    if not (given.data / CORPUS).is_file():
        print(f"{given.data / CORPUS}: not there; name the folder of the evaluation data", file=sys.stderr)
        return 2
    rows = corpus(given.data, given.articles)
    words = sum(len(row["text"].split()) for row in rows)
    predict: Callable[[list[Row]], list[list[Row]]] = (
        rules if given.rules else whole if given.stage == "whole" else claims
    )
    began = time.perf_counter()
    predicted = predict(rows)
    took = time.perf_counter() - began
    reached, guessed = score(given.data, rows, predicted), score(given.data, rows, baseline(rows))
    print(f"{len(rows)} articles, {words} words, {sum(map(len, predicted))} claims, {words / took:.0f} words a second")
    print(f"{'F1 (precision, recall)':24} {'onrecord':>22}   {'baseline':>22}")
    for name in SHOWN:
        both = (f"{r['F1']:.3f} ({r['P']:.3f}, {r['R']:.3f})" for r in (reached[name], guessed[name]))
        print("{:24} {:>22}   {:>22}".format(name, *both))
    return 0


if __name__ == "__main__":
    sys.exit(main())
