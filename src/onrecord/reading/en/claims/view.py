"""A parsed report as the stages of claims look at it: quotations, paragraphs and actor mentions by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from onrecord.model import Words
from onrecord.reading.actors import ActorMention
from onrecord.reading.actors.data import State
from onrecord.reading.actors.mentions import met, theatre
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.mentioned import mentioned_actors
from onrecord.reading.en.parse import Parsed

_OF_ATTACKS = 0.12, 0.18
_NEAR = 0.3
_DOUBLE = frozenset({'"', "``", "''", "“", "”"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in double quotation marks, marks included: token indexes, both ends included."""

    first: int
    last: int
    closed: bool


class View:
    """What the stages of claims ask of a parsed report, worked out once."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.paragraph = self._paragraphs()
        self.quotations = self._quotations()
        self._met = parsed.once(met)
        self.mentions: list[ActorMention] = parsed.once(mentioned_actors)
        self.mention_at: dict[int, ActorMention] = {}
        for mention in self.mentions:
            for i in range(mention.first, mention.last + 1):
                self.mention_at[i] = mention
        self._quoted = [-1] * len(self.doc)
        for n, quotation in enumerate(self.quotations):
            for i in range(quotation.first, quotation.last + 1):
                self._quoted[i] = n

    def _paragraphs(self) -> list[int]:
        """Number the paragraph of each token: a line break ends one."""
        out: list[int] = []
        n = 0
        for token in self.doc:
            out.append(n)
            if token.is_space and "\n" in token.text:
                n += 1
        return out

    def _quotations(self) -> list[Quotation]:
        """Pair the double quotation marks of each paragraph; one left open ends with its paragraph."""
        out: list[Quotation] = []
        opened: int | None = None
        for token in self.doc:
            if opened is not None and self.paragraph[token.i] != self.paragraph[opened]:
                out.append(Quotation(opened, token.i - 1, closed=False))
                opened = None
            if token.text in _DOUBLE:
                if opened is None:
                    opened = token.i
                else:
                    out.append(Quotation(opened, token.i, closed=True))
                    opened = None
        if opened is not None:
            out.append(Quotation(opened, len(self.doc) - 1, closed=False))
        return out

    def quotation(self, i: int) -> Quotation | None:
        """Give the quotation that a token stands in."""
        n = self._quoted[i]
        return None if n < 0 else self.quotations[n]

    @cached_property
    def _starts(self) -> list[int]:
        return [self.parsed.passage(token.idx, token.idx + 1).start for token in self.doc]

    def tokens(self, words: Words | None) -> list[Token]:
        """Give the tokens that words of the report touch, in order, white space left out."""
        if words is None:
            return []
        out: list[Token] = []
        for passage in words.passages:
            k = max(0, bisect_right(self._starts, passage.start) - 1)
            stop = bisect_left(self._starts, passage.end)
            out.extend(token for token in self.doc[k:stop] if not token.is_space)
        return out

    def words(self, tokens: Iterable[Token]) -> Words | None:
        """Cut the words of tokens; None when there are none. Gaps of punctuation or white space alone are closed."""
        indexes = sorted({token.i for token in tokens if not token.is_space})
        if not indexes:
            return None
        filled: list[int] = [indexes[0]]
        for i in indexes[1:]:
            between = range(filled[-1] + 1, i)
            if (
                between
                and all(self.doc[k].is_space for k in between)
                and self.paragraph[filled[-1]] == self.paragraph[i]
            ):
                filled.extend(between)
            filled.append(i)
        return self.parsed.token_words(self.doc[i] for i in filled)

    @cached_property
    def of_attacks(self) -> bool:
        """Tell whether the report as a whole is of attacks: by its share of sentences with a word of an attack's facts.

        Swept with the share of those that name arms, forces or harm beside it: 54 of 59 open gold reports are so, and
        11 of 84 articles of PolNeAR dev, whose subject is an election.
        """
        told = attacks()
        armed = told.attack_nouns | told.of_party | told.harms
        sentences = self.parsed.sentences
        facts = near = 0
        for one in sentences:
            hit = any(t.lower_ in told.facts for t in one)
            facts += hit
            near += hit or any(t.lemma_.lower() in armed for t in one)
        some, most = _OF_ATTACKS
        return facts > most * len(sentences) or (facts > some * len(sentences) and near > _NEAR * len(sentences))

    @cached_property
    def home(self) -> State | None:
        """The country that the report plays in."""
        return theatre(self.doc.text, self._met)
