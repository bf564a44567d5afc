"""Finds nouns that name a building, a camp, a convoy or the like: hit or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import InfrastructureKind
from onrecord.reading.en.infrastructure.lexicon import NOUNS, PHRASES
from onrecord.reading.en.parse import Parsed


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun with what it names."""

    head: Token
    kind: InfrastructureKind
    first: int
    """Index of its first token, name and phrase included."""
    name: str | None
    """Its proper name, in the words of the report."""
    number: int | None
    """How many the words state; None for a bare plural."""


_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "both": 2,
}
_NAME_JOINTS = frozenset(["-", "'", "al", "el", "of", "bin", "ibn", "as", "ar", "ash", "an", "ad", "the"])
_PLURALS = ("NNS", "NNPS")


def _lemma(token: Token) -> str:
    """Lemma in lower case; the tagger leaves plurals of names as they are."""
    low = token.lower_
    if token.pos_ != "PROPN":
        return str(token.lemma_.lower())
    for ending, instead in (("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("s", "")):
        if low.endswith(ending) and low not in NOUNS and low[: -len(ending)] + instead in NOUNS:
            return low[: -len(ending)] + instead
    return low


def _kind(token: Token, lemma: str) -> tuple[InfrastructureKind, int] | None:
    """Kind of the noun and how many words before it belong to the phrase."""
    phrases = PHRASES.get(lemma)
    if phrases:
        words: list[str] = []
        at = token.i - 1
        while at >= 0 and len(words) < 2:
            if token.doc[at].lower_ != "-":
                words.insert(0, token.doc[at].lower_)
                found = phrases.get(" ".join(words))
                if found:
                    return found, token.i - at
            at -= 1
    kind = NOUNS.get(lemma)
    return (kind, 0) if kind else None


def _name(token: Token) -> tuple[int, str | None]:
    """First token of a proper name that ends in this noun, and the name where there is one ("al-Noor Hospital")."""
    doc, first = token.doc, token.i
    at = token.i - 1
    while at >= token.sent.start:
        other = doc[at]
        if other.pos_ == "PROPN" or (
            other.text[:1].isupper() and other.pos_ in ("ADJ", "NOUN") and at > token.sent.start
        ):
            first = at
        elif not (other.lower_ in _NAME_JOINTS and at > token.sent.start and doc[at - 1].text[:1].isalpha()):
            break
        at -= 1
    if first == token.i:
        return first, None
    return first, doc[first : token.i + 1].text


def _number(token: Token, lemma: str) -> int | None:
    for child in token.children:
        if child.dep_ in ("nummod", "det", "amod") and child.i < token.i:
            word = child.lower_.replace(",", "")
            if word.isdecimal() and len(word) < 5:
                return int(word)
            if word in _NUMBERS:
                return _NUMBERS[word]
    plural = token.tag_ in _PLURALS or (token.lower_ != lemma and token.lower_.endswith("s"))
    return None if plural else 1


def _home(token: Token) -> bool:
    """Tell the noun "home" where the tagger takes it for the adverb ("the Amari family home")."""
    before = token.doc[token.i - 1] if token.i else None
    return (
        token.lower_ == "home"
        and before is not None
        and (before.pos_ in ("NOUN", "PROPN", "PART") or before.tag_ == "PRP$")
    )


def find_mentions(parsed: Parsed) -> Iterator[Mention]:
    """Find every such noun of a report, in order of the text."""
    for token in parsed.doc:
        if len(token.text) < 3 or not (token.pos_ in ("NOUN", "PROPN") or _home(token)):
            continue
        lemma = _lemma(token)
        found = _kind(token, lemma)
        if not found:
            continue
        kind, before = found
        before_noun = token.dep_ == "compound" and token.head.i > token.i and found[0] is not InfrastructureKind.CAMP
        if before_noun and _kind(token.head, _lemma(token.head)):
            continue  # "school bus", "hospital ward": the head is the noun; a camp's market is still in the camp
        first, name = _name(token)
        yield Mention(token, kind, min(first, token.i - before), name, _number(token, lemma))
