"""Claims of an Arabic report, stage by stage: words -> voices -> acts -> links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from onrecord.model import Act, Claim, Speaker, SpeakerKind, Words
from onrecord.reading.actors.data import Actor
from onrecord.reading.ar.actors import ArabicMention, find_actors
from onrecord.reading.ar.claims.acts import Acts, Meaning, Said
from onrecord.reading.ar.claims.attribution import Attribution, Attributions
from onrecord.reading.ar.claims.cues import Sense, Way, cue_words, taken_back
from onrecord.reading.ar.claims.grounds import Grounds
from onrecord.reading.ar.claims.links import link_denials
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.claims.speakers import Speakers
from onrecord.reading.ar.claims.strikes import Author, Strikes
from onrecord.reading.ar.text import ArabicText, Kind, bare
from onrecord.settings import Settings

_LEAST = 4
"""Words that an assertion of the publisher's own has at least."""


class ArabicClaimFinder:
    """Finds the claims of Arabic reports. Holds no state between reports."""

    def __init__(self, settings: Settings) -> None:  # noqa: ARG002 - what every language's finder takes
        """Load the lexicons. ModelError where one is absent or damaged."""
        cue_words()
        Grounds.load()

    def find(self, text: ArabicText) -> tuple[Claim, ...]:
        """Find all claims of a report, in order of the text, with ids made of its key and a number."""
        return _Report(text).claims()


class _Report:
    """One report on its way to claims."""

    def __init__(self, text: ArabicText) -> None:
        self._text = text
        self._mentions = find_actors(text)
        self._strikes = Strikes(text, self._mentions)
        self._acts = Acts(text, self._strikes)
        self._grounds = Grounds(text)
        self._found = Attributions(text, self._mentions, self._strikes).all()
        self._firsts = [one.first for one in self._mentions]
        self._author_firsts = [one.mention.first for one in self._strikes.authors]

    def claims(self) -> tuple[Claim, ...]:
        outer = _enclosing(self._found)
        voices = self._voices(outer)
        inner: dict[int, list[int]] = {}
        for n, around in enumerate(outer):
            if around is not None:
                inner.setdefault(around, []).append(n)
        drafts: list[tuple[tuple[int, int], int | None, Claim]] = []
        for n, found in enumerate(self._found):
            claim = self._claim(found, voices[n], inner.get(n, ()))
            drafts.append(((found.cue.first if found.cue else found.content[0], found.content[0]), n, claim))
        drafts += [((first, first), None, claim) for first, claim in self._publisher()]
        drafts.sort(key=lambda one: one[0])
        key = self._text.report.key
        ids = {of: f"{key}:c{number}" for number, (_, of, _) in enumerate(drafts, 1) if of is not None}
        numbered = []
        for number, (_, of, claim) in enumerate(drafts, 1):
            told = outer[of] if of is not None else None
            within = ids[told] if told is not None else None
            numbered.append(replace(claim, id=f"{key}:c{number}", reported_by=within))
        return tuple(link_denials(numbered))

    def _voices(self, outer: Sequence[int | None]) -> list[tuple[Actor, Words] | None]:
        """Resolve the speakers in order of the text; a verb without a subject has the speaker before it."""
        speakers = Speakers(self._text, self._mentions)
        said: list[tuple[Actor, str]] = []
        last: tuple[Actor, Words] | None = None
        sentence = -1
        out: list[tuple[Actor, Words] | None] = []
        for n, found in enumerate(self._found):
            voice: tuple[Actor, Words] | None = None
            if found.speaker is not None:
                actor = speakers.resolve(*found.speaker, said)
                voice = actor, speakers.words(*found.speaker)
                said.append((actor, speakers.noun(found.speaker[0])))
                if outer[n] is None:
                    last = voice
            elif found.implicit and not found.nobody:
                near = self._text.sentence_of(found.content[0]) - sentence
                participle = found.cue is not None and found.cue.way is Way.PARTICIPLE
                voice = last if last is not None and (near == 0 or not participle or near <= 1) else None
            sentence = self._text.sentence_of(found.content[0])
            out.append(voice)
        return out

    def _within(self, first: int, last: int) -> list[ArabicMention]:
        at = bisect_left(self._firsts, first)
        out = []
        while at < len(self._mentions) and self._mentions[at].last <= last:
            out.append(self._mentions[at])
            at += 1
        return out

    def _struck(self, first: int, last: int) -> list[Author]:
        authors = self._strikes.authors
        at = bisect_left(self._author_firsts, first)
        out = []
        while at < len(authors) and authors[at].mention.last <= last:
            out.append(authors[at])
            at += 1
        return out

    def _claim(self, found: Attribution, voice: tuple[Actor, Words] | None, inner: Sequence[int]) -> Claim:
        first, last = found.content
        gone = [
            (min(one.content[0], one.cue.first if one.cue else first), one.content[1])
            for one in (self._found[k] for k in inner)
        ]
        own = [one for one in self._struck(first, last) if not any(a <= one.mention.first <= b for a, b in gone)]
        actor = voice[0] if voice is not None else None
        denied = found.cue is not None and not found.nobody and taken_back(self._text, found.cue.first)
        verb = found.cue is not None and found.cue.way is Way.VERB
        cue = self._text.tokens[found.cue.first].form if found.cue is not None and verb else ""
        said = Said(actor, found.sense, first, last, own, self._within(first, last), denied, cue)
        meaning = self._acts.decide(said)
        return self._made(found, voice, meaning, last)

    def _made(self, found: Attribution, voice: tuple[Actor, Words] | None, meaning: Meaning, last: int) -> Claim:
        first = found.content[0]
        actor = voice[0] if voice is not None else None
        cue = self._text.words(found.cue.first, found.cue.last) if found.cue is not None else None
        begin = min(first, found.cue.first) if found.cue is not None else first
        return Claim(
            id="",
            speaker=Speaker(voice[1], voice[0].name, voice[0].code, voice[0].kind) if voice is not None else None,
            cue=cue,
            content=self._content(found),
            act=meaning.act,
            parties=meaning.parties,
            grounds=self._grounds.of(meaning.act, actor, first, last),
            hedged=found.nobody or found.sense is Sense.CLAIM or self._grounds.hedged(begin, last),
            quoted=self._grounds.quoted(first, last),
        )

    def _content(self, found: Attribution) -> Words:
        if found.gap is None:
            return self._text.words(*found.content)
        tokens, (first, last), gap = self._text.tokens, found.content, found.gap
        parts = ((tokens[first].start, tokens[gap[0]].start), (tokens[gap[1]].end, tokens[last].end))
        return Words.cut(self._text.report.text, parts)

    # -- the publisher's own voice

    def _publisher(self) -> list[tuple[int, Claim]]:
        """Make claims of the publisher's own assertions: who struck, or how many were killed or hurt."""
        report = self._text.report
        name = report.publisher or "the publisher"
        voice = Speaker(Words(report.publisher or "", ()), name, None, SpeakerKind.MEDIA)
        out: list[tuple[int, Claim]] = []
        taken = self._taken()
        size = len(self._text.tokens)
        believed = Marks.over(size, [one.content for one in self._found if one.nobody])
        for sentence in self._text.sentences:
            tokens = [t for t in sentence if self._text.tokens[t].kind is not Kind.BREAK]
            for first, last in self._free(tokens, taken):
                words = [t for t in range(first, last + 1) if self._text.tokens[t].kind in (Kind.WORD, Kind.NUMBER)]
                if len(words) < _LEAST or self._text.tokens[last].form in ("؟", "?"):
                    continue
                struck = self._struck(first, last)
                if not struck and not self._gives_toll(first, last):
                    continue
                sure = [a for a in struck if not believed.all(a.mention.first, a.mention.last)]
                meaning = Meaning(Act.REPORT, accused=[a.actor for a in sure])
                claim = Claim(
                    id="",
                    speaker=voice,
                    cue=None,
                    content=self._text.words(first, last),
                    act=meaning.act,
                    parties=meaning.parties,
                    hedged=self._grounds.hedged(first, last),
                    quoted=self._grounds.quoted(first, last),
                )
                out.append((first, claim))
        return out

    def _free(self, tokens: Sequence[int], taken: set[int]) -> list[tuple[int, int]]:
        """Give the runs of tokens that nobody else speaks, cut where a sentence turns to another attack."""
        turns = cue_words().turns
        out: list[tuple[int, int]] = []
        for token in tokens:
            if token in taken:
                continue
            if out and out[-1][1] == token - 1 and not self._turns(token, out[-1], turns):
                out[-1] = (out[-1][0], token)
            else:
                out.append((token, token))
        return out

    def _turns(self, token: int, run: tuple[int, int], turns: frozenset[str]) -> bool:
        """Tell whether a token turns from an attack whose author is named to another."""
        return self._text.tokens[token].form.removeprefix("و") in turns and bool(self._struck(*run))

    def _taken(self) -> set[int]:
        """Give tokens that are somebody else's: cues, speakers, what they say; hearsay of nobody is the publisher's."""
        out: set[int] = set()
        for one in self._found:
            if one.nobody and one.cue is not None and not self._heads(one.cue.first):
                continue
            spans = [one.content, *([one.speaker] if one.speaker else [])]
            spans += [(one.cue.first, one.cue.last)] if one.cue else []
            first, last = min(a for a, _ in spans), max(b for _, b in spans)
            out.update(range(first, last + 1))
        return out

    def _heads(self, token: int) -> bool:
        """Tell whether a token begins its sentence."""
        start = self._text.sentences[self._text.sentence_of(token)].start
        return not any(self._text.tokens[t].kind is Kind.WORD for t in range(start, token))

    def _gives_toll(self, first: int, last: int) -> bool:
        lex = cue_words()
        facts = counted = False
        for token in range(first, last + 1):
            one = self._text.tokens[token]
            forms = bare(one.form)
            facts = facts or any(form in lex.facts for form in forms)
            counted = counted or any(form in lex.numbers for form in forms)
            counted = counted or (one.kind is Kind.NUMBER and one.value is not None and one.value < 1900)
        return facts and counted


def _enclosing(found: Sequence[Attribution]) -> list[int | None]:
    """Tell for each attribution the smallest other whose content holds its cue and content."""
    out: list[int | None] = [None] * len(found)
    open_: list[int] = []
    for n in sorted(range(len(found)), key=lambda k: (found[k].content[0], -found[k].content[1], k)):
        one = found[n]
        begin = min(one.cue.first, one.content[0]) if one.cue is not None else one.content[0]
        open_ = [k for k in open_ if found[k].content[1] >= begin]
        inside = [
            k
            for k in open_
            if found[k].content[0] <= begin
            and one.content[1] <= found[k].content[1]
            and found[k].content != one.content
        ]
        out[n] = min(inside, key=lambda k: (found[k].content[1] - found[k].content[0], k)) if inside else None
        open_.append(n)
    return out


def own_authors(text: ArabicText, claims: Sequence[Claim]) -> list[Author]:
    """Give who struck in the publisher's own voice: authors outside what named speakers are told to have said."""
    said = sorted(
        p for one in claims if one.speaker is not None and one.speaker.at.passages for p in one.content.passages
    )
    ends = list(accumulate((p.end for p in said), max))
    starts = [p.start for p in said]
    out = []
    for author in Strikes(text, find_actors(text)).authors:
        at = text.words(author.mention.first, author.mention.last)
        k = bisect_left(starts, at.end) - 1  # the last that begins before its end; none before it may reach further
        if k < 0 or ends[k] <= at.start:
            out.append(author)
    return out
