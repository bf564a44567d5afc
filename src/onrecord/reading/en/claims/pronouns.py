"""Whom a pronoun stands for in a report: by person, number and place, among who spoke and who was spoken of."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.memory import Memory
from onrecord.reading.en.claims.names import is_definite, is_person
from onrecord.reading.en.claims.nouns import mention_on, noun_kind, speaker_nouns
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors

PERSON = frozenset({"he", "she", "him", "her", "his", "hers"})
GROUP = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "themselves", "we", "us", "our"})
FIRST = frozenset({"i", "we", "us", "our", "me", "my"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
NOBODY = frozenset(
    {
        *("some", "many", "others", "one", "all", "several", "everyone", "nobody", "none", "those", "anyone"),
        *("someone", "both", "what", "most"),
    }
)
_SHE = frozenset({"she", "her", "hers"})
_WOMEN = frozenset({"woman", "mother", "sister", "daughter", "wife", "widow", "girl", "aunt", "niece", "grandmother"})
_MEN = frozenset({"man", "father", "brother", "son", "husband", "boy", "uncle", "nephew", "grandfather", "imam"})
_BACK = 3
"""Sentences before that of a pronoun in which somebody who did not speak is looked for."""
_DEEP = 3
"""Pronouns that may lead to one another: "his aide", whose "his" is "their leader"."""

Named = Callable[[Token], Actor | None]


class Pronouns:
    """Resolves the pronouns of one report. ``named``: says whom a noun names."""

    def __init__(self, view: View, memory: Memory, authors: Authors, named: Named) -> None:
        self._view, self._memory, self._authors, self._named = view, memory, authors, named
        self._asked: set[int] = set()
        """Pronouns being resolved: what is said of "his aide" must not ask for "his" again."""

    def resolve(self, head: Token, outer: Actor | None = None) -> Actor | None:
        """Say whom a pronoun stands for; ``outer``: the speaker within whose words it stands."""
        if len(self._asked) >= _DEEP or head.i in self._asked:
            return None
        self._asked.add(head.i)
        try:
            return self._resolve(head, outer)
        finally:
            self._asked.discard(head.i)

    def _resolve(self, head: Token, outer: Actor | None) -> Actor | None:
        """Take who spoke last and fits, else who was last the subject of a sentence."""
        word = head.lower_
        if outer is not None and (word in FIRST or word in GROUP | MANY):
            return outer
        if word in NOBODY:
            return None
        if word in FIRST and (self._view.quotation(head.i) is None or self._authors.turn(head.i) is not None):
            author = self._authors.at(head.i)
            return author if author is not None else self._publisher(head)
        if word in PERSON:
            return self._person(head)
        beside = self._subject_before(head)
        if beside is not None:
            return beside
        spoke = next(
            (one for one in reversed(self._memory.said) if one.at < head.i and not (word in GROUP and one.person)), None
        )
        body = self._body_before(head) if word in GROUP else None
        if body is not None and (spoke is None or spoke.at < body.i) and (found := self._named(body)) is not None:
            return found
        many = self._people_before(head) if word in MANY else None
        if many is not None and (spoke is None or spoke.at < many.i) and (found := self._named(many)) is not None:
            return found
        if spoke is not None:
            return spoke.actor
        return self._memory.last_subject(head)

    def _publisher(self, head: Token) -> Actor | None:
        """Give the publisher for "we" outside quotation marks: "the ministry told us"; not where somebody asks."""
        if self._authors.turn(head.i) is not None or head.lower_ in ("i", "me", "my"):
            return None
        return Actor(self._view.parsed.report.publisher or "the publisher", None, SpeakerKind.MEDIA)

    # -- one person

    def _person(self, head: Token) -> Actor | None:
        sentence = head.sent
        for token in self._view.doc[sentence.start : head.i]:
            if token.dep_ in ("nsubj", "nsubjpass") and self._fits(token, head):
                found = self._named(token)
                if found is not None:
                    return found
        last = self._memory.last(head.i, person=True)
        other = self._told_of(head)
        if other is not None and (last is None or last.at < other.sent.start):
            found = self._named(other)
            if found is not None:
                return found
        return last.actor if last is not None else None

    def _told_of(self, head: Token) -> Token | None:
        """Find the person last spoken of in the sentences before: the subject of one, else the last one named."""
        at = head.sent.start
        for _ in range(_BACK):
            if at == 0:
                return None
            sentence = self._view.doc[at - 1].sent
            people = [t for t in sentence if self._fits(t, head) and self._view.quotation(t.i) is None]
            subjects = [t for t in people if t.dep_ in ("nsubj", "nsubjpass")]
            if people:
                return subjects[0] if subjects else people[-1]
            at = sentence.start
        return None

    def _fits(self, token: Token, pronoun: Token) -> bool:
        if token.pos_ not in ("PROPN", "NOUN") or token.dep_ in ("compound", "poss", "nmod", "amod"):
            return False
        if not a_person(self._view, token):
            return False
        if token.pos_ == "PROPN" and token.dep_ == "pobj" and not any(t.dep_ == "compound" for t in token.lefts):
            return False  # "a resident of Saraqib": a place, most often
        lemma = token.lemma_.lower()
        return lemma not in (_MEN if pronoun.lower_ in _SHE else _WOMEN)

    # -- bodies and several people

    def _body_before(self, head: Token) -> Token | None:
        """Find the body that was the subject of the sentence before: "The mission got there. It confirmed ..."."""
        at = head.sent.start
        if at == 0 or self._view.paragraph[at - 1] != self._view.paragraph[head.i]:
            return None
        for token in self._view.doc[at - 1].sent:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ not in ("ROOT", "conj"):
                continue
            mention = mention_on(self._view, token)
            if mention is not None and mention.form is not Form.ADJECTIVE:
                return token
            nouns, lemma = speaker_nouns(), token.lemma_.lower()
            if token.tag_ in ("NN", "NNP") and (lemma in nouns.bodies or lemma in nouns.back or token.is_upper):
                return token
        return None

    def _people_before(self, head: Token) -> Token | None:
        """Find the people who were last the subject, in this sentence or the one before: "Experts came. They found"."""
        at, end = head.sent.start, head.i
        for _ in range(2):
            for token in self._view.doc[at:end]:
                nouns, lemma = speaker_nouns(), token.lemma_.lower()
                human = noun_kind(token) is not None or lemma in nouns.voices or lemma in nouns.modified_nouns
                plural = token.tag_ in ("NNS", "NNPS") and human
                if plural and token.dep_ in ("nsubj", "nsubjpass") and token.head.i != head.head.i:
                    return token
            if at == 0 or self._view.paragraph[at - 1] != self._view.paragraph[head.i]:
                return None
            at, end = self._view.doc[at - 1].sent.start, at
        return None

    def _subject_before(self, head: Token) -> Actor | None:
        """Give the actor that is the subject before a pronoun in its own sentence."""
        before = list(self._view.doc[head.sent.start : head.i])
        # "They use civilians as shields, which they deny": who denies is the one spoken of last.
        relative = head.head.dep_ == "relcl" and any(t.lower_ in RELATIVE for t in head.head.lefts)
        answers = relative or (head.head.dep_ == "relcl" and head.head.head.dep_ == "appos")
        outside = self._view.quotation(head.i) is None
        for token in reversed(before) if answers else before:
            if outside and self._view.quotation(token.i) is not None:
                continue
            if token.dep_ not in ("nsubj", "nsubjpass") or token.head.i in (head.head.i, head.i):
                continue
            mention = mention_on(self._view, token)
            if mention is not None and mention.form is not Form.ADJECTIVE:
                return mention.actor
            if is_definite(token) and (back := self._memory.back(token)) is not None:
                return back
        return None


def a_person(view: View, head: Token) -> bool:
    """Tell whether a noun is one person, whom "he" or "she" can mean."""
    if head.pos_ == "PROPN":
        if head.tag_ == "NNPS" or head.lemma_.lower() in attacks().attack_nouns:
            return False
        nouns = speaker_nouns()
        if head.lower_ in nouns.voices - nouns.bodies:
            return head.tag_ == "NNP"  # "the Secretary"
        return is_person(view, head) or any(t.lower_ in nouns.voices for t in head.lefts)
    nouns, lemma = speaker_nouns(), head.lemma_.lower()
    return head.tag_ == "NN" and lemma not in nouns.bodies and (lemma in nouns.voices or lemma in nouns.kinds)
