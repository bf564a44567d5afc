"""How much each sentence of a report tells of an attack."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Count, CountStatus, Measure, Scope, Words
from onrecord.reading.ar.attacks import BACKGROUND, OPENERS, TELLING, Tells
from onrecord.reading.ar.folding import readings
from onrecord.reading.ar.incidents.found import Found
from onrecord.reading.ar.text import ArabicText, Kind, parse_words

_OPENING = 3  # tokens in which a word that opens background stands: "هذا ويذكر أن"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with what it tells of an attack."""

    number: int
    tokens: range
    attack: tuple[int, ...]
    """Tokens of attack in it."""
    harm: tuple[int, ...]
    """Tokens of harm."""
    speech: tuple[int, ...]
    """Tokens of speech."""
    counted: bool
    """It counts people killed or injured."""
    weight: float
    """0 where it tells of no attack, or is background."""
    background: bool
    titled: float
    """Share of the title's words that it repeats, 0 to 1; 0 where there is no title."""


def harms(count: Count) -> bool:
    """Tell whether a count is of people killed or injured in an incident of the report."""
    return (
        count.scope is Scope.INCIDENT
        and count.status is CountStatus.STATED
        and count.measure in (Measure.KILLED, Measure.INJURED)
    )


class Sentences:
    """The sentences of a report, weighed, and the way from words to their sentence."""

    def __init__(self, text: ArabicText, found: Found) -> None:
        self.text = text
        counted = {self.number(count.at) for count in found.counts if harms(count)}
        hit = {self.number(one.at) for one in found.infrastructure}
        how = {self.number(one.at) for one in found.kinds}
        telling: dict[Tells, dict[int, list[int]]] = {tells: {} for tells in Tells}
        for one in text.phrases(TELLING):
            telling[one.entry].setdefault(text.sentence_of(one.first), []).append(one.first)
        behind = self._background(min((n for t in (Tells.ATTACK, Tells.HARM) for n in telling[t]), default=0))
        self.title = title_forms(text.report.title)
        self.all: list[Weighed] = []
        for number, tokens in enumerate(text.sentences):
            attack = tuple(telling[Tells.ATTACK].get(number, ()))
            harm = tuple(telling[Tells.HARM].get(number, ()))
            weight = 2.0 * (number in counted) + 1.0 * (number in hit) + 1.0 * (number in how)
            weight += min(1.0, 0.5 * len(attack)) + min(1.0, 0.5 * len(harm))
            self.all.append(
                Weighed(
                    number,
                    tokens,
                    attack,
                    harm,
                    tuple(telling[Tells.SPEECH].get(number, ())),
                    number in counted,
                    0.0 if number in behind else weight,
                    number in behind,
                    self._titled(tokens),
                )
            )

    def _background(self, lead: int) -> frozenset[int]:
        """Give the sentences of background; the first that tells of an attack is what the report is about."""
        text, found = self.text, set()
        for hit in text.phrases(OPENERS):
            number = text.sentence_of(hit.first)
            if hit.first - text.sentences[number].start < _OPENING:
                found.add(number)
        found |= {text.sentence_of(hit.first) for hit in text.phrases(BACKGROUND)}
        return frozenset(number for number in found if number > lead)

    def _titled(self, tokens: range) -> float:
        if not self.title:
            return 0.0
        its = {left for i in tokens for _, left in readings(self.text.tokens[i].form)}
        return len(self.title & its) / len(self.title)

    def number(self, words: Words) -> int:
        """Number of the sentence that words begin in, from 0."""
        return self.text.sentence_of(self.text.token_at(words.start))

    def of(self, words: Words) -> Weighed:
        """Give the sentence that words begin in."""
        return self.all[self.number(words)]

    def in_title(self, words: Words) -> bool:
        """Tell whether the title names what these words name."""
        if not self.title:
            return False
        first, last = self.text.token_at(words.start), self.text.token_at(words.end - 1)
        forms = [self.text.tokens[i].form for i in range(first, last + 1) if self.text.tokens[i].kind is Kind.WORD]
        return bool(forms) and all(any(left in self.title for _, left in readings(form)) for form in forms)


def title_forms(title: str | None) -> frozenset[str]:
    """Give what the words of a title leave when clitics are taken off, three letters and longer."""
    if not title:
        return frozenset()
    return frozenset(readings(form)[-1][1] for form in parse_words(title) if len(form) > 2)
