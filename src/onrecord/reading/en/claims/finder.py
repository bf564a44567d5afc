"""Claims of a report, stage by stage: words -> voices -> acts -> links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from onrecord.model import Act, Claim, Speaker, SpeakerKind, Words
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.acts import Acts
from onrecord.reading.en.claims.attribution import Attribution
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.grounds import grounds, hedged, quoted
from onrecord.reading.en.claims.heads import cue_head, takes_in
from onrecord.reading.en.claims.links import enclosing, link_denials
from onrecord.reading.en.claims.publisher import assertions
from onrecord.reading.en.claims.rules import Rules
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.scores import scored
from onrecord.reading.en.claims.sides import Standing
from onrecord.reading.en.claims.speakers import Speakers
from onrecord.reading.en.claims.tagged import Tagged, joined
from onrecord.reading.en.claims.trees import agent, child, is_passive, subject
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors
from onrecord.reading.en.parse import Parsed
from onrecord.settings import Settings

_FIRST = frozenset(["we", "our", "ours", "us", "i", "my", "me", "ourselves"])
_NOBODY = frozenset({"nobody", "none", "no", "neither"})
_SELF = frozenset(
    [
        "it",
        "its",
        "itself",
        "they",
        "their",
        "theirs",
        "them",
        "themselves",
        "we",
        "our",
        "ours",
        "us",
        "i",
        "my",
        "me",
        "he",
        "his",
        "him",
        "she",
        "her",
    ]
)


class ClaimFinder:
    """Finds the claims of English reports. Holds no state between reports."""

    def __init__(self, settings: Settings, score: Callable[[Claim], Claim] = scored) -> None:
        """Load lexicons and models. ModelError where one is absent or damaged.

        ``score``: gives a claim its score; until then it bears the tagger's, or None where a rule found it.
        """
        self._rules = Rules()
        self._tagged = Tagged(settings)
        self._score = score

    def find(self, parsed: Parsed) -> list[Claim]:
        """Find all claims of a report, in order of the text, with ids made of its key and a number."""
        view = View(parsed)
        # 1. Whose words are whose: speaker, cue and content.
        found = joined(view, self._tagged.find(view), self._rules.find(view))
        # 2. What they mean.
        return [self._score(claim) for claim in _Interpretation(view, found).claims()]


class _Interpretation:
    """One report's attributions on their way to claims."""

    def __init__(self, view: View, found: list[Attribution]) -> None:
        self._view = view
        self._authors = Authors(view)
        self._found = [
            _without_accused(view, one)
            for one in found
            if not takes_in(cue_head(view.tokens(one.cue))[0]) and not self._labelled(one)
        ]
        self._speakers = Speakers(view, self._authors)
        self._blame = Blame(view)
        self._acts = Acts(self._blame)
        self._tokens = [(view.tokens(a.speaker), view.tokens(a.cue), view.tokens(a.content)) for a in self._found]
        self._outer = enclosing([_extent(a) for a in self._found])
        for n, (_, cue, _) in enumerate(self._tokens):
            head = cue_head(cue)[0]
            if head is not None and head.dep_ == "relcl" and cue_head(cue)[1] in (Sense.DENY, Sense.DISMISS):
                # "..., which X denies" tells what X says of the claim, not what the claim says.
                self._outer[n] = None
        self._voices: dict[int, Actor | None] = {}
        self._standing = Standing()

    def claims(self) -> list[Claim]:
        """Interpret all, tie them together and number them."""
        self._standing = Standing.of([claim for n in range(len(self._found)) for claim in self._claims_of(n)])
        unnumbered: list[tuple[tuple[int, int, int], int | None, Claim]] = []
        for n, found in enumerate(self._found):
            for k, claim in enumerate(self._claims_of(n)):
                unnumbered.append((found.order if k == 0 else _order(found, claim), n, claim))
        unnumbered += [
            ((claim.content.start, claim.content.start, claim.content.end), None, claim) for claim in self._publisher()
        ]
        unnumbered.sort(key=lambda item: item[0])
        key = self._view.parsed.report.key
        ids: dict[int, str] = {}
        for number, (_, at, _) in enumerate(unnumbered, 1):
            if at is not None:
                ids.setdefault(at, f"{key}:c{number}")
        out: list[Claim] = []
        for number, (_, at, claim) in enumerate(unnumbered, 1):
            outer = self._outer[at] if at is not None else None
            out.append(_numbered(claim, f"{key}:c{number}", ids[outer] if outer is not None else None))
        return link_denials(out)

    def _voice(self, n: int) -> Actor | None:
        """Resolve the speaker of one attribution, the one around it first."""
        if n not in self._voices:
            outer = self._outer[n]
            around = self._voice(outer) if outer is not None else None
            verb = cue_head(self._tokens[n][1])[0]
            self._voices[n] = self._speakers.resolve(self._tokens[n][0], outer=around, verb=verb)
        return self._voices[n]

    def _claims_of(self, n: int) -> list[Claim]:
        found = self._found[n]
        _, cue, content = self._tokens[n]
        speaker = self._voice(n)
        outer = self._outer[n]
        around = self._voice(outer) if outer is not None else None
        head, sense, met = cue_head(cue)
        own = self._own(n, content)
        if head is not None:
            # A cue may hold more than the verb of saying: "denied attacking".
            own = [*(t for t in cue if t.i > head.i and t.head.i >= head.i and t.pos_ in ("VERB", "NOUN")), *own]
        nobody = any(t.lower_ in _NOBODY for t in self._tokens[n][0][:2])
        said = Said(
            speaker,
            head,
            sense,
            met,
            content,
            own,
            self._echo(n, head),
            tuple(self._tokens[n][0]),
            nobody,
            self._standing,
        )

        def refer(token: Token) -> Actor | None:
            if token.lower_ in _SELF:
                if token.lower_ == "them" and _others_before(token, own):
                    return None
                if token.lower_ not in _FIRST and self._view.quotation(token.i) is not None:
                    return None  # Who speaks directly calls himself "we", and others "they".
                return speaker if speaker is not None else self._speakers.pronoun(token)
            return self._speakers.back(token)

        def outside(token: Token) -> Actor | None:
            if token.lower_ in _SELF:
                back = around if around is not None else self._speakers.pronoun(token)
                return None if back is not None and back == speaker else back
            return self._speakers.back(token, but=speaker)

        def made(meaning: Meaning, tokens: list[Token], words: Words) -> Claim:
            return Claim(
                id="",
                speaker=Speaker(found.speaker, speaker.name, speaker.code, speaker.kind)
                if speaker and found.speaker
                else None,
                cue=found.cue,
                content=words,
                act=meaning.act,
                parties=meaning.parties,
                grounds=grounds(meaning.act, speaker, head, tokens),
                hedged=hedged(cue, tokens),
                quoted=quoted(self._view, content),
                score=found.score,
            )

        parts = self._acts.parts(said, refer, outside)
        if parts:
            return [
                made(meaning, tokens, (self._view.words(tokens) if k else None) or found.content)
                for k, (meaning, tokens) in enumerate(parts)
            ]
        meaning = self._acts.decide(said, refer, outside)
        if meaning.act in (Act.DENY, Act.DISMISS):
            meaning = self._in_apposition(n, head, meaning)
        return [made(meaning, own, found.content)]

    def _own(self, n: int, content: list[Token]) -> list[Token]:
        """Leave out of the content what others are told to have said within it."""
        gone: set[int] = set()
        # "rejected the army's claim that ..." is about the claim; "noted the army's claim that ..." only tells of it.
        tells = cue_head(self._tokens[n][1])[1] in (Sense.SAY, Sense.REPORT)
        for k, outer in enumerate(self._outer):
            heads = self._tokens[k][1]
            nominal = all(t.pos_ == "NOUN" for t in heads) and not tells
            if outer == n and self._found[k].speaker is not None and not nominal:
                for tokens in self._tokens[k]:
                    gone.update(t.i for t in tokens)
        return [t for t in content if t.i not in gone]

    def _echo(self, n: int, head: Token | None) -> bool:
        """Tell whether an attribution without a speaker only repeats what another denies ("the claim that ...")."""
        if head is not None and head.pos_ == "NOUN" and head.dep_ in ("dobj", "pobj") and child(head, "poss") is None:
            over = head.head if head.dep_ == "dobj" else head.head.head
            denied = cue_head([over])[1] in (Sense.DENY, Sense.DISMISS) and over.pos_ == "VERB"
            if denied and not any(t.lower_ in ("by", "from") for t in head.rights):
                return True
        if self._found[n].speaker is not None or self._outer[n] is None:
            return False
        return head is not None and head.pos_ == "NOUN"

    def _in_apposition(self, n: int, head: Token | None, meaning: Meaning) -> Meaning:
        """Clear the speaker of what stands in the same sentence: "..., a claim that X dismissed"."""
        speaker = self._voices.get(n)
        if head is None or head.dep_ != "relcl" or meaning.cleared or speaker is None:
            return meaning
        return Meaning(meaning.act, cleared=[speaker])

    def _publisher(self) -> list[Claim]:
        """Make claims of the publisher's own assertions."""
        report = self._view.parsed.report
        taken = {t.i for n in range(len(self._tokens)) for tokens in self._words_of(n) for t in tokens}

        def refer(token: Token) -> Actor | None:
            author = self._authors.at(token.i)
            if author is not None and token.lower_ in _FIRST:
                return author
            return self._speakers.back(token)

        out: list[Claim] = []
        for one in assertions(self._view, self._blame, taken, refer, self._authors):
            content = self._view.words(one.sentence)
            if content is None:
                continue
            author = one.author or Actor(report.publisher or "the publisher", None, SpeakerKind.MEDIA)
            meaning = Meaning(Act.REPORT, accused=one.accused)
            if one.author is not None:
                said = Said(author, None, Sense.SAY, None, one.sentence, one.sentence, standing=self._standing)
                meaning = self._acts.decide(said, refer, refer)
            out.append(
                Claim(
                    "",
                    Speaker(self._label(one.sentence[0].i), author.name, author.code, author.kind),
                    None,
                    content,
                    meaning.act,
                    meaning.parties,
                    hedged=hedged([], one.sentence),
                    quoted=quoted(self._view, one.sentence),
                )
            )
        return out

    def _words_of(self, n: int) -> list[list[Token]]:
        """Give the words of one attribution that are not its author's too: "we did not, as the army alleges"."""
        speaker, cue, content = self._tokens[n]
        head = cue_head(cue)[0]
        aside = head is not None and head.dep_ == "advcl" and any(t.lower_ == "as" for t in head.lefts)
        if not aside or head is None:
            return [speaker, cue, content]
        return [speaker, list(head.subtree)]

    def _label(self, i: int) -> Words:
        """Give the words that name who speaks where nobody is cited: a turn's label, else the publisher's name."""
        turn = self._authors.turn(i)
        label = self._view.words(self._view.doc[turn.first : turn.label + 1]) if turn is not None else None
        if turn is not None and turn.label < turn.first:
            label = self._view.words(self._view.doc[turn.label].subtree)
        return label or self._authors.heading or Words(self._view.parsed.report.publisher or "", ())

    def _labelled(self, found: Attribution) -> bool:
        """Tell whether a cue is the colon after a turn's label: the turn's sentences are read one by one."""
        tokens = self._view.tokens(found.cue)
        turn = self._authors.turn(tokens[0].i) if tokens else None
        return turn is not None and all(t.i <= turn.label + 1 for t in tokens if not t.is_punct or t.text == ":")


def _without_accused(view: View, found: Attribution) -> Attribution:
    """Take away a speaker that is the one accused: "the army has been accused of ..." is nobody's in particular."""
    head, sense, _ = cue_head(view.tokens(found.cue))
    if (
        head is None
        or sense is not Sense.ACCUSE
        or found.speaker is None
        or not is_passive(head)
        or agent(head) is not None
    ):
        return found
    accused = child(head, "nsubjpass") or (subject(head.head) if head.head.lemma_ == "stand" else None)
    own = {t.i for t in accused.subtree} if accused is not None else set()
    return replace(found, speaker=None) if any(t.i in own for t in view.tokens(found.speaker)) else found


def _others_before(pronoun: Token, own: list[Token]) -> bool:
    """Tell whether "them" has somebody to mean within what is said: "two attackers came and one of them fled"."""
    return any(
        t.i < pronoun.i and t.sent == pronoun.sent and t.tag_ == "NNS" and t.dep_ in ("nsubj", "nsubjpass", "dobj")
        for t in own
    )


def _order(found: Attribution, claim: Claim) -> tuple[int, int, int]:
    return found.order[0], claim.content.start, claim.content.end


def _extent(found: Attribution) -> tuple[int, int, int, int]:
    cue = found.cue or found.content
    return cue.start, cue.end, found.content.start, found.content.end


def _numbered(claim: Claim, key: str, outer: str | None) -> Claim:
    return Claim(
        key,
        claim.speaker,
        claim.cue,
        claim.content,
        claim.act,
        claim.parties,
        claim.grounds,
        claim.hedged,
        claim.quoted,
        None,
        outer,
        None,
        claim.score,
    )
