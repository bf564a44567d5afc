"""Echoes: another speaker's figure for what was counted just before, with no more words than the number.

"Doctors counted 19 dead. The ministry says 24." What the number counts stands in the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import CountStatus, Measure, Scope
from onrecord.reading.en.counts.drafts import Draft
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.mentions import Kind, Mention

_QUOTES = words("quotes")
_REACH = 70
"""Tokens back to the count that is echoed: two sentences or so; further back another matter has begun."""
_ALIKE = 10
"""Two figures for the same people are not this many times apart."""


def find_echoes(line: Line, mentions: Sequence[Mention]) -> list[Mention]:
    """Find the bare numbers of a sentence that a verb of saying or counting governs, up to the end of their clause."""
    return [one for one in mentions if _told(line, one)]


def echoed(echoes: Sequence[Mention], before: Sequence[Draft]) -> list[Draft]:
    """Make counts of echoes: of the measure and group of the nearest count before them; nothing where there is none.

    ``before`` are the counts of the report so far, those of the same sentence among them.
    """
    made: list[Draft] = []
    for one in echoes:
        told = [d for d in before if d.start < one.start and one.start - d.happening[1] <= _REACH and _counts(d)]
        last = max(told, key=lambda d: d.start, default=None)
        size = max(one.low or 0, one.high or 0)
        if last is None or not last.size <= size * _ALIKE or not size <= last.size * _ALIKE:
            continue
        made.append(Draft.of(replace(one, group=last.group), last.measure))
    return made


def _counts(draft: Draft) -> bool:
    """Tell a count that another figure can answer: a stated number of the dead or the wounded, no part of another."""
    return (
        draft.kind is Kind.NUMBER
        and draft.whole is None
        and draft.measure in (Measure.KILLED, Measure.INJURED)
        and draft.scope is Scope.INCIDENT
        and draft.status is CountStatus.STATED
        and draft.size > 0
    )


def _told(line: Line, one: Mention) -> bool:
    if not one.bare or one.kind is not Kind.NUMBER or one.definite or one.further or one.hit:
        return False
    return _ends(line, one.end) and _cued(line, one.start)


def _cued(line: Line, start: int) -> bool:
    """Tell whether the words before a number say that somebody gives it: "says", "speaks of", "has revised it to"."""
    k = start - 1
    while line.word(k) in _QUOTES or line.word(k) == ":":
        k -= 1
    word, before = line.word(k), line.word(k - 1)
    if word in words("giving"):
        # "Has 41", of whoever counts; "has" after "who" or before a participle is another verb.
        return line.tag(k) in ("VBZ", "VBP", "VBD") and before not in ("who", "which", "that", "it", "to")
    if word in ("of", "with", "at", "to", "as"):
        if before in words("pronouns_of_figures"):
            return line.word(k - 2) in words("putting") or line.word(k - 2) in words("rises")
        figure = word == "of" and before in words("figures_of")
        return figure or before in words("giving_of") or (word == "at" and before in words("losses"))
    return word in ("were", "are") and before == "there" and line.word(k - 2) in ("said", "says", "insists", "that")


def _ends(line: Line, end: int) -> bool:
    """Tell whether the clause ends with the number."""
    k = end
    while line.word(k) in _QUOTES:
        k += 1
    word = line.word(k)
    if word in (",", "on") or word in words("setting_against"):
        rest = line.low[k + 1 : line.end]
        return line.word(k + 1) in words("setting_against") or not any(w in line.lex.done or w == "dead" for w in rest)
    return word in ("", ".", ";", ":", "—", "–", "\n") or not word.strip()
