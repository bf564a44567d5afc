"""Lists: the dead named line by line under a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Group, Measure
from onrecord.reading.ar.counts.drafts import Draft
from onrecord.reading.ar.counts.lexicon import Outcome, words
from onrecord.reading.ar.counts.mentions import How
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Hit, Kind

_LINE = 12
"""Tokens of a line that is a name, with its number, title and age."""
_APART = 3
"""Lines without a name after which a list has ended."""


def listed_names(view: View, hits: Mapping[int, Hit[Outcome]], drafts: Sequence[Draft]) -> list[Draft]:
    """Find names that stand in lines of their own under a sentence that speaks of the dead or the wounded."""
    claimed = {t for d in drafts for t in range(d.first, d.last + 1)}
    measure: Measure | None = None
    found: list[list[Draft]] = []
    missed = 0
    for number, sentence in enumerate(view.text.sentences):
        name = _name_line(view, sentence)
        if name and measure is not None and not claimed & set(range(name[0], name[1] + 1)):
            if not found or missed > _APART:
                found.append([])
            found[-1].append(_draft(name, measure, number, view))
            missed = 0
            continue
        told = _speaks_of(view, sentence, hits)
        if told is not None:
            measure = told
        missed += 1
        if missed > _APART and told is None:
            measure = None
    made: list[Draft] = []
    for run in found:
        if len(run) < 2:
            continue
        total = Draft(
            run[0].first, run[0].last, run[0].measure, Group.PEOPLE, len(run), len(run), None, How.NUMBER,
            run[0].sentence, run[0].first, told=True, parts=run,
        )  # fmt: skip
        for one in run:
            one.whole = total
        made += [total, *run]
    return made


def _draft(name: tuple[int, int], measure: Measure, number: int, view: View) -> Draft:
    draft = Draft(name[0], name[1], measure, Group.PEOPLE, 1, 1, None, How.NAME, number, name[0], told=True, name=name)
    draft.female = view.names.female(name[0])
    return draft


def _name_line(view: View, sentence: range) -> tuple[int, int] | None:
    """Read a line that is a name, behind numbers, signs and titles; in a numbered list any words are one."""
    solid = [i for i in sentence if view.tokens[i].kind is not Kind.BREAK]
    if not solid or len(solid) > _LINE:
        return None
    i = solid[0]
    end = solid[-1] + 1
    while i < end and (
        view.tokens[i].kind in (Kind.NUMBER, Kind.PUNCT, Kind.SYMBOL)
        or any(rest in words("titles") for rest in (view.forms[i],))
        or view.is_word(i, words("praise"))
    ):
        i += 1
    if i >= end:
        return None
    listed = view.tokens[solid[0]].kind is Kind.NUMBER and len(solid) > 1 and view.tokens[solid[1]].kind is Kind.PUNCT
    return view.names.at(i, end) or (view.names.after_title(i, end, sure=True) if listed else None)


def _speaks_of(view: View, sentence: range, hits: Mapping[int, Hit[Outcome]]) -> Measure | None:
    for i in reversed(sentence):
        found = view.noun(i)
        if found and found[0].measure in (Measure.KILLED, Measure.INJURED):
            return found[0].measure
        if i in hits and hits[i].entry.measures[0] in (Measure.KILLED, Measure.INJURED):
            return hits[i].entry.measures[0]
    return None
