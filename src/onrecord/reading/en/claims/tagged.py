"""Attributions by the trained tagger, and how they are joined with those found by rule."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files

from spacy.tokens import Token

from onrecord.errors import ModelError
from onrecord.model import Words
from onrecord.reading.actors import Form
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.attribution import Attribution
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.heads import cue_head
from onrecord.reading.en.claims.sights import SIGHTS, sight
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.tagger import Tagger
from onrecord.settings import Settings

_PLAIN = frozenset(
    {
        *("say", "tell", "add", "state", "report", "claim", "allege", "confirm", "announce", "declare", "warn", "note"),
        *("maintain", "insist", "argue", "assert", "contend", "counter", "reply"),
    }
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_STANCE = frozenset({Sense.CONDEMN, Sense.DEMAND, Sense.ANNOUNCE, Sense.CONFIRM})
"""Senses that are worth one in a report of attacks."""
_BLAME = frozenset({Sense.ACCUSE, Sense.DENY, Sense.DISMISS, Sense.ADMIT})
"""Senses that are worth a claim by rule where the tagger sees none: nothing that lays or rejects blame may be lost."""


class Tagged:
    """Finds attributions with the model that the package carries."""

    def __init__(self, settings: Settings) -> None:
        """Load the model. ModelError where it is absent or damaged."""
        where = files("onrecord.reading.en").joinpath("models", "attribution")
        if not where.is_dir():
            raise ModelError("the model of attributions is absent", where=str(where), do="Reinstall onrecord")
        with as_file(where) as folder:
            self._tagger = Tagger.load(folder, threads=settings.threads)

    def find(self, view: View) -> list[Attribution]:
        """Find all attributions of a report, in order of their cues."""
        text = view.parsed.report.text
        out: list[Attribution] = []
        for found in self._tagger.attributions([text])[0]:
            content = _cut(text, found.content)
            if content is not None:
                out.append(Attribution(_cut(text, found.speaker), _cut(text, found.cue), content, found.score))
        return out


def _cut(text: str, spans: tuple[tuple[int, int], ...]) -> Words | None:
    if not any(text[start:end].strip() for start, end in spans):
        return None
    return Words.cut(text, spans)


def joined(view: View, tagged: list[Attribution], ruled: list[Attribution]) -> list[Attribution]:
    """Join both: all that the tagger finds, and of the rules what lays or rejects blame and is not among it already.

    Two are one when their cues touch, or when one speaker's contents overlap by half. Where the tagger finds a cue
    without a speaker who can speak, the rule's speaker is taken: on PolNeAR dev it is right in 5 of 8 such cases, while
    it is right in 5 of 27 where both name somebody and differ, so there the tagger's stays.
    """
    out = list(tagged)
    for rule in ruled:
        at_cue = next((n for n, o in enumerate(out) if o.cue and rule.cue and o.cue.overlaps(rule.cue)), None)
        if rule.framed:
            if at_cue is None and view.of_attacks:
                out.append(rule)
            elif at_cue is not None and not _can_speak(view, out[at_cue].speaker):
                out[at_cue] = replace(out[at_cue], speaker=rule.speaker, content=rule.content)
            continue
        if at_cue is not None and rule.speaker is not None and _broken(view, out[at_cue].speaker, rule):
            out[at_cue] = replace(out[at_cue], speaker=rule.speaker)
        head, sense, met = cue_head(view.tokens(rule.cue))
        twin = _coordinate(view, head, rule, out) if at_cue is None else None
        if twin is not None:
            out[twin] = _cut_at(view, out[twin], view.tokens(rule.cue)[0].i)
            out.append(rule)
            continue
        if sense in _BLAME or met is not None:
            if not _warlike(view, rule):
                continue
        elif not _missed(view, head, rule, out):
            continue
        if not any(_same(view, rule, other) for other in out):
            out.append(rule)
    return sorted(out, key=lambda a: a.order)


def _coordinate(view: View, head: Token | None, rule: Attribution, tagged: list[Attribution]) -> int | None:
    """Find the attribution whose cue a rule's verb is joined to: "said that ... and suggested that ...".

    The tagger at times takes the second for part of what the first says.
    """
    if head is None or head.dep_ != "conj" or head.pos_ != "VERB" or view.quotation(head.i) is not None:
        return None
    if not view.of_attacks or rule.speaker is None or any(t.tag_ == "TO" for t in head.children):
        return None
    for n, other in enumerate(tagged):
        cue = view.tokens(other.cue)
        if any(t == head.head for t in cue) and cue[0].i < head.i and view.quotation(head.head.i) is None:
            return n
    return None


def _cut_at(view: View, found: Attribution, at: int) -> Attribution:
    """End a content before the cue that follows it, and the "and" before that."""
    kept = [t for t in view.tokens(found.content) if t.i < at]
    if len(kept) == len(view.tokens(found.content)):
        return found
    while kept and (kept[-1].dep_ == "cc" or kept[-1].text == ","):
        kept.pop()
    content = view.words(kept)
    return replace(found, content=content) if content is not None else found


def _warlike(view: View, rule: Attribution) -> bool:
    """Tell whether a rule's claim of blame belongs to a report of attacks, or stands near words of one.

    On PolNeAR dev, whose reports are of an election, 4 of 50 such claims were right.
    """
    if view.of_attacks or _by_a_party(view, rule):
        return True
    here = view.tokens(rule.content) + view.tokens(rule.cue)
    if not here:
        return False
    told = attacks()
    near = view.doc[here[0].sent.start : here[-1].sent.end]
    return any(t.lower_ in told.facts or t.lemma_.lower() in told.of_party for t in near)


def _by_a_party(view: View, rule: Attribution) -> bool:
    """Tell whether a state, an army or an armed group speaks under its own name."""
    for token in view.tokens(rule.speaker):
        mention = view.mention_at.get(token.i)
        if mention is not None and mention.code is not None and mention.form in (Form.NAME, Form.SEAT, Form.ROLE):
            return True
    return False


def _missed(view: View, head: Token | None, rule: Attribution, tagged: list[Attribution]) -> bool:
    """Tell whether a rule reads plain speech where the tagger sees no claim at all.

    Swept on PolNeAR dev (attribution F1 0.718 without): all rule claims of plain speech 0.708, these alone 0.718.
    Demands count where an actor makes them: 0.736, by anybody 0.735.
    """
    if head is not None and head.lemma_.lower() in SIGHTS and sight(head) is not None:
        return not any(
            other.cue is not None and rule.cue is not None and other.cue.overlaps(rule.cue) for other in tagged
        )
    asks = head is not None and head.lemma_.lower() in ("appeal", "demand")
    if asks and any(t.i in view.mention_at or t.tag_ == "WP" for t in view.tokens(rule.speaker)):
        return not any(other.content.overlaps(rule.content) for other in tagged)
    stance = view.of_attacks and rule.speaker is not None and cue_head(view.tokens(rule.cue))[1] in _STANCE
    if stance and view.quotation(head.i if head is not None else 0) is None:
        return not any(other.content.overlaps(rule.content) or _cues(other, rule) for other in tagged)
    if head is None or rule.speaker is None or (head.lemma_.lower() not in _PLAIN and head.lower_ != "according"):
        return False
    return not any(other.content.overlaps(rule.content) for other in tagged)


def _cues(one: Attribution, other: Attribution) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.overlaps(other.cue)


def _broken(view: View, tagged: Words | None, rule: Attribution) -> bool:
    """Tell whether the tagger's speaker is in pieces that lie within the rule's whole one, or holds nobody."""
    ruled = rule.speaker
    if not _can_speak(view, tagged) or tagged is None or ruled is None:
        return True
    at_rule = view.tokens(ruled)
    if at_rule and all(t.i >= at_rule[0].sent.end for t in view.tokens(tagged)):
        return True  # The subject beside the cue is not passed over for somebody in a later sentence.
    inside = {t.i for t in view.tokens(tagged)}
    own = next((t for t in at_rule if t.dep_ == "nsubj" and t.i in view.mention_at), None)
    cued = own is not None and any(t == own.head for t in view.tokens(rule.cue))
    if (
        own is not None
        and cued
        and own.head.dep_ == "ccomp"
        and any(t.head == own.head.head for t in view.tokens(tagged))
    ):
        return own.i not in inside  # "X noted that Y had accused Z": not X.
    if all(t.dep_ == "poss" and t.head.i not in inside for t in view.tokens(tagged) if t.head.i not in inside):
        return True
    heads = [t for t in at_rule if t.dep_ in ("nsubj", "nsubjpass")]
    if heads and heads[0].i not in inside and inside < {t.i for t in at_rule}:
        return True  # "Turkey, which backs the rebels, blamed ...": not the rebels.
    within = ruled.start <= tagged.start and tagged.end <= ruled.end
    return len(tagged.passages) > 1 and len(ruled.passages) == 1 and within


def _can_speak(view: View, speaker: Words | None) -> bool:
    """Tell whether words hold somebody, and are no stray piece of a sentence."""
    tokens = view.tokens(speaker)
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head is t]
    return any(t.pos_ in _NOMINAL or t.tag_ in ("WP", "WDT") for t in [*heads[:1], *tokens[:1]])


def _same(view: View, one: Attribution, other: Attribution) -> bool:
    if one.cue is not None and other.cue is not None and one.cue.overlaps(other.cue):
        return True
    if one.speaker is None or other.speaker is None or not one.speaker.overlaps(other.speaker):
        return False
    if cue_head(view.tokens(one.cue))[1] is not cue_head(view.tokens(other.cue))[1]:
        return False
    return 2 * _common(one.content, other.content) > max(_length(one.content), _length(other.content))


def _length(words: Words) -> int:
    return sum(end - start for start, end in words.passages)


def _common(one: Words, other: Words) -> int:
    return sum(max(0, min(a_end, b_end) - max(a, b)) for a, a_end in one.passages for b, b_end in other.passages)
