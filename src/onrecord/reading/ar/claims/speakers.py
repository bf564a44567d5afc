"""Who speaks: words -> an actor, by the names they hold, else by what kind of speaker the noun makes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.model import SpeakerKind, Words
from onrecord.reading.actors.data import Actor, Form
from onrecord.reading.ar.actors import ArabicMention, read_toml
from onrecord.reading.ar.text import ArabicText, Phrases, bare, fold

_OURS = tuple(fold(one) for one in ("مراسلنا", "مراسلتنا", "مراسلونا", "مراسلينا", "مصادرنا", "مصدرنا"))
_LEAST = 4
"""Letters of a noun that points back; shorter ones are too many things."""
_BACK = 40
"""Mentions before a noun among which the one that it points back to is sought."""


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The lexicon of speakers."""

    nouns: Phrases[str]
    """Noun -> kind."""
    qualifiers: Phrases[str]


@cache
def speaker_words() -> SpeakerWords:
    """Read the lexicon. ModelError where it is absent or damaged."""
    data = read_toml("onrecord.reading.ar.claims", "speakers.toml")

    def phrases(table: dict[str, list[str]]) -> Phrases[str]:
        once: dict[str, str] = {}
        for kind, words in table.items():
            for one in words:
                once.setdefault(fold(one), SpeakerKind(kind).value)
        return Phrases(once)

    return SpeakerWords(phrases(data["nouns"]), phrases(data["qualifiers"]))


class Speakers:
    """Resolves the speakers of one text."""

    def __init__(self, text: ArabicText, mentions: Sequence[ArabicMention]) -> None:
        self._text, self._mentions = text, mentions
        self._firsts = [one.first for one in mentions]
        self._inside = {token: one for one in mentions for token in range(one.first, one.last + 1)}
        words = speaker_words()
        self._nouns = {hit.first: hit for hit in text.phrases(words.nouns)}
        self._qualifiers = {hit.first: hit for hit in text.phrases(words.qualifiers)}

    def resolve(self, first: int, last: int, before: Sequence[tuple[Actor, str]]) -> Actor:
        """Say who the words of tokens ``first`` to ``last`` are.

        ``before``: who has spoken so far, each with the noun it was introduced by; "the source" is the last source.
        """
        words = self.words(first, last).words
        head = self.noun(first) if first == last else ""
        if head.startswith("ال"):
            near = reversed(before[-_BACK:])
            back = next((actor for actor, noun in near if noun.removeprefix("ال") == head[2:]), None)
            if back is None and first not in self._inside:
                back = self._named_before(first, head[2:])
            if back is not None:
                return back
        own = [t for t in range(first, last + 1) if t not in self._inside]
        kinds = [SpeakerKind(self._nouns[t].entry) for t in own if t in self._nouns]
        more = [SpeakerKind(self._qualifiers[t].entry) for t in range(first, last + 1) if t in self._qualifiers]
        mention = next((self._inside[t] for t in range(first, last + 1) if t in self._inside), None)
        if mention is not None and mention.form not in (Form.ADJECTIVE, Form.PEOPLE):
            foreign = kinds[:1] in ([SpeakerKind.MEDIA], [SpeakerKind.WITNESS], [SpeakerKind.PERSON])
            place = mention.form in (Form.NAME, Form.SEAT) and mention.actor.kind is SpeakerKind.GOVERNMENT
            if not (place and kinds and mention.first > first) and not (
                foreign and mention.actor.kind is not SpeakerKind.MEDIA
            ):
                return mention.actor
        code = None
        if (
            mention is not None
            and mention.form is Form.ADJECTIVE
            and kinds[:1]
            in (
                [SpeakerKind.GOVERNMENT],
                [SpeakerKind.MILITARY],
            )
        ):
            code = mention.actor.code
        kind = kinds[0] if kinds else SpeakerKind.PERSON
        if kind in (SpeakerKind.UNKNOWN, SpeakerKind.PERSON) and more:
            kind = more[0]
        if any(self._text.tokens[t].form.endswith(_OURS) for t in range(first, last + 1)):
            # "Our correspondent" is the publisher.
            return Actor(self._text.report.publisher or words, None, SpeakerKind.MEDIA)
        return Actor(words, code, kind)

    def _named_before(self, first: int, noun: str) -> Actor | None:
        """Name whom a noun points back to: "الوحدات" after "وحدات حماية الشعب"."""
        if len(noun) < _LEAST:
            return None
        stop = bisect_left(self._firsts, first)
        for mention in reversed(self._mentions[max(0, stop - _BACK) : stop]):
            if mention.form not in (Form.ADJECTIVE, Form.PEOPLE):
                tokens = range(mention.first, mention.last + 1)
                if any(noun in bare(self._text.tokens[t].form) for t in tokens):
                    return mention.actor
        return None

    def words(self, first: int, last: int) -> Words:
        """Cut a speaker's words out of the report's text, conjunctions and prepositions before them left out."""
        whole = self._text.words(first, last)
        mention, hit = self._inside.get(first), self._nouns.get(first)
        prefix = hit.prefix if hit is not None else mention.prefix if mention is not None else ""
        clitics = prefix.removesuffix("ال")
        # After ل the article loses its alef: what is left of "للدفاع" would be no word.
        if not clitics or "لل" in self._text.tokens[first].form[:3] or not whole.words.startswith(clitics):
            return whole
        return Words.cut(self._text.report.text, [(whole.start + len(clitics), whole.end)])

    def noun(self, first: int) -> str:
        """Give the noun by which a speaker may be called again, folded."""
        form = self._text.tokens[first].form
        return form[1:] if form.startswith("وال") else form
