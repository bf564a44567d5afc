"""Copies: rewritten copies are found, and different reports of one incident left apart.

Usage: python -m bench.copies [--data ../shared] [--half train|dev] [--pairs 600] [--show 0] [--seed 5]

Copies are pairs of equal text in the data, and pairs that this program rewrites from its reports the way outlets do:
cut, sentences moved, a new headline, another dateline and credit, merged with another story, or several of these.
Different reports are pairs of one incident by different publishers that share no run of 8 words, and pairs of different
incidents. Pairs of one incident by different publishers that share such a run may be copies or not: the data do not
say; how many are taken for copies is printed beside, and ``--show`` prints some to be read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.scorers import DATA
from onrecord.linking import find_origins
from onrecord.model import Reading, Report

_SENTENCE = re.compile(r"(?<=[.!?؟…])\s+|\n+")
_RUN = 8
_LEAST_WORDS = 30


def load(data: Path, half: str) -> list[dict[str, object]]:
    """Load the reports of a half."""
    path = data / "data" / "airwars" / half / "syria_reports.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def reading(name: str, text: str, publisher: str, language: str) -> Reading:
    """Make a reading with nothing read: text and publisher alone decide."""
    return Reading(Report(name, "0" * 64, text, publisher=publisher, language=language))


def are_copies(one: Reading, other: Reading) -> bool:
    """Tell whether two reports are put down to one origin."""
    return len(find_origins([one, other])) == 1


def sentences(text: str) -> list[str]:
    """Cut a text at the ends of its sentences and lines."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def cut(text: str, other: str, draw: random.Random) -> str:  # noqa: ARG001
    """Keep the first part, as a short version does."""
    parts = sentences(text)
    if len(parts) < 3:
        words = text.split()
        return " ".join(words[: max(15, int(len(words) * draw.uniform(0.5, 0.8)))])
    return " ".join(parts[: max(2, int(len(parts) * draw.uniform(0.4, 0.8)))])


def moved(text: str, other: str, draw: random.Random) -> str:  # noqa: ARG001
    """Put sentences into another order."""
    parts = sentences(text)
    draw.shuffle(parts)
    return " ".join(parts)


def headed(text: str, other: str, draw: random.Random) -> str:
    """Put a headline of one's own before it."""
    words = other.split()
    start = draw.randrange(max(1, len(words) - 9))
    return " ".join(words[start : start + 9]) + "\n\n" + text


def dated(text: str, other: str, draw: random.Random) -> str:  # noqa: ARG001
    """Change the dateline and the credit."""
    place, agency = (
        draw.choice(["DAMASCUS", "BEIRUT", "دمشق", "Istanbul"]),
        draw.choice(["Newsroom", "وكالات", "Staff"]),
    )
    return f"{place} ({agency}) — {text} (editing: {agency})"


def merged(text: str, other: str, draw: random.Random) -> str:
    """Run it together with another story."""
    parts = [text, other]
    draw.shuffle(parts)
    return "\n".join(parts)


def several(text: str, other: str, draw: random.Random) -> str:
    """Do three of these at once."""
    for step in draw.sample((cut, moved, headed, dated, merged), 3):
        text = step(text, other, draw)
    return text


REWRITES: tuple[Callable[[str, str, random.Random], str], ...] = (cut, moved, headed, dated, merged, several)


def shares_run(one: str, other: str) -> bool:
    """Tell whether two texts share a run of words."""
    a, b = (re.findall(r"[^\W_]+", text) for text in (one, other))
    runs = {tuple(a[at : at + _RUN]) for at in range(len(a) - _RUN + 1)}
    return any(tuple(b[at : at + _RUN]) in runs for at in range(len(b) - _RUN + 1))


def measure(rows: Sequence[dict[str, object]], pairs: int, seed: int, show: int) -> dict[str, object]:
    """Measure all kinds of pairs."""
    draw = random.Random(seed)
    texts = {str(row["id"]): row for row in rows}
    made = [
        reading(str(row["id"]), str(row["text"]), f"p{number}", str(row["language"])) for number, row in enumerate(rows)
    ]
    by_id = {one.report.id: one for one in made}
    long = [one for one in made if len(one.report.text.split()) >= _LEAST_WORDS]
    found: dict[str, object] = {}
    hits = asked = 0
    for rewrite in REWRITES:
        good = 0
        share = pairs // len(REWRITES)
        for _ in range(share):
            one, other = draw.sample(long, 2)
            text = rewrite(one.report.text, other.report.text, draw)
            good += are_copies(one, reading("rewritten", text, "elsewhere", one.report.language or ""))
        found[f"found: {rewrite.__name__}"] = f"{good} of {share}"
        hits, asked = hits + good, asked + share
    equal = [
        (i, str(j)) for i, row in texts.items() for j in row["same_text_as"] or [] if str(j) in by_id and i < str(j)
    ]  # type: ignore[attr-defined]
    good = sum(are_copies(by_id[a], by_id[b]) for a, b in equal)
    found["found: equal text in the data"] = f"{good} of {len(equal)}"
    hits, asked = hits + good, asked + len(equal)
    groups: dict[str, list[Reading]] = defaultdict(list)
    for row in rows:
        for incident in row["incident_ids"]:  # type: ignore[attr-defined]
            groups[incident].append(by_id[str(row["id"])])
    apart: list[tuple[Reading, Reading]] = []
    open_: list[tuple[Reading, Reading]] = []
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[:at]:
                a, b = texts[one.report.id], texts[other.report.id]
                if a["publisher"] != b["publisher"] and other.report.id not in (a["same_text_as"] or []):  # type: ignore[operator]
                    (open_ if shares_run(one.report.text, other.report.text) else apart).append((one, other))
    apart = draw.sample(apart, min(len(apart), pairs))
    strangers = [(a, b) for a, b in (draw.sample(made, 2) for _ in range(pairs)) if not _together(texts, a, b)]
    wrong = [(a, b) for a, b in (*apart, *strangers) if are_copies(a, b)]
    taken = [pair for pair in open_ if are_copies(*pair)]
    found["taken for copies: different reports of one incident"] = f"{sum(w in apart for w in wrong)} of {len(apart)}"
    found["taken for copies: of different incidents"] = f"{sum(w in strangers for w in wrong)} of {len(strangers)}"
    found["taken for copies: of one incident, with a run of 8 words in common"] = f"{len(taken)} of {len(open_)}"
    found["precision"] = round(hits / (hits + len(wrong)), 4)
    found["recall"] = round(hits / asked, 4)
    for one, other in draw.sample(taken, min(show, len(taken))):
        sys.stdout.write(f"---\n{one.report.text[:400]}\n=\n{other.report.text[:400]}\n")
    return found


def _together(texts: dict[str, dict[str, object]], one: Reading, other: Reading) -> bool:
    a, b = texts[one.report.id], texts[other.report.id]
    return bool(set(a["incident_ids"]) & set(b["incident_ids"])) or shares_run(one.report.text, other.report.text)  # type: ignore[call-overload]


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", default="train", choices=("train", "dev"))
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    for name, value in measure(load(options.data, options.half), options.pairs, options.seed, options.show).items():
        sys.stdout.write(f"{name}: {value}\n")


if __name__ == "__main__":
    main()
