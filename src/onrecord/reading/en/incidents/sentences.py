"""How much each sentence of a report tells of an attack."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.model import (
    AttackKind,
    Context,
    ContextKind,
    Count,
    CountStatus,
    Infrastructure,
    Measure,
    Scope,
    Words,
)
from onrecord.reading.en.incidents.lexicon import ATTACK
from onrecord.reading.en.parse import Parsed

_BACKGROUND = frozenset(
    [ContextKind.LAW, ContextKind.TALKS, ContextKind.THREAT, ContextKind.AGREEMENT, ContextKind.TOLL]
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with what it tells of an attack."""

    span: Span
    number: int
    attack: tuple[Token, ...]
    """Words of attack and harm in it."""
    weight: float
    """0 where it tells of none, or is background."""
    background: bool


class Sentences:
    """The sentences of a report, weighed, and the way from words to their sentence."""

    def __init__(
        self,
        parsed: Parsed,
        counts: Sequence[Count],
        kinds: Sequence[AttackKind],
        infrastructure: Sequence[Infrastructure],
        context: Sequence[Context],
    ) -> None:
        self._parsed = parsed
        self._starts = [s.start_char for s in parsed.sentences]
        harm = [
            c
            for c in counts
            if c.scope is Scope.INCIDENT
            and c.status is CountStatus.STATED
            and c.measure in (Measure.KILLED, Measure.INJURED)
        ]
        told = {self.number(c.at) for c in harm}
        hit = {self.number(i.at) for i in infrastructure}
        how = {self.number(k.at) for k in kinds}
        behind = {self.number(c.at) for c in context if c.kind in _BACKGROUND} - told
        self.all = [self._weighed(span, n, told, hit, how, behind) for n, span in enumerate(parsed.sentences)]
        self.background_starts = frozenset(w.span.start_char for w in self.all if w.background)

    @staticmethod
    def _weighed(span: Span, n: int, told: set[int], hit: set[int], how: set[int], behind: set[int]) -> Weighed:
        words = tuple(t for t in span if t.lemma_.lower() in ATTACK)
        weight = 2.0 * (n in told) + 1.5 * (n in hit) + 1.0 * (n in how) + min(1.0, 0.5 * len(words))
        return Weighed(span, n, words, 0.0 if n in behind else weight, n in behind)

    def number(self, words: Words) -> int:
        """Number of the sentence that words begin in, from 0."""
        at = self._parsed.offset_in_parse(words.start)
        return max(0, bisect_right(self._starts, at) - 1)

    def of(self, words: Words) -> Weighed:
        """Give the sentence that words begin in."""
        return self.all[self.number(words)]

    def start_in_parse(self, words: Words) -> int:
        """Offset in the parsed text at which words begin."""
        return self._parsed.offset_in_parse(words.start)

    def tokens(self, words: Words) -> list[Token]:
        """Give the tokens that words touch in the parse, first passage alone."""
        start = self._parsed.offset_in_parse(words.passages[0].start)
        end = self._parsed.offset_in_parse(words.passages[0].end - 1) + 1
        return [t for t in self.of(words).span if t.idx < end and t.idx + len(t) > start]
