"""Which words of a text are cues, and in which sense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.reading.ar.actors import read_toml
from onrecord.reading.ar.claims.forms import participle_forms, verb_forms
from onrecord.reading.ar.text import ArabicText, Phrases, bare, fold, readings

_AHEAD = 9
"""Words within which a cue must have what it needs."""


class Sense(StrEnum):
    """What a cue says of what is said."""

    SAY = "say"
    CLAIM = "claim"
    AFFIRM = "affirm"
    REPORT = "report"
    ACCUSE = "accuse"
    DENY = "deny"
    DISMISS = "dismiss"
    ADMIT = "admit"
    ESTIMATE = "estimate"
    CONDEMN = "condemn"
    DEMAND = "demand"
    ANNOUNCE = "announce"


class Way(StrEnum):
    """How a cue stands to its speaker and content."""

    VERB = "verb"
    PARTICIPLE = "participle"
    """Goes with a verb before it, and has its speaker."""
    PHRASE = "phrase"
    """"بحسب X": what it stands beside is the content."""
    BELIEF = "belief"
    """Nobody in particular."""
    HEADING = "heading"
    """"X: ...", "X | ..."."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    sense: Sense
    way: Way
    joined: bool
    """Begins with "and": it is no part of what was said before."""


@dataclass(frozen=True, slots=True)
class CueWords:
    """The lexicon of cues."""

    verbs: dict[str, tuple[str, Sense]]
    """Form -> lemma and sense."""
    participles: dict[str, tuple[str, Sense]]
    needs: dict[str, frozenset[str]]
    phrases: Phrases[Sense]
    belief: Phrases[bool]
    connectives: frozenset[str]
    content: frozenset[str]
    aside: frozenset[str]
    between: frozenset[str]
    facts: frozenset[str]
    numbers: frozenset[str]
    hedges: frozenset[str]
    allegations: frozenset[str]
    false: frozenset[str]
    pronouns: frozenset[str]
    """By which a speaker tells of himself ("أنها")."""
    forces: frozenset[str]
    """Forces of the speaker's own ("قواتنا", "طائراتها")."""
    doing: frozenset[str]
    """Deeds that fighters announce as their own."""
    turns: frozenset[str]
    towns: frozenset[str]
    notices: frozenset[str]
    pointing: frozenset[str]
    blamed: frozenset[str]
    negations: frozenset[str]


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(one) for one in words)


@cache
def cue_words() -> CueWords:
    """Read the lexicon. ModelError where it is absent or damaged."""
    data = read_toml("onrecord.reading.ar.claims", "cues.toml")
    never = _folded(data["never"]["forms"])
    verbs: dict[str, tuple[str, Sense]] = {}
    for sense, pairs in data["verbs"].items():
        for past, present in pairs:
            for form in verb_forms(past, present):
                if form not in never:
                    verbs.setdefault(form, (fold(past), Sense(sense)))
    participles: dict[str, tuple[str, Sense]] = {}
    for sense, words in data["participles"].items():
        for one in words:
            for form in participle_forms(one):
                if form not in never:
                    participles.setdefault(form, (fold(one), Sense(sense)))
    return CueWords(
        verbs,
        participles,
        {fold(lemma): _folded(words) for lemma, words in data["needs"].items()},
        Phrases({fold(one): Sense(sense) for sense, words in data["phrases"].items() for one in words}),
        Phrases({fold(one): True for one in data["belief"]["forms"]}),
        _folded(data["connectives"]["words"]),
        _folded(data["content"]["words"]),
        _folded(data["aside"]["words"]),
        _folded(part for one in data["between"]["words"] for part in one.split()),
        _folded(data["facts"]["words"])
        | {form for past, present in data["facts"]["verbs"] for form in verb_forms(past, present)},
        _folded(data["numbers"]["words"]),
        _folded(data["hedges"]["words"]),
        _folded(data["allegations"]["words"]),
        _folded(data["allegations"]["false"]),
        _folded(data["self"]["pronouns"]),
        _folded(data["self"]["forces"]),
        _folded(data["self"]["doing"]),
        _folded(data["turns"]["words"]),
        _folded(data["towns"]["words"]),
        _folded(data["notices"]["words"]),
        _folded(data["pointing"]["words"]),
        _folded(data["pointing"]["blamed"]),
        _folded(data["pointing"]["not"]),
    )


def find_cues(text: ArabicText) -> list[Cue]:
    """Find the cues of a text in its order, none inside another; headings are found with their speakers."""
    lex = cue_words()
    out: dict[int, Cue] = {}
    taken: set[int] = set()
    for hit in text.phrases(lex.phrases):
        out[hit.first] = Cue(hit.first, hit.last, hit.entry, Way.PHRASE, hit.prefix.startswith("و"))
        taken.update(range(hit.first, hit.last + 1))
    for found in text.phrases(lex.belief):
        if found.first not in taken and found.prefix in ("", "و", "ف") and not taken_back(text, found.first):
            out[found.first] = Cue(found.first, found.last, Sense.SAY, Way.BELIEF, found.prefix != "")
            taken.update(range(found.first, found.last + 1))
    for token in range(len(text.tokens)):
        if token in taken:
            continue
        for prefix, rest in readings(text.tokens[token].form):
            if prefix not in ("", "و", "ف"):
                continue
            verb, participle = lex.verbs.get(rest), lex.participles.get(rest)
            found_as = verb or participle
            if found_as is None:
                continue
            if _has(text, token, lex.needs.get(found_as[0])):
                way = Way.VERB if verb else Way.PARTICIPLE
                out[token] = Cue(token, token, found_as[1], way, prefix != "")
            break
    return [out[token] for token in sorted(out)]


def taken_back(text: ArabicText, token: int) -> bool:
    """Tell whether one of the two words before a token denies it: "لم يعلن", "دون ورود أنباء"."""
    start = max(text.sentences[text.sentence_of(token)].start, token - 2)
    negations = cue_words().negations
    return any(form in negations for at in range(start, token) for form in bare(text.tokens[at].form))


def _has(text: ArabicText, token: int, needed: frozenset[str] | None) -> bool:
    if needed is None:
        return True
    stop = min(text.sentences[text.sentence_of(token)].stop, token + 1 + _AHEAD)
    return any(form in needed for at in range(token + 1, stop) for form in bare(text.tokens[at].form))
