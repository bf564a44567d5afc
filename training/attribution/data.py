"""PolNeAR -> windows with gold labels, and batches of windows and of cues. Offsets are those of windows.py."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.en.tagger import CONTENT, CUE, SPEAKER, top_inputs
from onrecord.reading.en.windows import Ints, Span, Tokens, Window, context, tokenise, windows

KINDS = ("cue", "source", "content")
"""In the order of the encoder's tags. PolNeAR's word for the speaker is source."""

Attribution = dict[str, list[list[int]]]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution in tokens of its text: the cue's run, and every token's role (SPEAKER, CONTENT or CUE)."""

    cue: Span
    roles: dict[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its gold. *Shape:* ``bio`` tokens by KINDS, each 0 outside, 1 begins, 2 continues."""

    id: str
    text: str
    attributions: list[Attribution]
    tokens: Tokens
    bio: Ints
    gold: list[Gold]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its gold, both in tokens of the window."""

    window: Window
    bio: Ints
    gold: list[Gold]


@dataclass(frozen=True, slots=True)
class Question:
    """One cue to ask about: where the window's states start in the batch, the tokens around, the cue, the answer."""

    base: int
    around: Span
    cue: Span
    roles: dict[int, int] | None  # None: this is no cue


def read(path: Path, pieces_of: Callable[[str], list[int]]) -> list[Article]:
    """Read one half of PolNeAR."""
    with path.open(encoding="utf-8") as lines:
        return [_article(json.loads(line), pieces_of) for line in lines]


def tokens_of(spans: Iterable[Sequence[int]], tokens: Sequence[Span]) -> list[int]:
    """Give the tokens that passages touch, in order."""
    found: set[int] = set()
    starts = [a for a, _ in tokens]
    for start, end in spans:
        i = max(0, int(np.searchsorted(starts, start, side="right")) - 1)
        while i < len(tokens) and tokens[i][0] < end:
            if tokens[i][1] > start:
                found.add(i)
            i += 1
    return sorted(found)


def _article(record: dict[str, object], pieces_of: Callable[[str], list[int]]) -> Article:
    text, attributions = str(record["text"]), record["attributions"]
    assert isinstance(attributions, list)
    tokens = tokenise(text, pieces_of)
    bio = np.zeros((len(tokens.spans), len(KINDS)), np.int64)
    gold = []
    for attribution in attributions:
        found = {kind: tokens_of(attribution[kind], tokens.spans) for kind in KINDS}
        for column, kind in enumerate(KINDS):
            for i in found[kind]:
                if i - 1 not in found[kind]:
                    bio[i, column] = 1
                elif bio[i, column] == 0:  # what begins inside another fragment still begins
                    bio[i, column] = 2
        if found["cue"]:
            roles = dict.fromkeys(found["source"], SPEAKER)
            roles |= dict.fromkeys(found["content"], CONTENT) | dict.fromkeys(found["cue"], CUE)
            gold.append(Gold((found["cue"][0], found["cue"][-1] + 1), roles))
    return Article(str(record["id"]), text, attributions, tokens, bio, gold)


def examples(article: Article, limit: int, *, alone: bool = False) -> list[Example]:
    """Cut an article into windows with their gold; an attribution goes with the window that holds its cue."""
    out = []
    for window in windows(article.tokens, limit, alone=alone):
        place = {int(token): i for i, token in enumerate(window.tokens)}
        gold = [
            Gold(
                (place[g.cue[0]], place[g.cue[1] - 1] + 1),
                {place[i]: role for i, role in g.roles.items() if i in place},
            )
            for g in article.gold
            if g.cue[0] in place and g.cue[1] - 1 in place
        ]
        out.append(Example(window, article.bio[window.tokens], gold))
    return out


def batches(pool: list[Example], pieces: int, draw: random.Random) -> list[list[Example]]:
    """Give batches of at most ``pieces``, padding included, of windows alike in length, in random order."""
    pool = pool[:]
    draw.shuffle(pool)
    out: list[list[Example]] = []
    for at in range(0, len(pool), 400):
        batch: list[Example] = []
        for example in sorted(pool[at : at + 400], key=lambda e: len(e.window.ids)):
            if batch and (len(batch) + 1) * len(example.window.ids) > pieces:
                out.append(batch)
                batch = []
            batch.append(example)
        out.append(batch)
    draw.shuffle(out)
    return out


def collate(batch: Sequence[Example], lower: Callable[[], bool]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Give ids, marks, sizes, and where each token's state stands among the states of the padded batch.

    ``lower`` says for each window whether letter case is hidden, so that a text without capitals is no surprise.
    """
    length = max(len(e.window.ids) for e in batch)
    ids, marks = np.zeros((len(batch), length), np.int64), np.zeros((len(batch), length), np.int64)
    first = []
    for row, example in enumerate(batch):
        window = example.window
        ids[row, : len(window.ids)] = window.ids
        plain = np.where(window.marks % 4 > 0, window.marks // 4 * 4 + 1, window.marks)
        marks[row, : len(window.ids)] = plain if lower() else window.marks
        first.append(window.first + row * length)
    sizes = torch.tensor([len(e.window.ids) for e in batch])
    return torch.from_numpy(ids), torch.from_numpy(marks), sizes, torch.from_numpy(np.concatenate(first))


def questions(
    batch: Sequence[Example], found: Sequence[Sequence[Span]], draw: random.Random, *, swap: float
) -> Iterator[Question]:
    """Ask about each gold cue, and about what the tags take for a cue and is none.

    A gold cue is replaced, in a share ``swap`` of cases, by the run that the tags found for it, so that the top learns
    to mend the edges of a cue; what it shall answer stays the gold.
    """
    base = 0
    for example, runs in zip(batch, found, strict=True):
        segment = example.window.segment
        used: set[Span] = set()
        for gold in example.gold:
            cue = gold.cue
            meeting = [run for run in runs if run[0] < cue[1] and run[1] > cue[0]]
            used.update(meeting)
            if meeting and draw.random() < swap:
                cue = max(meeting, key=lambda run: min(run[1], gold.cue[1]) - max(run[0], gold.cue[0]))
            yield Question(base, context(cue, segment[cue[0]]), cue, gold.roles)
        wrong = [run for run in runs if run not in used]
        draw.shuffle(wrong)
        for cue in wrong[: max(2, len(example.gold))]:
            yield Question(base, context(cue, segment[cue[0]]), cue, None)
        base += len(example.window.tokens)


def groups(asked: Sequence[Question], tokens: int) -> list[list[Question]]:
    """Give groups of questions alike in length, each of at most ``tokens`` tokens, padding included."""
    out: list[list[Question]] = []
    group: list[Question] = []
    for question in sorted(asked, key=lambda q: q.around[1] - q.around[0]):
        if group and (len(group) + 1) * (question.around[1] - question.around[0]) > tokens:
            out.append(group)
            group = []
        group.append(question)
    if group:
        out.append(group)
    return out


IGNORED = -100
"""The answer where none is asked: padding, and the tokens around what is no cue."""


def ask(group: Sequence[Question]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Give index, distance, mask, wanted roles and wanted validity of a group of questions."""
    index, distance, mask = top_inputs([q.around for q in group], [q.cue for q in group])
    roles = np.full(index.shape, IGNORED, np.int64)
    for row, question in enumerate(group):
        start, end = question.around
        index[row, : end - start] += question.base
        if question.roles is not None:
            roles[row, : end - start] = [question.roles.get(i, 0) for i in range(start, end)]
    valid = torch.tensor([float(q.roles is not None) for q in group])
    parts = (torch.from_numpy(part) for part in (index, distance, mask > 0, roles))
    return (*parts, valid)  # type: ignore[return-value]
