"""Victims: people named as killed or injured, each once however often a report names them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import CountStatus, Group, Measure, Scope, Victim
from onrecord.reading.ar.counts.drafts import Draft
from onrecord.reading.ar.counts.lexicon import words
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Kind

GROWN = 18
"""Years from which a person is no child (Convention on the Rights of the Child, article 1)."""
_NEAR = 6
"""Tokens between a name and the age that belongs to it."""
_OLDEST = 115


def find_victims(view: View, drafts: Sequence[Draft]) -> tuple[Victim, ...]:
    """Find the people named as killed or injured, in order of the text; killed wins where both are said of one."""
    told: list[tuple[tuple[int, int], Victim]] = []
    for draft in sorted(drafts, key=lambda d: (d.measure is not Measure.KILLED, d.first)):
        if draft.name is None or draft.measure not in (Measure.KILLED, Measure.INJURED):
            continue
        if draft.scope is not Scope.INCIDENT or draft.status is not CountStatus.STATED:
            continue
        first, last = draft.name
        if not any(view.names.same(draft.name, other) for other, _ in told):
            told.append((draft.name, _victim(view, draft, first, last)))
    return tuple(sorted((victim for _, victim in told), key=lambda v: v.at.start))


def _victim(view: View, draft: Draft, first: int, last: int) -> Victim:
    age, stop = _age(view, last + 1)
    sex = {True: "female", False: "male"}.get(draft.female) if draft.female is not None else None
    if draft.group is Group.WOMEN:
        sex = "female"
    elif draft.group is Group.MEN:
        sex = "male"
    group = draft.group
    if age is not None and age < GROWN:
        group = Group.CHILDREN
    elif group in (Group.PEOPLE, Group.CIVILIANS) and sex:
        group = Group.WOMEN if sex == "female" else Group.MEN
    name = view.text.words(first, last).words
    return Victim(name, name, age, sex, group, draft.measure, view.text.words(first, stop if age is not None else last))


def _age(view: View, i: int) -> tuple[int | None, int]:
    """Read the age after a name: "(12 عاماً)", "البالغ من العمر 12 عاماً"; years, and its last token."""
    for j in range(i, min(i + _NEAR, len(view.tokens))):
        token = view.tokens[j]
        if token.kind is Kind.BREAK or token.form in (".", "؛"):
            break
        number = view.numbers.get(j)
        if number is None or number.exact is None or number.exact > _OLDEST:
            continue
        after = number.last + 1
        while after < len(view.tokens) and view.forms[after] == ")":
            after += 1
        if view.is_word(after, words("ages")):
            months = view.forms[after].startswith(("شهر", "اشهر", "شهور"))
            return (0 if months else number.exact), after
        bracketed = view.forms[j - 1] == "(" and view.forms[number.last + 1 : number.last + 2] == [")"]
        if bracketed or view.forms[j - 1] in words("age_before"):
            return number.exact, number.last
    return None, i
