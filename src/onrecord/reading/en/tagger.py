"""Who says what: the trained tagger of speaker, cue and content, run by onnxruntime.

PolNeAR (Newell et al. 2018) marks attributions: a *speaker*, the *cue* that says so ("said", "according to"), and the
*content*. Each has exactly one cue and no cue serves two, so finding attributions is finding cues and asking each one
for its speaker and its content. Two small graphs do that:

1. ``encoder.onnx``: MiniLM (Wang et al. 2020; six layers, 384 wide) over a window of neighbouring paragraphs, with an
   embedding of letter case and state of quotation added; tells for each token how likely it begins or continues a cue.
2. ``top.onnx``: for each likely cue, transformer layers over the tokens around it, which know their distance from
   the cue; tell for each token whether it is speaker, content or cue of *this* attribution, and whether it is one.

The labels are smoothed by a Viterbi search in which each change of label has a price, and every attribution gets a
score: the probability that it is right, by a logistic regression whose constants stand in ``config.json``.

Every window is run by itself. Dynamic quantisation scales by what is in a batch, so a batch over two texts would let
one text change the other's reading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.reading.en.windows import (
    AT_CUE,
    PIECES_PER_TOKEN,
    UNKNOWN,
    Ints,
    Span,
    Tokens,
    Window,
    context,
    distances,
    tokenise,
    windows,
)

Floats = NDArray[np.float32]
Probabilities = NDArray[np.floating[Any]]

CONFIG, TOKENIZER, ENCODER, TOP = "config.json", "tokenizer.json", "encoder.onnx", "top.onnx"
OUTSIDE, SPEAKER, CONTENT, CUE = range(4)
"""The labels of a token in one attribution, in the order of the graph's output."""

_FORMAT = 1
_REINSTALL = "Install onrecord again, or give the folder of a whole model"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as the text makes it. Passages: ``[start, end)`` in code points of the text, in its order."""

    speaker: tuple[Span, ...]  # () when none is named
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float  # calibrated: of those scored about 0.9, about nine in ten are right


@dataclass(frozen=True, slots=True)
class Decoding:
    """The constants between the graphs' figures and attributions; what was swept is told in the model's card."""

    likely_cue: float  # a token this likely in a cue makes a candidate
    tag_cue: float  # share that the encoder's tags have in saying what is cue; the top has the rest
    tag_speaker: float  # power of the tags' probability of speaker, beside the top's
    tag_content: float  # power of the tags' probability of content
    lift_speaker: float  # what makes up for the powers, which only lower, in nats
    lift_content: float
    change_content: float  # price of a step into or out of content, in nats
    change_other: float  # price of any other change of label; speakers are often one word, so it must be low
    gap_tokens: int  # a gap in content up to so long is closed ...
    gap: float  # ... when content is likelier in it, on average, than this
    weak_speaker: float  # a fragment less likely than this, on average, is dropped beside a stronger one
    weak_content: float
    keep: float  # least score of an attribution
    intercept: float  # the logistic regression behind the score
    weights: tuple[float, ...]  # one for each entry of evidence()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the graphs say about one likely cue, in tokens of the text."""

    around: Span  # the tokens asked
    cue: Span  # the likely cue
    roles: Probabilities  # in this attribution; a row for each token of around, by OUTSIDE, SPEAKER, CONTENT, CUE
    tags: Probabilities  # in any attribution, by the encoder; a row for each token, by cue, speaker, content
    valid: float  # log odds that this is a cue


@dataclass(frozen=True, slots=True)
class Decoded:
    """A candidate with one label for each of its tokens. Passages in tokens of the text."""

    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


class Tagger:
    """Finds attributions in English texts. Build it with :meth:`load`; it holds no state between texts."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        encoder: onnxruntime.InferenceSession,
        top: onnxruntime.InferenceSession,
        decoding: Decoding,
    ) -> None:
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._top = top
        self._decoding = decoding
        self._known: dict[str, list[int]] = {}

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Tagger:
        """Load a model and verify the SHA-256 of each of its files.

        :param folder: holds ``config.json`` and the files that it names.
        :param threads: threads that one multiplication of matrices may use.
        :raises ModelError: a file is absent, is not the one the configuration names, or is of another format.
        """
        config = _config(folder)
        files = {name: _verified(folder / name, wanted) for name, wanted in config["sha256"].items()}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_str(files[TOKENIZER].decode())
            tokenizer.no_padding()
            tokenizer.no_truncation()
            graphs = [
                onnxruntime.InferenceSession(files[name], options, providers=["CPUExecutionProvider"])
                for name in (ENCODER, TOP)
            ]
            decoding = Decoding(**{**config["decoding"], "weights": tuple(config["decoding"]["weights"])})
        except Exception as error:  # tokenizers and onnxruntime raise just that for files that they cannot read
            raise ModelError(f"a model that cannot be loaded: {error}", where=str(folder), do=_REINSTALL) from error
        return cls(tokenizer, graphs[0], graphs[1], decoding)

    def attributions(self, texts: Sequence[str]) -> list[list[Attribution]]:
        """Find the attributions of each text, in order of their cues. A text's result depends on that text alone."""
        return [self._one(text) for text in texts]

    def tokens(self, text: str) -> Tokens:
        """Cut a text into tokens and word pieces."""
        return tokenise(text, self._pieces)

    def candidates(self, tokens: Tokens) -> list[Candidate]:
        """Ask the graphs for all likely cues of a text, in order of the text."""
        return [found for window in windows(tokens) for found in self._read(window)]

    def _one(self, text: str) -> list[Attribution]:
        tokens = self.tokens(text)
        found = decode(self.candidates(tokens), self._decoding)

        def passages(runs: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple((tokens.spans[a][0], tokens.spans[b - 1][1]) for a, b in runs)

        return [Attribution(passages(d.speaker), passages(d.cue), passages(d.content), d.score) for d in found]

    def _pieces(self, word: str) -> list[int]:
        """Ids of a token's word pieces, at least one. Remembered: a few thousand words make most of any text."""
        ids = self._known.get(word)
        if ids is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_PER_TOKEN] or [UNKNOWN]
            if len(self._known) < _REMEMBERED:
                self._known[word] = ids
        return ids

    def _read(self, window: Window) -> list[Candidate]:
        """Run both graphs on one window. The second runs once for each segment, whose contexts are alike in length."""
        inputs = {"ids": window.ids, "features": window.marks, "first": window.first}
        states, tags = self._encoder.run(["states", "tags"], inputs)
        bio = _softmax(tags.reshape(-1, 3, 3))
        cues = likely_cues(bio[:, 0], window.segment, self._decoding.likely_cue)
        out: list[Candidate] = []
        for segment in dict.fromkeys(window.segment[cue[0]] for cue in cues):
            own = [cue for cue in cues if window.segment[cue[0]] == segment]
            for at in range(0, len(own), _AT_ONCE):
                out += self._ask(window, states, 1 - bio[:, :, 0], own[at : at + _AT_ONCE], segment)
        return out

    def _ask(self, window: Window, states: Floats, tags: Floats, cues: list[Span], segment: Span) -> list[Candidate]:
        """Ask for the roles of the tokens around each cue of one segment, in one run."""
        around = [context(cue, segment) for cue in cues]
        index, distance, mask = top_inputs(around, cues)
        inputs = {"states": states, "index": index, "distance": distance, "mask": mask}
        roles, valid = self._top.run(["roles", "valid"], inputs)
        probabilities = _softmax(roles)
        out = []
        for i, ((a, b), cue) in enumerate(zip(around, cues, strict=True)):
            at = int(window.tokens[a])
            shift = at - a
            where = (at, at + b - a), (cue[0] + shift, cue[1] + shift)
            out.append(Candidate(*where, probabilities[i, : b - a], tags[a:b], float(valid[i, 0])))
        return out


_REMEMBERED = 200_000
_AT_ONCE = 24
"""Cues asked in one run. It bounds memory where nearly every word is a cue; no segment of PolNeAR's dev has so many."""


def likely_cues(bio: Floats, segment: Sequence[Span], threshold: float) -> list[Span]:
    """Give the runs of tokens that are likely in a cue. A run ends where another cue likely begins.

    *Shape:* ``bio`` tokens by (outside, begins, continues); runs are ``[first, last)`` tokens.
    """
    begins, continues = bio[:, 1], bio[:, 2]
    either = begins + continues
    on = either >= threshold
    anew = (begins > continues) & (begins > either / 2) & (begins >= _BEGINS)
    out: list[Span] = []
    start: int | None = None
    for i in range(len(bio)):
        if start is not None and (not on[i] or anew[i] or segment[i] != segment[start]):
            out.append((start, i))
            start = None
        if start is None and on[i]:
            start = i
    if start is not None:
        out.append((start, len(bio)))
    return out


_BEGINS = 0.4


def top_inputs(around: Sequence[Span], cues: Sequence[Span]) -> tuple[Ints, Ints, Floats]:
    """Give index, distance and mask for the second graph. *Shape:* cues by the longest context; the rest is masked."""
    shape = len(cues), max(b - a for a, b in around)
    index, distance = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.float32)
    for i, (span, cue) in enumerate(zip(around, cues, strict=True)):
        size = span[1] - span[0]
        index[i, :size] = np.arange(*span)
        distance[i, :size] = distances(span, cue)
        mask[i, :size] = 1
    return index, distance, mask


def join(candidate: Candidate, constants: Decoding) -> Candidate:
    """Mix what the encoder's tags say into the roles that the top gives.

    The tags see all attributions at once: they do not know whose a token is, but they are the better at edges. So a
    token that they find in no content at all is less likely to be this one's. Near the cue, where they can mean no
    other, they say what is cue; farther than a few tokens they may mean another one.
    """
    roles = candidate.roles.astype(np.float64)
    tags = candidate.tags
    cue = candidate.cue[0] - candidate.around[0], candidate.cue[1] - candidate.around[0]
    near = slice(max(0, cue[0] - _NEAR), cue[1] + _NEAR)
    wanted = (1 - constants.tag_cue) * roles[near, CUE] + constants.tag_cue * tags[near, 0]
    rest = roles[near, :CUE].sum(axis=1)
    roles[near, :CUE] *= ((1 - wanted) / np.maximum(rest, _LEAST))[:, None]
    roles[near, CUE] = wanted
    roles[:, SPEAKER] *= (tags[:, 1] + _LEAST) ** constants.tag_speaker * np.exp(constants.lift_speaker)
    roles[:, CONTENT] *= (tags[:, 2] + _LEAST) ** constants.tag_content * np.exp(constants.lift_content)
    roles /= roles.sum(axis=1, keepdims=True)
    return replace(candidate, roles=roles)


_NEAR = 4
_LEAST = 1e-3


def decode(candidates: Sequence[Candidate], constants: Decoding) -> list[Decoded]:
    """Turn candidates into attributions: label their tokens, score them, and let no token be cue of two."""
    found = []
    for candidate in (join(one, constants) for one in candidates):
        labels = label(candidate.roles, constants)
        decoded = _attribution(candidate, labels, constants)
        if decoded is not None and decoded.score >= constants.keep:
            found.append(decoded)
    taken: set[int] = set()
    out = []
    for decoded in sorted(found, key=lambda d: (-d.score, d.cue)):
        own = {i for a, b in decoded.cue for i in range(a, b)}
        if not own & taken:
            taken |= own
            out.append(decoded)
    return sorted(out, key=lambda d: d.cue)


def smooth(roles: Probabilities, constants: Decoding) -> Ints:
    """Give the likeliest row of labels when changes of label have their price (Viterbi).

    *Shape:* ``roles`` tokens by labels, probabilities; one label a token comes back.
    """
    price = np.full((roles.shape[1], roles.shape[1]), constants.change_other)
    price[OUTSIDE, CONTENT] = price[CONTENT, OUTSIDE] = constants.change_content
    np.fill_diagonal(price, 0)
    gains = np.log(roles.astype(np.float64) + 1e-6)
    score = gains[0]
    back = np.empty(roles.shape, np.int64)
    for i in range(1, len(roles)):
        paths = score[:, None] - price
        back[i] = paths.argmax(axis=0)
        score = paths.max(axis=0) + gains[i]
    labels = np.empty(len(roles), np.int64)
    labels[-1] = score.argmax()
    for i in range(len(roles) - 1, 0, -1):
        labels[i - 1] = back[i, labels[i]]
    return labels


def label(roles: Probabilities, constants: Decoding) -> Ints:
    """Give one label a token: smoothed, gaps in content closed that are likely none, weak fragments dropped.

    *Shape:* as :func:`smooth`.
    """
    labels = smooth(roles, constants)
    for (_, end), (start, _) in pairwise(_runs(labels == CONTENT, 0)):
        short = start - end <= constants.gap_tokens and not labels[end:start].any()
        if short and roles[end:start, CONTENT].mean() > constants.gap:
            labels[end:start] = CONTENT
    for role, weak in ((SPEAKER, constants.weak_speaker), (CONTENT, constants.weak_content)):
        runs = _runs(labels == role, 0)
        strongest = max(runs, key=lambda run: float(roles[run[0] : run[1], role].sum()), default=None)
        for start, end in runs:
            if (start, end) != strongest and roles[start:end, role].mean() < weak:
                labels[start:end] = OUTSIDE
    return labels


def evidence(candidate: Candidate, labels: Ints) -> list[float]:
    """Say what speaks for an attribution; the entries that the score weighs.

    Of content and of speaker: the share of tokens that are expected to be common to the label chosen and to the truth
    (sum of probabilities over their union), as a measure would count them; then how sure the cue is.
    """
    roles = candidate.roles
    content = _expected_overlap(roles[:, CONTENT], labels == CONTENT)
    speaker = _expected_overlap(roles[:, SPEAKER], labels == SPEAKER)
    unnamed = float(not (labels == SPEAKER).any())
    return [
        max(-_SURE, min(_SURE, candidate.valid)),
        content,
        speaker,
        content * speaker,
        unnamed,
        float(np.log1p((labels == CONTENT).sum())),
    ]


_SURE = 8.0


def _expected_overlap(probability: Probabilities, chosen: NDArray[np.bool_]) -> float:
    total = float(probability.sum())
    if not chosen.any():
        return 1 - min(1.0, total)
    common = float(probability[chosen].sum())
    return common / (int(chosen.sum()) + total - common)


def _attribution(candidate: Candidate, labels: Ints, constants: Decoding) -> Decoded | None:
    """Read passages off the labels; None where the cue would have no content, which no attribution lacks."""
    start = candidate.around[0]
    content = _runs(labels == CONTENT, start)
    if not content:
        return None
    weight = candidate.roles[:, CUE]
    cues = _runs(labels == CUE, start)
    # A cue is one run of tokens in all of PolNeAR: of several, the one that the graph is surest of.
    cue = max(cues, key=lambda r: float(weight[r[0] - start : r[1] - start].sum())) if cues else candidate.cue
    odds = constants.intercept + float(np.dot(constants.weights, evidence(candidate, labels)))
    return Decoded(_runs(labels == SPEAKER, start), (cue,), content, float(1 / (1 + np.exp(-odds))))


def _runs(on: NDArray[np.bool_], start: int) -> tuple[Span, ...]:
    """Give the runs of true entries, ``[first, last)``, counted from ``start``."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], on, [False])).astype(np.int8))) + start
    return tuple((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    out: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return out


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG
    try:
        config = json.loads(path.read_bytes())
        if config["format"] != _FORMAT:
            why = f"a model of format {config['format']!r}; this version of onrecord reads format {_FORMAT}"
            raise ModelError(why, where=str(path), do=_REINSTALL)
        if not {TOKENIZER, ENCODER, TOP} <= set(config["sha256"]) or config["at_cue"] != AT_CUE:
            raise ModelError("not the configuration of a tagger", where=str(path), do=_REINSTALL)
    except OSError as error:
        why = f"the configuration of the model of claims cannot be read ({error.strerror or error})"
        raise ModelError(why, where=str(path), do=_REINSTALL) from error
    except (ValueError, KeyError, TypeError) as error:
        why = "the configuration of the model of claims is damaged"
        raise ModelError(why, where=str(path), do=_REINSTALL) from error
    return dict(config)


def _verified(path: Path, wanted: str) -> bytes:
    """Read a file of the model and hold it against its SHA-256."""
    try:
        data = path.read_bytes()
    except OSError as error:
        why = f"a file of the model of claims cannot be read ({error.strerror or error})"
        raise ModelError(why, where=str(path), do=_REINSTALL) from error
    if hashlib.sha256(data).hexdigest() != wanted:
        raise ModelError("damaged: its SHA-256 is not the one in config.json", where=str(path), do=_REINSTALL)
    return data
