"""View: a text while its counts are found, and what each of its tokens can mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from onrecord.reading.ar.counts.lexicon import Lexicon, Noun, Number, lexicon
from onrecord.reading.ar.counts.names import Names
from onrecord.reading.ar.dates import dated_tokens
from onrecord.reading.ar.numbers import NumberAt, closing_bounds, numbers, opens_number
from onrecord.reading.ar.text import ArabicText, Hit, Kind, fold, readings

_OWN = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "ك", "ال", "وال", "بال", "لل", "ولل", "وبال", "فال", "فل")
_QUOTES = frozenset("\"'“”‘’«»„")
_STOPS = frozenset(".؟?!…:؛)”»،,")
WEEKDAYS = frozenset(map(fold, ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")))
"""Days of the week, folded."""
_PARAGRAPH, _PARAGRAPHS, _HEADLINE = 12, 3, 24
"""Tokens of a paragraph at least, such paragraphs in a page at least, tokens of a headline at most."""


class View:
    """A text while its counts are found: what each token can mean."""

    def __init__(self, text: ArabicText) -> None:
        self.text, self.tokens = text, text.tokens
        self.lex: Lexicon = lexicon()
        self.forms = [token.form for token in text.tokens]
        self.names = Names(text, self.lex)
        self._nouns: dict[int, tuple[Noun, str] | None] = {}

    @cached_property
    def numbers(self) -> Mapping[int, NumberAt]:
        """Numbers by their first token."""
        dated = dated_tokens(self.text)
        return {one.first: one for one in numbers(self.text) if one.first not in dated}

    @cached_property
    def headlines(self) -> frozenset[int]:
        """Sentences that are headlines of other reports between the paragraphs of a page.

        Lines without a full stop, after the first paragraph of a text whose paragraphs end with one.
        """
        text = self.text
        lines = [
            (n, s)
            for n, s in enumerate(text.sentences)
            if self.tokens[s.stop - 1].kind is Kind.BREAK or s.stop == len(self.tokens)
        ]
        ended = [n for n, s in lines if len(s) >= _PARAGRAPH and self._stops(s)]
        if len(ended) < _PARAGRAPHS:
            return frozenset()
        return frozenset(n for n, s in lines if n > ended[0] and len(s) <= _HEADLINE and not self._stops(s))

    def _stops(self, sentence: range) -> bool:
        """Tell whether a sentence, or the one before in its paragraph, ends with a full stop."""
        last = sentence.stop - 1
        while last >= sentence.start and self.tokens[last].kind is Kind.BREAK:
            last -= 1
        return last < sentence.start or self.forms[last] in _STOPS

    @cached_property
    def weekday(self) -> str | None:
        """The first day of the week that the text names, folded."""
        return next((w for form in self.forms for w in (form, form[1:]) if w in WEEKDAYS), None)

    @cached_property
    def closing(self) -> Mapping[int, tuple[int, str]]:
        """Bounds that follow what is counted, by their first token."""
        return closing_bounds(self.text)

    @cached_property
    def forces(self) -> Mapping[int, Hit[str]]:
        """Armed bodies by their first token."""
        return {hit.first: hit for hit in self.text.phrases(self.lex.forces)}

    @cached_property
    def ties(self) -> Mapping[int, Hit[str]]:
        """Words that tie people to a body, by their first token."""
        return {hit.first: hit for hit in self.text.phrases(self.lex.ties)}

    @cached_property
    def civil(self) -> frozenset[int]:
        """Tokens of civil bodies."""
        return frozenset(i for hit in self.text.phrases(self.lex.civil) for i in range(hit.first, hit.last + 1))

    def noun(self, i: int) -> tuple[Noun, str] | None:
        """Give the noun for people at token ``i`` and its clitics."""
        if i not in self._nouns:
            self._nouns[i] = self._noun(i)
        return self._nouns[i]

    def _noun(self, i: int) -> tuple[Noun, str] | None:
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind is not Kind.WORD:
            return None
        token = self.tokens[i]
        marbuta = "ة" in self.text.report.text[token.start : token.end][-3:]
        for prefix, rest in readings(token.form):
            if prefix not in _OWN:
                continue
            owned, plain = self.lex.relatives.get(rest), self.lex.nouns.get(rest)
            if owned and "ال" not in prefix and not (plain and marbuta):
                return owned, prefix
            if plain:
                return plain, prefix
        if token.form.endswith("يين"):
            # "مواطنيين", as many hands write "مواطنين".
            slipped = self.lex.nouns.get(token.form[:-3] + "ين")
            return (slipped, "") if slipped and slipped.number is Number.MANY else None
        return None

    def bare_forms(self, i: int) -> tuple[str, ...]:
        """Give what token ``i`` can be with clitics taken off."""
        return tuple(rest for _, rest in readings(self.forms[i])) if 0 <= i < len(self.forms) else ()

    def is_word(self, i: int, wanted: frozenset[str]) -> bool:
        """Tell whether token ``i`` is one of the words, clitics allowed."""
        return any(rest in wanted for rest in self.bare_forms(i))

    def bounded(self, i: int) -> bool:
        """Tell whether a number, or a word that goes before one, stands at token ``i``."""
        return i in self.numbers or opens_number(self.text, i)

    def skip_quotes(self, i: int) -> int:
        """Step over quotation marks."""
        while i < len(self.tokens) and self.forms[i] in _QUOTES:
            i += 1
        return i
