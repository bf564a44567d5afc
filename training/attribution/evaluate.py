"""Dev figures of each approach, the score's calibration, and the speed of the graphs as they are run.

Everything but the tags-and-rule approach is decoded by the package's own code, so what is measured is what is shipped.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from training.attribution.data import Article, Example, Question, ask, collate, examples, groups
from training.attribution.measure import Found, right
from training.attribution.model import WIDTH, TaggerModel

from onrecord.reading.en.tagger import (
    Candidate,
    Decoding,
    Tagger,
    decode,
    evidence,
    join,
    label,
    likely_cues,
)
from onrecord.reading.en.windows import WINDOW, Span, context

BINS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Views:
    """What one torch model says about an article, by each approach."""

    tags: NDArray[np.float32]  # tokens by 9
    by_top: list[Candidate]
    by_pair: list[Candidate]


def views(model: TaggerModel, article: Article, constants: Decoding, *, alone: bool = False) -> Views:
    """Ask the torch model, window by window; ``alone`` shows it one segment at a time, without its neighbours."""
    model.eval()
    tags = np.zeros((len(article.tokens.spans), 9), np.float32)
    by_top: list[Candidate] = []
    by_pair: list[Candidate] = []
    with torch.no_grad():
        for example in examples(article, WINDOW, alone=alone):
            states, own = _encode(model, example)
            tags[example.window.tokens] = own
            segment = example.window.segment
            cues = likely_cues(own[:, :3], segment, constants.likely_cue)
            asked = [Question(0, context(cue, segment[cue[0]]), cue, None) for cue in cues]
            for group in groups(asked, 4096):
                index, distance, mask, _, _ = ask(group)
                top, valid, pair = model.ask(states, index, distance, mask)
                for row, question in enumerate(group):
                    for logits, out in ((top, by_top), (pair, by_pair)):
                        out.append(_candidate(example, question, logits[row], float(valid[row]), own))
    return Views(tags, by_top, by_pair)


def _encode(model: TaggerModel, example: Example) -> tuple[torch.Tensor, NDArray[np.float32]]:
    ids, marks, sizes, first = collate([example], lambda: False)
    states = model.encode(ids, marks, sizes).reshape(-1, WIDTH)[first]
    tags = functional.softmax(model.tags(states).view(-1, 3, 3), -1).view(-1, 9)
    return states, tags.numpy()


def _candidate(
    example: Example,
    question: Question,
    logits: torch.Tensor,
    valid: float,
    tags: NDArray[np.float32],
) -> Candidate:
    (a, b), cue = question.around, question.cue
    shift = int(example.window.tokens[a]) - a
    roles = logits[: b - a].softmax(-1).numpy()
    own = 1 - tags[a:b].reshape(-1, 3, 3)[:, :, 0]
    return Candidate((a + shift, b + shift), (cue[0] + shift, cue[1] + shift), roles, own, valid)


def found(article: Article, candidates: Sequence[Candidate], constants: Decoding) -> list[Found]:
    """Decode candidates to passages."""
    spans = article.tokens.spans

    def passages(runs: Sequence[Span]) -> list[Span]:
        return [(spans[a][0], spans[b - 1][1]) for a, b in runs]

    return [
        Found(passages(d.speaker), passages(d.cue), passages(d.content), d.score) for d in decode(candidates, constants)
    ]


def nearest_cue(article: Article, tags: NDArray[np.float32]) -> list[Found]:
    """Take the simplest approach: tag each token, then give each fragment to the nearest cue of its paragraph."""
    spans = article.tokens.spans
    out = []
    for first, last in article.tokens.paragraphs:
        labels = tags[first:last].reshape(-1, 3, 3).argmax(-1)
        cues, speakers, contents = ([(a + first, b + first) for a, b in _bio(labels[:, kind])] for kind in range(3))
        linked: list[tuple[list[Span], list[Span]]] = [([], []) for _ in cues]
        for side, runs in enumerate((speakers, contents)):
            for run in runs if cues else []:
                gaps = [max(cue[0] - run[1], run[0] - cue[1], 0) for cue in cues]
                linked[int(np.argmin(gaps))][side].append((spans[run[0]][0], spans[run[1] - 1][1]))
        out += [
            Found(who, [(spans[cue[0]][0], spans[cue[1] - 1][1])], what)
            for cue, (who, what) in zip(cues, linked, strict=True)
            if what
        ]
    return out


def _bio(labels: NDArray[np.int64]) -> list[Span]:
    out: list[Span] = []
    start: int | None = None
    for i, tag in enumerate([*labels.tolist(), 0]):
        if start is not None and tag != 2:
            out.append((start, i))
            start = None
        if tag and start is None:
            start = i
    return out


def calibrate(
    articles: Sequence[Article], candidates: Sequence[Sequence[Candidate]], constants: Decoding
) -> tuple[Decoding, list[float], list[bool]]:
    """Fit the score, a logistic regression of "right" on the evidence.

    Fitted on all articles given. The scores and rights that come back, for the table, are from fits on the other half
    of the articles (odd and even), so no article is scored by a fit that saw it.
    """
    blind = replace(constants, keep=0.0, intercept=0.0, weights=(1.0, *[0.0] * (len(constants.weights) - 1)))
    rows: list[list[float]] = []
    rights: list[bool] = []
    half: list[int] = []
    for number, (article, own) in enumerate(zip(articles, candidates, strict=True)):
        by_cue = {}
        for candidate in own:
            for decoded in decode([candidate], blind):
                by_cue[decoded.cue, decoded.content] = join(candidate, blind)
        kept = decode(own, blind)
        one = found(article, own, blind)
        rows += [evidence(c, label(c.roles, blind)) for c in (by_cue[d.cue, d.content] for d in kept)]
        rights += right(article, one)
        half += [number % 2] * len(kept)
    x, y, part = np.array(rows), np.array(rights, float), np.array(half)
    scores = np.zeros(len(y))
    for side in (0, 1):
        intercept, weights = _logistic(x[part != side], y[part != side])
        scores[part == side] = 1 / (1 + np.exp(-(intercept + x[part == side] @ weights)))
    intercept, weights = _logistic(x, y)
    fitted = replace(constants, intercept=round(intercept, 4), weights=tuple(round(float(w), 4) for w in weights))
    return fitted, scores.tolist(), rights


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64], ridge: float = 1.0) -> tuple[float, NDArray[np.float64]]:
    """Fit by Newton's method, with a small ridge so that collinear evidence does no harm."""
    rows = np.column_stack([np.ones(len(x)), x])
    weight = np.zeros(rows.shape[1])
    penalty = ridge * np.eye(len(weight))
    penalty[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weight))
        slope = rows.T @ (y - p) - penalty @ weight
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weight += step
        if np.abs(step).max() < 1e-8:
            break
    return float(weight[0]), weight[1:]


def calibration_table(scores: Sequence[float], rights: Sequence[bool]) -> list[dict[str, float]]:
    """Give, for each bin of scores, how many there are, their mean score and the share that is right."""
    s, y = np.array(scores), np.array(rights, float)
    out = []
    for low, high in itertools.pairwise(BINS):
        on = (s >= low) & ((s < high) | (high == 1.0))
        if on.any():
            out.append(
                {"from": low, "to": high, "n": int(on.sum()), "mean": float(s[on].mean()), "right": float(y[on].mean())}
            )
    return out


def speed(tagger: Tagger, articles: Sequence[Article]) -> float:
    """Give words a second of processor time, a word being what white space parts."""
    texts = [article.text for article in articles]
    tagger.attributions(texts[:5])
    start = time.process_time()
    tagger.attributions(texts)
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)
