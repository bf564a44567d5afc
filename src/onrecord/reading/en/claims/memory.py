"""What a report has told of its speakers so far: who spoke, and under which names, acronyms and common nouns."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, ActorMention, Form
from onrecord.reading.en.claims.names import full_name, is_definite, kind_of_name
from onrecord.reading.en.claims.nouns import mention_after, mention_before, speaker_nouns
from onrecord.reading.en.claims.view import View

_ANSWERABLE = frozenset(
    {
        *("spokesman", "spokeswoman", "spokesperson", "statement", "release", "communique", "official", "minister"),
        *("ministry", "commander", "president", "ambassador", "general"),
    }
)
"""Nouns that with "the" alone mean whoever of that sort spoke last."""
_OFFICES = frozenset(
    {"president", "minister", "premier", "chancellor", "king", "ambassador", "envoy", "governor", "senator", "chief"}
)
"""Offices that several people of a report may hold, one each for a state."""
_FIGHTS = frozenset({SpeakerKind.MILITARY, SpeakerKind.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Spoke:
    """One speaker met before."""

    at: int
    """Token of its head."""
    actor: Actor
    person: bool
    """One person, whom "he" or "she" can mean."""
    many: bool
    """Several people, whom "they" can mean."""
    noun: str
    """Lemma of the head: "the same source" is the source before."""


class Memory:
    """Speakers of one report so far."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.said: list[Spoke] = []
        self.names: dict[str, Actor] = {}
        self._introduced()

    def _introduced(self) -> None:
        """Learn acronyms in brackets: "the Free Doctors Association (FDA)"."""
        doc = self._view.doc
        for token in doc[1:-1]:
            if not (token.is_upper and 2 <= len(token.text) <= 8 and token.nbor(-1).text == "("):
                continue
            if token.nbor().text != ")" or token.i in self._view.mention_at:
                continue
            head = doc[token.i - 2] if token.i >= 2 else None
            if head is not None and head.i in self._view.mention_at:
                self.names[token.text] = self._view.mention_at[head.i].actor
                continue
            first = token.i - 2
            while first > 0 and (
                doc[first - 1].text[:1].isupper() or doc[first - 1].lower_ in ("of", "for", "and", "the")
            ):
                first -= 1
            while first < token.i - 2 and not doc[first].text[:1].isupper():
                first += 1
            run = doc[first : token.i - 1]
            if len(run) and any(t.text[:1].isupper() for t in run):
                kind = kind_of_name(list(run)) or SpeakerKind.UNKNOWN
                name = run.text.removeprefix("The ")
                self.names[token.text] = Actor(name, None, kind)
                self.names[run.text] = self.names[name] = Actor(name, None, kind)

    def spoke(self, head: Token, actor: Actor, *, person: bool) -> None:
        """Remember a speaker."""
        self.said.append(Spoke(head.i, actor, person, head.tag_ in ("NNS", "NNPS"), head.lemma_.lower()))

    def learn(self, head: Token, actor: Actor) -> None:
        """Remember a person's name, whole and by its last part."""
        self.names.setdefault(head.text, actor)
        self.names.setdefault(full_name(head), actor)

    def last(self, before: int, *, person: bool | None = None) -> Spoke | None:
        """Give who spoke last before a token."""
        for one in reversed(self.said):
            if one.at < before and (person is None or one.person is person):
                return one
        return None

    def last_subject(self, head: Token) -> Actor | None:
        """Give the actor that was last the subject of a sentence."""
        for mention in reversed(self._view.mentions):
            subject = self._view.doc[mention.last].dep_ in ("nsubj", "nsubjpass")
            if mention.last < head.i and mention.form is not Form.ADJECTIVE and subject:
                return mention.actor
        return None

    def just_spoke(self, head: Token, kind: SpeakerKind) -> Actor | None:
        """Give who spoke last in the paragraph, where an officer or minister of nobody named goes on for them."""
        if kind not in _FIGHTS:
            return None
        paragraph = self._view.paragraph
        last = self.last(head.i)
        fits = last is not None and paragraph[last.at] == paragraph[head.i] and last.actor.kind in _FIGHTS
        return last.actor if last is not None and fits else None

    def back(self, head: Token, *, but: Actor | None = None) -> Actor | None:
        """Lead "the charity", "the group", "the spokesman" back to who was named before; never to ``but``."""
        nouns = speaker_nouns()
        word, lemma = head.lower_, head.lemma_.lower()
        several = head.tag_ in ("NNS", "NNPS") and not is_definite(head)
        # "militaries" in general are nobody's in particular.
        kinds = nouns.back.get(word) or (nouns.back.get(lemma) if not several else None)
        if kinds:
            return self._of_kind(head, kinds, but)
        if lemma in _OFFICES and (holder := self._holder(head, but)) is not None:
            return holder
        alone = not list(head.lefts)[1:] and not any(
            t.dep_ == "prep" and t.lower_ in ("of", "for") for t in head.rights
        )
        if lemma in _ANSWERABLE and alone:
            return next(
                (
                    one.actor
                    for one in reversed(self.said)
                    if one.at < head.i and one.actor.kind is not SpeakerKind.WITNESS
                ),
                None,
            )
        return None

    def _holder(self, head: Token, but: Actor | None) -> Actor | None:
        """Lead "the president" to the president of whom the report told before, and not to whoever spoke last."""
        wanted = _kind_of_office(head, self._view)
        for token in reversed(self._view.doc[: head.i]):
            if token.lemma_.lower() != head.lemma_.lower():
                continue
            if wanted and _kind_of_office(token, self._view) != wanted:
                continue
            owner = mention_before(self._view, token) or mention_after(self._view, token)
            if owner is not None and owner.code is not None and owner.actor != but:
                return owner.actor
        return None

    def same(self, head: Token) -> Actor | None:
        """Lead "the same source" to the one before that was called so."""
        lemma = head.lemma_.lower()
        return next((one.actor for one in reversed(self.said) if one.at < head.i and one.noun == lemma), None)

    def _of_kind(self, head: Token, kinds: tuple[SpeakerKind, ...], but: Actor | None) -> Actor | None:
        lemma = head.lemma_.lower()
        if lemma == "coalition":
            return self._coalition(head)
        before = [
            m
            for m in self._view.mentions
            if m.last < head.i and m.kind in kinds and m.form is not Form.ADJECTIVE and m.actor != but
        ]
        # "The mission" is the UN mission rather than NATO: a name that holds the noun comes before any other.
        named = [m for m in before if lemma in m.name.lower() or any(t.lemma_.lower() == lemma for t in self._of(m))]
        fitting = named or before
        mention = fitting[-1] if fitting else None
        earlier = [one for one in self.said if one.at < head.i and one.actor != but]
        spoke = next((one for one in reversed(earlier) if one.actor.kind in kinds), None)
        here = but is None and spoke is not None and self._view.paragraph[spoke.at] == self._view.paragraph[head.i]
        called = self._called(lemma, earlier)
        last = max(spoke.at if spoke else -1, mention.last if mention else -1)
        if called is not None and called.at > last:
            return called.actor
        if spoke and (mention is None or spoke.at >= mention.first or here) and not (named and spoke.noun != lemma):
            return spoke.actor
        return mention.actor if mention is not None else None

    def _of(self, mention: ActorMention) -> Span:
        return self._view.doc[mention.first : mention.last + 1]

    def _called(self, lemma: str, earlier: list[Spoke]) -> Spoke | None:
        """Give the body of no known kind whose own name holds the noun, or whose name alone is known."""
        for one in reversed(earlier):
            if one.person or one.actor.kind is not SpeakerKind.UNKNOWN:
                continue
            if lemma in one.actor.name.lower() or self._view.doc[one.at].pos_ == "PROPN":
                return one
        return None

    def _coalition(self, head: Token) -> Actor | None:
        """Lead "the coalition" to one called so, else to the military of another country than the one at hand."""
        before = [m for m in self._view.mentions if m.last < head.i and m.kind is SpeakerKind.MILITARY]
        called = [m for m in before if "coalition" in m.name.lower()]
        home = self._view.home
        foreign = [m for m in before if m.code and (home is None or not m.code.startswith(home.code))]
        found = called or foreign
        return found[-1].actor if found else None


def _kind_of_office(head: Token, view: View) -> frozenset[str]:
    """Tell a foreign minister from a prime minister by the words before."""
    beside = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.i not in view.mention_at]
    return frozenset(t.lower_ for t in beside if t.lower_ not in ("then", "former", "new", "outgoing"))
