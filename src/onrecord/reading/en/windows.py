"""Text -> windows of word pieces, for the trained tagger: the one place that training and reading share.

A *token* is what the measure of PolNeAR counts: a run of word characters, or one other character that is no space.
A *segment* is a paragraph, or a part of one that is too long. A *window* is as many neighbouring segments as fit, so
that a segment is read beside its neighbours at no cost. All offsets into a text are code points, ``[start, end)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Span = tuple[int, int]

CLS, SEP, UNKNOWN = 101, 102, 100
"""Word pieces of the BERT vocabulary that open a window, close a segment, and stand for what has no piece."""

PIECES_PER_TOKEN = 8
"""At most so many pieces of one token are read: hundreds of them (an address, base64) say nothing more."""

WINDOW = 254
"""Word pieces a window may have beside the opening one; the encoder's cost grows faster than its use beyond."""

LEFT, RIGHT = 64, 80
"""Tokens before and after a cue among which its speaker and content are sought. Of PolNeAR's train attributions 99.5%
reach at most 58 tokens back, 99% at most 71 on."""

AT_CUE = LEFT
"""The distance bucket of the cue's own tokens: ``AT_CUE - n`` is n tokens before, ``AT_CUE + n`` n after."""

DISTANCES = LEFT + 1 + RIGHT

_TOKEN = re.compile(r"\w+|\S")
_LONG_LINE = 100
_ENDS = frozenset(".!?")
# One code point each, so that offsets hold; a lone surrogate is no text that a tokenizer takes.
_STRAIGHT = {ord(a): b for a, b in zip("“”„‟«»‘’‚‛`´–—―‐‑", "\"\"\"\"\"\"''''''-----", strict=True)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENERS, _CLOSERS = "“„«‟", "”»"
_OUTSIDE, _INSIDE, _OPENING, _CLOSING = range(4)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut up. ``spans``, ``words``, ``pieces`` and ``marks`` are parallel, one entry a token."""

    spans: list[Span]
    words: list[str]  # as written, with straight quotes and dashes
    pieces: list[list[int]]  # ids of word pieces
    marks: Ints  # 4 * state of quotation + kind of letters, see mark()
    paragraphs: list[Span]  # [first, last) token


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    *Shape:* ``ids`` and ``marks`` one entry a piece; ``first``, ``tokens`` and ``segment`` one entry a token.
    """

    ids: Ints
    marks: Ints
    first: Ints  # where the token's first piece stands in ids
    tokens: Ints  # index of the token in the text
    segment: list[Span]  # [first, last) token of the window that share the token's segment


def tokenise(text: str, pieces_of: Callable[[str], list[int]]) -> Tokens:
    """Cut a text into tokens. Quotes and dashes are straightened, one code point for one, so offsets hold."""
    plain = _SURROGATE.sub("\ufffd", text).translate(_STRAIGHT)
    spans = [match.span() for match in _TOKEN.finditer(plain)]
    words = [plain[a:b] for a, b in spans]
    paragraphs = _paragraphs(text, spans)
    marks = np.zeros(len(words), np.int64)
    for first, last in paragraphs:
        marks[first:last] = mark(words[first:last], [text[a] for a, _ in spans[first:last]])
    return Tokens(spans, words, [pieces_of(word) for word in words], marks, paragraphs)


def mark(words: Sequence[str], as_written: Sequence[str]) -> list[int]:
    """Say of each token of a paragraph what an uncased vocabulary hides and what lies too far off to be seen.

    The kind of letters: 0 none, 1 lower, 2 first upper, 3 all upper. The state of quotation: 0 outside double quotes,
    1 inside, 2 the mark that opens, 3 the mark that closes. ``as_written`` holds the first character of each token
    before straightening: a curly mark says by itself whether it opens.
    """
    out = []
    inside = False
    for word, written in zip(words, as_written, strict=True):
        if word == '"':
            inside = written in _OPENERS or (written not in _CLOSERS and not inside)
            state = _OPENING if inside else _CLOSING
        else:
            state = _INSIDE if inside else _OUTSIDE
        letters = 0
        if word[0].isalpha():
            letters = 1 if not word[0].isupper() else 3 if len(word) > 1 and word.isupper() else 2
        out.append(4 * state + letters)
    return out


def windows(tokens: Tokens, limit: int = WINDOW, *, alone: bool = False) -> list[Window]:
    """Pack neighbouring segments into windows of at most ``limit`` pieces; ``alone`` gives each segment its own."""
    sizes = np.cumsum([0, *(len(pieces) for pieces in tokens.pieces)])
    out: list[Window] = []
    packed: list[Span] = []
    used = 0
    for first, last in _segments(tokens, sizes, limit):
        size = int(sizes[last] - sizes[first]) + 1
        if packed and (alone or used + size > limit):
            out.append(_window(tokens, packed))
            packed, used = [], 0
        packed.append((first, last))
        used += size
    if packed:
        out.append(_window(tokens, packed))
    return out


def context(cue: Span, segment: Span) -> Span:
    """Give the tokens of a window among which a cue's speaker and content are sought."""
    return max(segment[0], cue[0] - LEFT), min(segment[1], cue[1] + RIGHT)


def distances(around: Span, cue: Span) -> Ints:
    """Give the bucket of distance from the cue of each token of a context. *Shape:* one entry a token."""
    at = np.arange(around[0], around[1])
    before = AT_CUE - np.minimum(cue[0] - at, LEFT)
    after = AT_CUE + np.minimum(at - cue[1] + 1, RIGHT)
    return np.where(at < cue[0], before, np.where(at < cue[1], AT_CUE, after))


def _paragraphs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Cut at blank lines, and at every line break of a text whose lines are not cut by hand at a column."""
    wrapped = all(len(line) <= _LONG_LINE for line in text.splitlines())
    breaks = 2 if wrapped else 1
    cuts = [i for i in range(1, len(spans)) if text.count("\n", spans[i - 1][1], spans[i][0]) >= breaks]
    edges = [0, *cuts, len(spans)] if spans else [0]
    return list(pairwise(edges))


def _segments(tokens: Tokens, sizes: Ints, limit: int) -> list[Span]:
    """Cut paragraphs over the limit at the last end of a sentence that fits, or where they must be cut."""
    out: list[Span] = []
    for first, last in tokens.paragraphs:
        at = first
        while sizes[last] - sizes[at] + 1 > limit:
            fits = int(np.searchsorted(sizes, sizes[at] + limit - 1, side="right")) - 1
            ends = [i for i in range(at + (fits - at) // 3 + 1, fits + 1) if _ends_sentence(tokens, i)]
            cut = ends[-1] if ends else fits
            out.append((at, cut))
            at = cut
        out.append((at, last))
    return out


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a sentence, with its closing quotation mark, ends right before this token."""
    if tokens.marks[at] // 4 == _CLOSING:
        return False
    before = at - 2 if tokens.marks[at - 1] // 4 == _CLOSING and at > 1 else at - 1
    return tokens.words[before] in _ENDS


def _window(tokens: Tokens, packed: Sequence[Span]) -> Window:
    ids, marks = [CLS], [0]
    first: list[int] = []
    index: list[int] = []
    segment: list[Span] = []
    for a, b in packed:
        start = len(first)
        for i in range(a, b):
            first.append(len(ids))
            ids += tokens.pieces[i]
            marks += [int(tokens.marks[i])] * len(tokens.pieces[i])
        index += range(a, b)
        segment += [(start, start + b - a)] * (b - a)
        ids.append(SEP)
        marks.append(0)
    kind = np.int64
    return Window(np.array(ids, kind), np.array(marks, kind), np.array(first, kind), np.array(index, kind), segment)
