"""List the words that tell nothing of an incident: common in reports, and no name of a place.

    python training/linking/common_words.py --data ../shared/data --out src/onrecord/linking/common_words

Writes a file a language, a folded word a line, from the train halves alone: words of at least ``SHARES`` of the
reports, and of news of any matter for English. Names of places are left out by the gazetteer: they tell where.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # runs from a checkout, installed or not

from onrecord.linking.folding import WORD, fold  # noqa: E402
from onrecord.reading.gazetteer import Gazetteer  # noqa: E402
from onrecord.settings import Settings  # noqa: E402

SHARES = (0.02, 0.08)
"""Of reports of attacks; of other news, where a word must be commoner to tell nothing."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pools: dict[str, list[list[str]]] = {"en": [[], []], "ar": [[]]}
    for line in (options.data / "airwars" / "train" / "syria_reports.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["language"] in pools:
            pools[row["language"]][0].append(row["text"])
    for line in (options.data / "polnear" / "train.jsonl").open(encoding="utf-8"):
        pools["en"][1].append(json.loads(line)["text"])
    gazetteer = Gazetteer(Settings())
    options.out.mkdir(parents=True, exist_ok=True)
    for language, lists in pools.items():
        common: set[str] = set()
        for pool, share in zip(lists, SHARES, strict=False):
            counted = Counter(word for text in pool for word in set(WORD.findall(fold(text))))
            common |= {word for word, n in counted.items() if n >= share * len(pool)}
        kept = sorted(w for w in common if not w.isdigit() and not gazetteer.find(w, ("SY",)))
        (options.out / f"{language}.txt").write_text("\n".join(kept) + "\n", "utf-8")
        print(language, len(common), len(kept))


if __name__ == "__main__":
    main()
