"""Arabic text -> tokens and sentences, with offsets in the report's own text."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TypeVar

from onrecord.model import Report, Words
from onrecord.reading.ar.folding import INSIDE_SET, INVISIBLE, INVISIBLE_SET, JOINT, LETTER_SET, bare, fold, readings
from onrecord.reading.ar.phrases import SOFT, Hit, Phrases

__all__ = ["ArabicText", "Hit", "Kind", "Phrases", "Token", "bare", "fold", "parse", "parse_words", "readings"]

T = TypeVar("T")


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    PUNCT = "punct"
    SYMBOL = "symbol"
    """Emoji and other pictures, addresses, names with @."""
    BREAK = "break"
    """A line end, or several."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: ``report.text[start:end]``, in code points."""

    start: int
    end: int
    form: str
    """Folded; see :func:`fold`."""
    kind: Kind
    value: int | None = None
    """Of a whole number in digits; None for decimals and for all else."""


_WORD = rf"[{LETTER_SET}][{INSIDE_SET}]*(?:{JOINT}[{LETTER_SET}][{INSIDE_SET}]*)*"
_LINE = r"\n\r\u2028\u2029\x0b\x0c\x85"
_TOKEN = re.compile(
    rf"(?P<symbol>(?:https?://|www\.)[^\s\u0600-\u06ff]+|@\w+)"
    rf"|(?P<arabic>{_WORD})"
    rf"|(?P<number>(?<![.,٫٬\d])\d{{1,3}}(?:[,٬]\d{{3}})+(?![\d])|(?<![.,/٫٬\d-])\d+[.٫]\d+(?![\d]|[./٫-]\d)|\d+)"
    rf"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    rf"|(?P<break>[{_LINE}](?:[\s{INVISIBLE_SET}]*[{_LINE}])?)"
    rf"|(?P<dots>\.{{2,}}|…+)"
    rf"|(?P<sign>[^\s\w#])"
)
# Posts lose line ends, so that two words stand as one: some letters end a word, a call for notice is one, and words of
# attack and harm begin one wherever they follow three letters that are no article.
_GLUED = re.compile(
    rf"(?:[ةى]|اً)[\u064b-\u0652]*(?=[{LETTER_SET}])"
    rf"|(?<=#عاجل)(?=[{LETTER_SET}])"
    rf"|(?<![{LETTER_SET}])(?:اليوم|أمس)(?=(?![كيىوت])[{LETTER_SET}]{{3}})"
    rf"|(?<=[{LETTER_SET}]{{3}})(?<!ال)(?<!لل)(?=[اإ]ستشهد|[اإ]ستشهاد|استهدف|استهداف|أصيب|إصابة|وفاة)"
)
_GROUPING = re.compile(r"[,٬]")
_LONGEST_NUMBER = 15  # digits; longer ones are telephone and account numbers


@lru_cache(maxsize=4096)
def _sign(char: str) -> Kind | None:
    """Tell what a single sign is; None for marks that stand alone."""
    category = unicodedata.category(char)
    if category[0] in "MC":
        return None
    return Kind.PUNCT if category[0] == "P" else Kind.SYMBOL


_HIDDEN: tuple[str, ...] = tuple(
    fold(stem) for stem in tomllib.loads(files(__package__).joinpath("hidden.toml").read_text("utf-8"))["stems"]
)


@lru_cache(maxsize=4096)
def _hides(before: str, after: str) -> bool:
    """Tell whether the dot between two folded pieces stands inside a word that posts hide from filters."""
    joined, cut = before + after, len(before)
    for stem in _HIDDEN:
        at = joined.find(stem, max(0, cut - len(stem) + 1))
        if 0 <= at < cut < at + len(stem):
            return True
    return False


def _tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens; a dot inside a word that hides joins its pieces."""
    out: list[Token] = []
    for token in _pieces(text):
        if (
            token.kind is Kind.WORD
            and len(out) > 1
            and out[-1].form == "."
            and out[-1].end == token.start
            and out[-2].kind is Kind.WORD
            and out[-2].end == out[-1].start
            and _hides(out[-2].form, token.form)
        ):
            out.pop()
            first = out.pop()
            token = Token(first.start, token.end, first.form + token.form, Kind.WORD)
        out.append(token)
    return tuple(out)


def _pieces(text: str) -> tuple[Token, ...]:
    out: list[Token] = []
    for found in _TOKEN.finditer(text):
        group, (start, end) = found.lastgroup, found.span()
        if group == "arabic":
            while text[end - 1] in INVISIBLE:
                end -= 1
            for cut in sorted({found.end() for found in _GLUED.finditer(text, start, end)} - {start}):
                out.append(Token(start, cut, fold(text[start:cut]), Kind.WORD))
                start = cut
            out.append(Token(start, end, fold(text[start:end]), Kind.WORD))
        elif group == "number":
            raw = _GROUPING.sub("", found.group())
            whole = raw.isdecimal() and len(raw) <= _LONGEST_NUMBER
            out.append(Token(start, end, fold(raw), Kind.NUMBER, int(raw) if whole else None))
        elif group == "word":
            out.append(Token(start, end, fold(found.group()), Kind.WORD))
        elif group == "break":
            out.append(Token(start, end, "\n", Kind.BREAK))
        elif group == "dots":
            out.append(Token(start, end, "…", Kind.PUNCT))
        elif group == "symbol":
            out.append(Token(start, end, found.group().lower(), Kind.SYMBOL))
        else:
            kind = _sign(found.group())
            if kind is not None:
                out.append(Token(start, end, found.group(), kind))
    return tuple(out)


_LONGEST_SENTENCE = 300  # tokens; what runs on without a stop is cut, so that no search within a sentence grows endless
_ENDS = frozenset(".!؟?…۔")
_CLOSERS = frozenset("\"'”’»)]“")
_BULLETS = frozenset("•▪◾◼■●◆▶►|‣⁃★")


def _starts(tokens: tuple[Token, ...]) -> list[int]:
    """First tokens of sentences."""
    starts = [0] if tokens else []
    ended = False
    for i, token in enumerate(tokens):
        last = tokens[i - 1] if i else None
        if ended and not (
            token.kind is Kind.BREAK
            or token.form in _ENDS
            or (token.form in _CLOSERS and last is not None and last.end == token.start)
        ):
            starts.append(i)
            ended = False
        if token.kind is Kind.BREAK:
            ended = True
        elif token.kind is Kind.PUNCT and token.form in _ENDS:
            ended = ended or not _joins(tokens, i)
        elif i - starts[-1] >= _LONGEST_SENTENCE or (
            i and starts[-1] != i and _bullet(token) and not (last and _bullet(last))
        ):
            starts.append(i)
    return starts


def _joins(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a dot ends nothing: it shortens a title ("د.", "م.") or stands between numbers ("3.10.2020")."""
    if tokens[i].form != "." or not i:
        return False
    before, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
    if before.kind is Kind.WORD:
        return len(before.form) == 1
    numbers = before.kind is Kind.NUMBER and after is not None and after.kind is Kind.NUMBER
    return numbers and after is not None and before.end == tokens[i].start and after.start == tokens[i].end


def _bullet(token: Token) -> bool:
    if token.form in _BULLETS:
        return True
    return token.kind is Kind.SYMBOL and len(token.form) == 1 and unicodedata.category(token.form) == "So"


@dataclass(frozen=True)
class ArabicText:
    """A report's tokens and sentences. Sentences are ranges of tokens; together they hold every token once."""

    report: Report
    tokens: tuple[Token, ...]
    sentences: tuple[range, ...]
    """Cut after . ! ؟ ?, at line ends and before bullets; the sign that ends a sentence belongs to it."""
    _begins: tuple[int, ...] = field(repr=False)

    def words(self, first: int, last: int) -> Words:
        """Cut tokens ``first`` to ``last``, both included, out of the report's own text, as one passage."""
        return Words.cut(self.report.text, [(self.tokens[first].start, self.tokens[last].end)])

    def sentence_of(self, token: int) -> int:
        """Give the number of the sentence that holds a token."""
        return bisect_right(self._begins, token) - 1

    def sentence_words(self, sentence: int) -> Words:
        """Cut a whole sentence out of the report's own text, line ends left out; ValueError where it is white space."""
        its = self.sentences[sentence]
        return self.words(its.start, its.stop - 1)

    def token_at(self, offset: int) -> int:
        """Give the first token that ends after ``offset`` (code points); the last token where none does."""
        return min(bisect_right(self._ends, offset), len(self.tokens) - 1)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(token.end for token in self.tokens)

    @cached_property
    def hashtags(self) -> tuple[range, ...]:
        """Ranges of tokens that make one hashtag each, in order of the text."""
        text, out = self.report.text, []
        i = 0
        while i < len(self.tokens):
            j = i
            if self.tokens[i].start and text[self.tokens[i].start - 1] == "#":
                while j + 1 < len(self.tokens) and self._hangs_on(j + 1):
                    j += 1
                out.append(range(i, j + 1))
            i = j + 1
        return tuple(out)

    def _hangs_on(self, token: int) -> bool:
        """Tell whether a token is joined to the one before it by low lines alone or, as a number, by nothing."""
        between = self.report.text[self.tokens[token - 1].end : self.tokens[token].start]
        kind = self.tokens[token].kind
        return kind in (Kind.WORD, Kind.NUMBER) and (between.strip("_") == "")

    @cached_property
    def _solid(self) -> tuple[list[str], list[int]]:
        """Forms and numbers of the tokens that phrases are matched over: all but hyphens and quotation marks."""
        numbers = [i for i, token in enumerate(self.tokens) if token.form not in SOFT]
        return [self.tokens[i].form for i in numbers], numbers

    def phrases(self, lexicon: Phrases[T]) -> list[Hit[T]]:
        """Find the phrases of a lexicon, the longest at each place, in order; see :meth:`Phrases.find`.

        Low lines and # between words part nothing, so that hashtags are read like plain words; line ends do.
        """
        return list(lexicon.find(*self._solid))


def parse(report: Report) -> ArabicText:
    """Cut a report's text into tokens and sentences. Every letter and digit of the text stands in one token."""
    tokens = _tokens(report.text)
    starts = _starts(tokens)
    stops = [*starts[1:], len(tokens)][: len(starts)]
    sentences = tuple(range(a, b) for a, b in zip(starts, stops, strict=True))
    return ArabicText(report, tokens, sentences, tuple(starts))


def parse_words(words: str) -> tuple[str, ...]:
    """Give the folded forms of the words of a string that is no report, a title say."""
    return tuple(token.form for token in _tokens(words) if token.kind is Kind.WORD)
