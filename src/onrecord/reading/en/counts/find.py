"""Finding: the counts and victims of a report, tied to the claims that state them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.model import Claim, Count, Passage, Scope, Victim
from onrecord.reading.en.counts.children import count_children
from onrecord.reading.en.counts.drafts import Draft
from onrecord.reading.en.counts.echoes import echoed, find_echoes
from onrecord.reading.en.counts.families import find_broods
from onrecord.reading.en.counts.happenings import Happening, find_happenings
from onrecord.reading.en.counts.lexicon import lexicon
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.linking import Linker
from onrecord.reading.en.counts.mentions import Mention
from onrecord.reading.en.counts.persons import find_mentions
from onrecord.reading.en.counts.scope import goes_on, scope_of, status_of, totals
from onrecord.reading.en.counts.settling import (
    children_draft,
    killed_at_most,
    settle,
    settle_children,
    settle_groups,
)
from onrecord.reading.en.counts.victims import as_victim, find_victims, named_alone
from onrecord.reading.en.parse import Parsed


def find_counts(parsed: Parsed, claims: Sequence[Claim]) -> tuple[list[Count], list[Victim]]:
    """Find the counts of a report and the victims it names, in order of the text.

    Takes the parse of a report and its claims; a count bears the id of the innermost claim whose
    content holds its words.
    Raises ModelError where a word list of the package is damaged.
    """
    lex = lexicon()
    doc = parsed.doc
    low = [t.lower_ for t in doc]
    tags = [t.tag_ for t in doc]
    text = [t.text for t in doc]
    drafts: list[Draft] = []
    happenings: list[list[Happening]] = []
    told: list[tuple[int, Mention, Draft]] = []
    total = False
    for number, sentence in enumerate(parsed.sentences):
        line = Line(low, tags, text, sentence.start, sentence.end, lex)
        mentions = find_mentions(line)
        echoes = find_echoes(line, mentions)
        mentions = [one for one in mentions if one not in echoes]
        mine = find_happenings(line, mentions)
        happenings.append(mine)
        linker = Linker(line, mentions, mine)
        made = linker.drafts(drafts)
        told += [(number, mention, draft) for mention, draft in linker.told]
        made += echoed(echoes, [*drafts, *made])
        carried = total and goes_on(sentence, lex)
        total = carried or totals(sentence, lex)
        for one in made:
            one.scope = scope_of(
                sentence, one.start, one.happening, lex, (one.measure, one.size), parsed.report.published
            )
            if one.vague == "plural" and any(rule.search(sentence.text.lower()) for rule in lex.general):
                one.scope = Scope.OTHER
            if carried and one.scope is Scope.INCIDENT:
                one.scope = Scope.CUMULATIVE
            one.status = status_of(sentence, one.start, one.happening, lex)
        drafts += made
    settle(drafts)
    drafts.sort(key=lambda one: one.start)
    victims = find_victims(parsed, low, happenings, lex, named_alone(parsed, low, told, lex))
    broods = find_broods(
        parsed, low, happenings, [one for one, _ in victims if one.age is not None], _outside(parsed, drafts), lex
    )
    children = count_children(broods, victims, low, *killed_at_most(drafts))
    told_one_by_one = children_draft(children, drafts) if children else None
    if told_one_by_one:
        drafts.append(told_one_by_one)
        drafts.sort(key=lambda one: one.start)
        settle_children(drafts, told_one_by_one, [(one.start, one.end) for one in broods if one.owned])
    settle_groups(drafts, told_one_by_one)
    return _counts(parsed, drafts, claims), [as_victim(parsed, one, outcome, low) for one, outcome in victims]


def _outside(parsed: Parsed, drafts: Sequence[Draft]) -> frozenset[int]:
    """Give the numbers of the sentences whose counts are all of other attacks or of totals."""
    starts = [sentence.start for sentence in parsed.sentences]
    of: dict[bool, set[int]] = {True: set(), False: set()}
    for one in drafts:
        of[one.scope is Scope.INCIDENT].add(bisect_right(starts, one.start) - 1)
    return frozenset(of[False] - of[True])


def _counts(parsed: Parsed, drafts: Sequence[Draft], claims: Sequence[Claim]) -> list[Count]:
    """Give the drafts their words, scope, status, claim and ids."""
    words = [parsed.span_words(*(parsed.doc[a:b] for a, b in draft.spans)) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda n: (words[n].start, -words[n].end, drafts[n].measure, n))
    ids = {id(drafts[n]): f"{parsed.report.key}:n{k}" for k, n in enumerate(order, 1)}
    counts: list[Count] = []
    for n in order:
        draft = drafts[n]
        at = words[n]
        counts.append(
            Count(
                ids[id(draft)],
                draft.measure,
                draft.group,
                draft.low,
                draft.high,
                at,
                draft.scope,
                draft.status,
                draft.vague,
                ids.get(id(draft.whole)) if draft.whole else None,
                _claim_of(at.passages, claims),
            )
        )
    return counts


def _claim_of(passages: tuple[Passage, ...], claims: Sequence[Claim]) -> str | None:
    """The claim whose content holds the words, the shortest where several do."""
    inside = [
        one
        for one in claims
        if all(any(p.start <= mine.start and mine.end <= p.end for p in one.content.passages) for mine in passages)
    ]
    best = min(inside, key=lambda c: sum(p.end - p.start for p in c.content.passages), default=None)
    return best.id if best else None
