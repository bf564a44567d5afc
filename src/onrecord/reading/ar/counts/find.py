"""Finding: the counts and victims of an Arabic report, tied to the claims that state them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Claim, Count, Group, Measure, Passage, Scope, Victim, Words
from onrecord.reading.ar.counts.drafts import Draft
from onrecord.reading.ar.counts.happenings import Happening, find_happenings, outcome_hits
from onrecord.reading.ar.counts.lexicon import Outcome, Side, words
from onrecord.reading.ar.counts.linking import Linker, without
from onrecord.reading.ar.counts.lists import listed_names
from onrecord.reading.ar.counts.lone import lone
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.people import mention_at
from onrecord.reading.ar.counts.scope import Kindred, Nothing, find_nothing, kindred, scope_of, status_of, too_many
from onrecord.reading.ar.counts.settling import groups_within, settle
from onrecord.reading.ar.counts.victims import find_victims
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import ArabicText, Hit

_MANY, _TIMES = 30, 10
"""From here on, and this many times a number before it, a number is a total of many attacks. Swept on the train half of
the Syria reports (20, 30, 50; 5, 10, 15): killed and injured right are the same to four digits; without the rule both
lose 0.003."""
_HARM = (Measure.KILLED, Measure.INJURED)


def find_counts(text: ArabicText, claims: Sequence[Claim]) -> tuple[tuple[Count, ...], tuple[Victim, ...]]:
    """Find the counts of a report and the victims it names, in order of the text.

    Takes a parsed report and its claims; a count bears the id of the innermost claim whose content holds its words.
    Raises ModelError where a word list of the package is damaged.
    """
    view = View(text)
    hits = outcome_hits(view)
    parts = {hit.first: hit for hit in text.phrases(view.lex.part)}
    joints = {hit.first: hit for hit in text.phrases(view.lex.joint)}
    casualties = [(hit.first, hit.last, hit.entry) for hit in text.phrases(view.lex.casualties)]
    drafts: list[Draft] = []
    kin: dict[int, Kindred] = {}
    for number, sentence in enumerate(text.sentences):
        mine = [c for c in casualties if sentence.start <= c[0] < sentence.stop]
        if not mine and not _may_count(view, sentence, hits):
            continue
        nothing = find_nothing(view, sentence, view.lex, mine)
        found = _sentence(view, number, sentence, hits, parts, joints, nothing)
        for draft in found:
            kin[id(draft)] = kindred(view, number, draft.first, draft.happening, view.lex)
            draft.status = status_of(view, sentence, draft.first, draft.happening, view.lex)
        drafts += found
    drafts += listed_names(view, hits, drafts)
    _scopes(drafts, kin)
    drafts = settle(drafts, view)
    groups_within(drafts)
    return _counts(text, drafts, claims), find_victims(view, drafts)


def _may_count(view: View, sentence: range, hits: Mapping[int, Hit[Outcome]]) -> bool:
    """Tell whether a sentence has any word of casualties, so that the rest need not be read."""
    for i in sentence:
        if i in hits:
            return True
        if any(form in view.lex.paired for form in view.bare_forms(i)):
            return True
        found = view.noun(i)
        if (found and found[0].measure) or view.forms[i] in words("toll"):
            return True
    return False


def _sentence(
    view: View,
    number: int,
    sentence: range,
    hits: Mapping[int, Hit[Outcome]],
    parts: Mapping[int, Hit[bool]],
    joints: Mapping[int, Hit[str]],
    nothing: Sequence[Nothing],
) -> list[Draft]:
    taken = frozenset(t for one in nothing for t in range(one.first, one.last + 1))
    taken |= frozenset(t for k, hit in joints.items() if k in sentence for t in range(hit.first, hit.last + 1))
    taken |= frozenset(t for k, hit in parts.items() if k in sentence for t in range(hit.first, hit.last + 1))
    happenings = [h for h in find_happenings(view, hits, sentence) if not taken & set(range(h.first, h.last + 1))]
    happenings += _tolls(view, sentence, happenings)
    happenings.sort(key=lambda h: h.first)
    said = frozenset(t for h in happenings for t in range(h.first, h.last + 1))
    mentions = without(_mentions(view, sentence, said | taken), said | taken)
    found = Linker(view, number, sentence, mentions, happenings, parts, joints).drafts()
    found += lone(view, number, sentence, happenings, found)
    for one in nothing:
        if one.known:
            found += [_none(one, measure, number) for measure in one.measures]
    return found


def _mentions(view: View, sentence: range, taken: frozenset[int]) -> list[Mention]:
    found: list[Mention] = []
    i = sentence.start
    while i < sentence.stop:
        one = None if i in taken else mention_at(view, i, sentence.stop)
        if one is None:
            number = view.numbers.get(i)
            i = i + 1 if number is None or i in taken else number.last + 1
            continue
        found.append(one)
        i = one.last + 1
    return found


def _tolls(view: View, sentence: range, happenings: Sequence[Happening]) -> list[Happening]:
    """Find words for the dead and the wounded whose number follows: "القتلى هم", "حصيلة ضحايا القصف ... إلى 7"."""
    covered = {t for h in happenings for t in range(h.first, h.last + 1)}
    tolls: list[Happening] = []
    for i in sentence:
        if (
            i not in covered
            and view.is_word(i, words("toll"))
            and _rises(view, i)
            and view.is_word(i + 1, words("deeds"))
        ):
            # "ارتفاع حصيلة القصف على ... إلى 6 مدنيين": of the dead, unless the number says otherwise.
            tolls.append(Happening(i, i, (Measure.KILLED,), Side.TOLL, definite=True))
            continue
        found = view.noun(i)
        if i in covered or not found or found[0].measure is None or (found[0].counted and i in covered):
            continue
        if view.is_word(i - 1, frozenset(("عدد", "حصيله", "اعداد"))):
            tolls.append(Happening(i - 1, i, (found[0].measure,), Side.TOLL, definite=True))
        elif (
            found[1].endswith("ال")
            and view.noun(i + 1) is None
            and view.is_word(i + 1, frozenset(("هم", "هما", "هو", "هي", ":")))
        ):
            tolls.append(Happening(i, i, (found[0].measure,), Side.NOUN, definite=True))
    return tolls


def _rises(view: View, i: int) -> bool:
    return any(view.is_word(j, words("rising")) for j in range(max(0, i - 2), i))


def _none(one: Nothing, measure: Measure, number: int) -> Draft:
    return Draft(one.first, one.last, measure, Group.PEOPLE, 0, 0, None, How.NUMBER, number, one.first, told=True)


def _scopes(drafts: Sequence[Draft], kin: Mapping[int, Kindred]) -> None:
    """Give every draft its scope: an aside is another incident's only where the report tells of one of its own."""
    own = [
        d.first
        for d in drafts
        if kin.get(id(d), Kindred.HERE) is Kindred.HERE and d.measure in _HARM and not d.fallback and d.high != 0
    ]
    for draft in drafts:
        draft.scope = scope_of(kin.get(id(draft), Kindred.HERE), others=any(k < draft.first for k in own))
        before = next((d for d in drafts if d.measure is draft.measure and d.scope is Scope.INCIDENT and d.size), draft)
        later = draft.sentence > before.sentence and draft.size >= max(_MANY, _TIMES * before.size)
        if draft.scope is Scope.INCIDENT and (later or too_many(draft.measure, draft.size)):
            draft.scope = Scope.CUMULATIVE
    for draft in drafts:
        # Some of the dead of a war are the war's too.
        whole = draft.whole
        while whole is not None and draft.scope is Scope.INCIDENT:
            draft.scope, whole = whole.scope, whole.whole


def _counts(text: ArabicText, drafts: Sequence[Draft], claims: Sequence[Claim]) -> tuple[Count, ...]:
    """Give the drafts their words, ids and claims."""
    at = [_words(text, draft) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda n: (at[n].start, -at[n].end, drafts[n].measure, n))
    ids = {id(drafts[n]): f"{text.report.key}:n{k}" for k, n in enumerate(order, 1)}
    return tuple(
        Count(
            ids[id(drafts[n])],
            drafts[n].measure,
            drafts[n].group,
            drafts[n].low,
            drafts[n].high,
            at[n],
            drafts[n].scope,
            drafts[n].status,
            drafts[n].vague,
            ids.get(id(drafts[n].whole)) if drafts[n].whole else None,
            _claim_of(at[n].passages, claims),
        )
        for n in order
    )


def _words(text: ArabicText, draft: Draft) -> Words:
    """The words of a count; a sum of people told in several sentences rests on each of them."""
    sentences = {one.sentence for one in draft.parts}
    if len(sentences) > 1:
        spans = [(text.tokens[one.first].start, text.tokens[one.last].end) for one in draft.parts]
        return Words.cut(text.report.text, spans)
    return text.words(draft.first, draft.last)


def _claim_of(passages: tuple[Passage, ...], claims: Sequence[Claim]) -> str | None:
    """The claim whose content holds the words, the shortest where several do."""
    inside = [
        one
        for one in claims
        if all(any(p.start <= mine.start and mine.end <= p.end for p in one.content.passages) for mine in passages)
    ]
    best = min(inside, key=lambda c: sum(p.end - p.start for p in c.content.passages), default=None)
    return best.id if best else None
