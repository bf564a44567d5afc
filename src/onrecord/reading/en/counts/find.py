"""Finding: the counts and victims of a report, tied to the claims that state them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Claim, Count, Passage, Victim
from onrecord.reading.en.counts.happenings import find_happenings
from onrecord.reading.en.counts.lexicon import lexicon
from onrecord.reading.en.counts.linking import Draft, Linker
from onrecord.reading.en.counts.mentions import find_mentions
from onrecord.reading.en.counts.scope import scope_of, status_of
from onrecord.reading.en.counts.settling import settle
from onrecord.reading.en.parse import Parsed


def find_counts(parsed: Parsed, claims: Sequence[Claim]) -> tuple[list[Count], list[Victim]]:
    """Find the counts of a report and the victims it names, in order of the text.

    Takes the parse of a report and its claims; a count bears the id of the innermost claim whose content holds its words.
    Raises ModelError where a word list of the package is damaged.
    """
    lex = lexicon()
    doc = parsed.doc
    low = [t.lower_ for t in doc]
    tags = [t.tag_ for t in doc]
    drafts: list[Draft] = []
    placed: list[tuple[Draft, int]] = []
    for number, sentence in enumerate(parsed.sentences):
        mentions = find_mentions(sentence, low, tags, lex)
        happenings = find_happenings(low, tags, mentions, sentence.start, sentence.end, lex)
        made = Linker(sentence, low, tags, mentions, happenings, lex).drafts(drafts)
        for one in made:
            one.scope = scope_of(sentence, one.start, one.happening, lex)
            one.status = status_of(sentence, one.start, one.happening, lex)
        drafts += made
        placed += [(one, number) for one in made]
    settle([one for one, _ in placed])
    return _counts(parsed, placed, claims), []


def _counts(parsed: Parsed, placed: list[tuple[Draft, int]], claims: Sequence[Claim]) -> list[Count]:
    """Give the drafts their words, scope, status, claim and ids."""
    words = [parsed.span_words(*(parsed.doc[a:b] for a, b in draft.spans)) for draft, _ in placed]
    order = sorted(range(len(placed)), key=lambda n: (words[n].start, -words[n].end, placed[n][0].measure, n))
    ids = {id(placed[n][0]): f"{parsed.report.key}:n{k}" for k, n in enumerate(order, 1)}
    counts: list[Count] = []
    for n in order:
        draft, _ = placed[n]
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
