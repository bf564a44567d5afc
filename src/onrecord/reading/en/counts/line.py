"""A line: the tokens of one sentence as the finders of counts read them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.en.counts.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its bounds in the tokens of the report, which all lists hold whole."""

    low: list[str]
    """Tokens in lower case."""
    tags: list[str]
    """Fine part-of-speech tags (Penn Treebank)."""
    text: list[str]
    """Tokens as they stand."""
    start: int
    end: int
    """Token after the last."""
    lex: Lexicon

    def word(self, i: int) -> str:
        """The token in lower case, or nothing where the sentence has none there."""
        return self.low[i] if self.start <= i < self.end else ""

    def tag(self, i: int) -> str:
        """The tag, or nothing where the sentence has no token there."""
        return self.tags[i] if self.start <= i < self.end else ""

    def capital(self, i: int) -> bool:
        """Tell whether the token begins with a capital letter."""
        return self.text[i][:1].isupper()
