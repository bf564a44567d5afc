"""The publisher's own assertions: figures of the killed and hurt, and who struck, stated in nobody else's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors

_TOLL = frozenset(
    [
        "kill",
        "killed",
        "killing",
        "dead",
        "die",
        "died",
        "dying",
        "death",
        "deaths",
        "injured",
        "wounded",
        "injuring",
        "wounding",
        "casualty",
        "casualties",
        "displaced",
        "missing",
        "slain",
        "martyred",
        "fatalities",
    ]
)
_HIT = frozenset(
    [
        "hospital",
        "hospitals",
        "clinic",
        "clinics",
        "school",
        "schools",
        "market",
        "markets",
        "camp",
        "camps",
        "home",
        "homes",
        "house",
        "houses",
        "building",
        "buildings",
        "mosque",
        "mosques",
        "church",
        "churches",
        "bakery",
        "shelter",
        "shelters",
        "ambulance",
        "ambulances",
        "convoy",
        "apartment",
        "civilians",
        "people",
        "children",
        "medics",
        "patients",
        "village",
    ]
)
_LEAST = 4
"""Words that a sentence must have."""
_VAGUE = frozenset({"dozens", "scores", "hundreds", "several", "many", "thousands"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """One sentence of the publisher's own, and whom it says did it."""

    sentence: list[Token]
    accused: list[Actor]
    author: Actor | None
    """Who writes of itself or has the turn; None: the publisher."""


def assertions(
    view: View,
    blame: Blame,
    taken: Iterable[int],
    refer: Refer,
    authors: Authors,
) -> list[Assertion]:
    """Find sentences that belong to nobody's claim and give a toll, or name who struck people or what they live by.

    Few and plain on purpose: a sentence must give a number with a word of death or injury, or name an
    attack's author and its target. Of an author that writes of itself, or of who has the turn, every sentence whose
    main verb is in nobody else's claim.
    """
    gone = set(taken)
    out: list[Assertion] = []
    for sentence in view.parsed.sentences:
        words = [t for t in sentence if not t.is_space]
        if len(words) < _LEAST or words[-1].text == "?":
            continue
        author = authors.at(words[0].i)
        if author is not None and any(t.pos_ in ("VERB", "AUX") for t in words) and sentence.root.i not in gone:
            inner = [t for t in words if t.i not in gone]
            out.append(Assertion(inner, _struck(blame, inner, refer), author))
            continue
        if any(t.i in gone for t in words) or authors.turn(words[0].i) is not None:
            continue
        accused = _struck(blame, words, refer)
        if accused or _gives_toll(sentence):
            out.append(Assertion(words, accused, author))
    return out


def _gives_toll(sentence: Span) -> bool:
    return any(t.lower_ in _TOLL for t in sentence) and any(
        (t.like_num and not _is_date(t)) or t.lower_ in _VAGUE for t in sentence
    )


def _is_date(token: Token) -> bool:
    """Tell a year or a day of the month from a count."""
    months = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
    beside = [token.doc[k].lower_ for k in (token.i - 1, token.i + 1) if 0 <= k < len(token.doc)]
    return (len(token.text) == 4 and token.text.startswith(("19", "20"))) or any(word in months for word in beside)


def _struck(blame: Blame, words: list[Token], refer: Refer) -> list[Actor]:
    if not any(t.lower_ in _HIT for t in words):
        return []
    return [a.actor for a in blame.find(words, refer) if a.did and a.direct and not a.maybe]
