"""Whose voice it is: the words of a speaker -> the actor they name, within one report.

States and their seats, organisations and groups come from the actor data; people through their titles and what they are
said to speak for; pronouns, surnames, acronyms and "the charity" through what the report said before.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, ActorMention, Form
from onrecord.reading.en.claims.memory import Memory
from onrecord.reading.en.claims.names import (
    full_name,
    head_of,
    is_definite,
    is_person,
    kind_of_name,
    only_home,
    only_place,
    plain,
)
from onrecord.reading.en.claims.nouns import (
    mention_after,
    mention_before,
    mention_on,
    noun_kind,
    self_styled,
    speaker_nouns,
)
from onrecord.reading.en.claims.offices import in_office
from onrecord.reading.en.claims.pronouns import GROUP, MANY, NOBODY, PERSON, RELATIVE, Pronouns, a_person
from onrecord.reading.en.claims.trees import child, children, subject
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors

_FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_BELONGS = frozenset({"of", "for", "in"})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_PAPERS = frozenset(
    {
        "analysis",
        "investigation",
        "statement",
        "report",
        "inquiry",
        "assessment",
        "review",
        "findings",
        "research",
        "data",
    }
)


class Speakers:
    """Resolves speakers of one report; call in order of the text, since later words lean on earlier ones."""

    def __init__(self, view: View, authors: Authors) -> None:
        self._view = view
        self._author = authors.author
        self._memory = Memory(view)
        for turn in authors.turns:
            if turn.label < turn.first and turn.actor is not None:
                self._memory.spoke(view.doc[turn.label], turn.actor, person=True)
        self._pronouns = Pronouns(view, self._memory, authors, self._named)

    # -- the door

    def resolve(self, tokens: list[Token], *, outer: Actor | None = None, verb: Token | None = None) -> Actor | None:
        """Say whom the words of a speaker name; None without words.

        ``outer``: the speaker within whose words these stand, for "it" and "we". ``verb``: of the cue; its subject
        comes first.
        """
        tokens = [t for t in tokens if not t.is_punct and not t.is_space]
        if not tokens:
            return None
        own = subject(verb) if verb is not None and verb.pos_ == "VERB" else None
        if own is not None and self._view.quotation(own.i) is not None:
            own = None
        head = own if own is not None and own in tokens else head_of(tokens)
        if head.pos_ in ("VERB", "AUX", "ADP") and head.i not in self._view.mention_at:
            # A stretch that is no noun phrase: a relative clause, or one cut askew.
            relative = tokens[0] if tokens[0].lower_ in RELATIVE else None
            head = relative or next((t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON")), head)
            if head.pos_ in ("VERB", "AUX", "ADP"):
                return None
        actor = self._actor(head, tokens, outer)
        if actor is None:
            actor = Actor(plain(tokens), None, self._kind_of_some(head) or SpeakerKind.UNKNOWN)
        actor = in_office(self._view, head, tokens, actor)
        person = a_person(self._view, head)
        if head.pos_ == "PROPN" and person:
            self._memory.learn(head, actor)
        for name in children(head, "appos"):
            if name.pos_ == "PROPN" and is_person(self._view, name):
                self._memory.learn(name, actor)
        self._memory.spoke(head, actor, person=person or head.lower_ in PERSON)
        return actor

    def pronoun(self, head: Token, outer: Actor | None = None) -> Actor | None:
        """Say whom a pronoun stands for; ``outer``: the speaker within whose words it stands."""
        return self._pronouns.resolve(head, outer)

    def back(self, head: Token, *, but: Actor | None = None) -> Actor | None:
        """Lead "the charity", "the group" back to who was named before; never to ``but``."""
        return self._memory.back(head, but=but)

    def _named(self, head: Token) -> Actor | None:
        """Say whom a noun names that speaks nowhere."""
        tokens = [t for t in head.subtree if not t.is_punct and not t.is_space and not _below_clause(t, head)]
        actor = self._actor(head, tokens or [head], None)
        if actor is None:
            actor = Actor(plain(tokens or [head]), None, noun_kind(head) or SpeakerKind.UNKNOWN)
        return in_office(self._view, head, tokens, actor)

    def _kind_of_some(self, head: Token) -> SpeakerKind | None:
        """Tell the kind of "most of the survivors" by the survivors, of "another" by who spoke before."""
        of = next((t for t in head.rights if t.lower_ == "of"), None)
        whole = child(of, "pobj") if of is not None and (head.lower_ in NOBODY or head.pos_ in ("NUM", "ADJ")) else None
        if whole is not None:
            return noun_kind(whole)
        if head.lower_ == "another":
            last = self._memory.last(head.i)
            return last.actor.kind if last is not None else None
        return noun_kind(head)

    def _actor(self, head: Token, tokens: list[Token], outer: Actor | None) -> Actor | None:
        named = mention_on(self._view, head)
        if named is None and head.lower_ in RELATIVE:
            return self._antecedent(head, outer)
        if named is None and (head.pos_ == "PRON" or head.lower_ in PERSON | GROUP | MANY):
            return self.pronoun(head, outer)
        if self._author is not None and self._calls_itself(head, named):
            return self._author
        if named is not None and named.form is not Form.ADJECTIVE and not self._blocked(head, named):
            body = (
                mention_before(self._view, head)
                if named.form is Form.NAME and named.kind is SpeakerKind.GOVERNMENT
                else None
            )
            # "Amnesty International Nigeria" is not Nigeria.
            return (
                body.actor if body is not None and body.kind not in _FIGHTS and body.form is Form.NAME else named.actor
            )
        if self._in_capitals(head):
            found = self._common(head, tokens, outer)
            if found is not None:
                return found
        if (head.pos_ == "PROPN" and not head.is_lower) or (head.text[:1].isupper() and not head.is_sent_start):
            return self._proper(head, tokens)
        return self._common(head, tokens, outer)

    def _calls_itself(self, head: Token, named: ActorMention | None) -> bool:
        """Tell whether an author speaks of itself by what it is: "The Army regrets", "my Government", "the company"."""
        author, word = self._author, head.lower_
        owned = any(t.dep_ in ("amod", "compound", "nmod") or t.tag_ == "POS" for t in head.subtree if t.i < head.i)
        if author is None or owned or not any(t.lower_ in ("the", "my", "our", "this") for t in head.lefts):
            return False
        if named is not None and named.first != named.last:
            return False
        same = word in author.name.lower().split() or speaker_nouns().kinds.get(word) is author.kind
        body = word in speaker_nouns().bodies or word == "company"
        return body and same and not any(t.lower_ in _BELONGS for t in head.rights)

    def _in_capitals(self, head: Token) -> bool:
        """Tell whether a common noun is only written like a name: "the Chief of Staff"."""
        nouns = speaker_nouns()
        alone = not any(t.dep_ in ("compound", "nmod") and t.pos_ == "PROPN" for t in head.lefts)
        return head.pos_ == "PROPN" and alone and head.lower_ in nouns.voices and child(head, "det") is not None

    def _blocked(self, head: Token, named: ActorMention) -> bool:
        """Tell whether a name is only the end of somebody else's ("the mayor of Moscow" has another head)."""
        return named.form is Form.LEADER and head.dep_ == "compound" and head.head.pos_ in ("NOUN", "PROPN")

    # -- kinds of words

    def _antecedent(self, head: Token, outer: Actor | None) -> Actor | None:
        verb = head.head
        while (
            verb.dep_ not in ("relcl", "acl")
            and verb.head is not verb
            and verb.dep_ in ("conj", "ccomp", "xcomp", "prep")
        ):
            verb = verb.head
        if verb.dep_ in ("relcl", "acl") and verb.head.i < head.i:
            noun = verb.head
            if any(t.lower_ == "according" for t in self._view.doc[noun.i : head.i]):
                return self._nearest(head, outer)  # "Nine people died, according to doctors, who said ..."
            gone = {t.i for t in verb.subtree}
            tokens = [t for t in noun.subtree if t.i not in gone]
            found = self._actor(noun, tokens, outer)
            return found or Actor(plain(tokens), None, noun_kind(noun) or SpeakerKind.UNKNOWN)
        return self._nearest(head, outer)

    def _nearest(self, head: Token, outer: Actor | None) -> Actor | None:
        """Give whom a relative pronoun that the parse leaves alone follows: "doctors at the hospital, who said"."""
        doc = self._view.doc
        for i in range(head.i - 1, max(head.sent.start, head.i - 10) - 1, -1):
            token = doc[i]
            spoken = token.pos_ == "NOUN" and noun_kind(token) is not None
            of_many = token.tag_ == "NNS" or token.lemma_.lower() not in speaker_nouns().bodies
            if spoken and token.dep_ != "compound" and (of_many or head.lower_ == "which"):
                tokens = [t for t in token.subtree if t.i < head.i]
                return self._actor(token, tokens, outer)
        return None

    def _kind_behind(self, head: Token) -> SpeakerKind | None:
        """Tell the kind of "the head of the regional administration" by the body."""
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "for", "from", "at"):
                obj = child(prep, "pobj")
                if obj is not None and head.lower_ == "chief" and obj.lower_ == "staff":
                    return SpeakerKind.MILITARY
                if obj is not None:
                    return noun_kind(obj)
        return None

    def _belonging(self, head: Token) -> Actor | None:
        """Lead "a spokesman for the group" back through the group."""
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("for", "of", "from", "with"):
                obj = child(prep, "pobj")
                if obj is not None and obj.pos_ == "NOUN":
                    return self._memory.back(obj) if is_definite(obj) else None
        possessor = next((t for t in head.lefts if t.dep_ == "poss" and t.pos_ == "NOUN"), None)
        return self._memory.back(possessor) if possessor is not None else None

    def _common(self, head: Token, tokens: list[Token], outer: Actor | None) -> Actor | None:
        view, nouns = self._view, speaker_nouns()
        lemma = head.lemma_.lower()
        before, after = mention_before(view, head), mention_after(view, head)
        kind = noun_kind(head)
        if lemma in nouns.voices or head.lower_ in nouns.voices:
            owner = before or after or self._apposed(head)
            if owner is not None and not only_home(owner, kind):
                return owner.actor
            kind = kind or self._kind_behind(head)
        for owner in (before, after):
            if owner is not None and owner.kind is kind and owner.form is not Form.ADJECTIVE:
                return owner.actor
        named = self_styled(self._view, head)
        if named is not None:
            return named
        behind = self._behind(head, outer)
        if behind is not None:
            return behind
        named = self._named_beside(head, kind)
        if named is not None:
            return named
        if (is_definite(head) or lemma in _SPOKES) and before is None:
            back = self._memory.back(head)
            if back is not None:
                return back
        if any(t.lower_ == "same" for t in head.lefts) and (same := self._memory.same(head)) is not None:
            return same
        kind = kind or self._kind_behind(head)
        if kind is None:
            return None
        return Actor(plain(tokens), None, kind)

    def _behind(self, head: Token, outer: Actor | None) -> Actor | None:
        """Give whoever stands behind a common noun: in apposition, as its owner, or as the body that it speaks for."""
        nouns, lemma = speaker_nouns(), head.lemma_.lower()
        apposed = self._apposed(head)
        if apposed is not None:
            return apposed.actor
        owned = next((t for t in head.lefts if t.dep_ == "poss" and t.lower_ in GROUP | MANY | PERSON), None)
        if owned is not None and (lemma in nouns.voices or lemma in _PAPERS):
            return self.pronoun(owned, outer)
        deeper = self._belonging(head) if lemma in nouns.voices else None
        if deeper is not None or lemma not in _SPOKES or mention_before(self._view, head) is not None:
            return deeper
        before = (one for one in reversed(self._memory.said) if one.at < head.i)
        return next((one.actor for one in before if one.actor.kind in _FIGHTS), None)

    def _named_beside(self, head: Token, kind: SpeakerKind | None) -> Actor | None:
        """Read the name in apposition: "a local charity, the Valley Relief Association"."""
        proper = next((t for t in children(head, "appos") if t.pos_ == "PROPN"), None)
        if proper is None:
            return None
        run = [t for t in proper.subtree if t.pos_ in ("PROPN", "ADP") and t.i <= proper.i]
        named = self._memory.names.get(full_name(proper)) or self._memory.names.get(proper.text)
        kind = kind or kind_of_name(run) or SpeakerKind.UNKNOWN
        return Actor(named.name if named else plain(run), None, kind)

    def _apposed(self, head: Token) -> ActorMention | None:
        for one in children(head, "appos"):
            found = mention_on(self._view, one) or mention_before(self._view, one)
            if found is not None and found.form is not Form.ADJECTIVE:
                return found
        return None

    def _proper(self, head: Token, tokens: list[Token]) -> Actor | None:
        """Resolve a capitalised name that the actor data does not hold."""
        known = self._memory.names.get(full_name(head)) or self._memory.names.get(head.text)
        titled = mention_before(self._view, head)
        if titled is not None and titled.form is not Form.ADJECTIVE:
            return titled.actor
        described = self._described(head)
        if described is not None:
            return described
        if known is not None:
            return known
        nouns = speaker_nouns()
        title = next((nouns.titles[t.lower_] for t in head.lefts if t.lower_ in nouns.titles), None)
        after = mention_after(self._view, head)
        if after is not None and any(t.lower_ in nouns.voices for t in [head, *head.lefts]):
            return after.actor
        if title is not None:
            return self._memory.just_spoke(head, title) or Actor(full_name(head), None, title)
        run = [*[t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod")], head]
        kind = kind_of_name([*run, *[t for t in head.subtree if t.pos_ == "PROPN" and t.i > head.i]])
        if kind is not None:
            return Actor(
                plain([t for t in tokens if t.pos_ in ("PROPN", "ADP", "CCONJ", "ADJ", "NOUN", "PART")] or tokens),
                None,
                kind,
            )
        if after is not None and after.form not in (Form.ADJECTIVE, Form.SEAT):
            return Actor(full_name(head), after.code, after.kind)
        return Actor(full_name(head), None, SpeakerKind.PERSON if is_person(self._view, head) else SpeakerKind.UNKNOWN)

    def _described(self, head: Token) -> Actor | None:
        """Read what stands beside a name: "X, a surgeon at the hospital", "coalition spokesman X"."""
        nouns = speaker_nouns()
        beside = [
            *children(head, "appos"),
            *[t for t in head.lefts if t.dep_ in ("compound", "nmod") and t.pos_ == "NOUN"],
        ]
        if head.dep_ == "appos" and head.head.pos_ == "NOUN":
            beside.append(head.head)
        for one in beside:
            owned = next((t for t in one.lefts if t.dep_ == "poss" and t.pos_ == "PRON"), None)
            if owned is not None and one.lemma_.lower() in nouns.voices and (whose := self.pronoun(owned)) is not None:
                return whose
            owner = mention_on(self._view, one) or mention_before(self._view, one) or mention_after(self._view, one)
            kind = noun_kind(one) or self._kind_behind(one)
            voice = one.lemma_.lower() in nouns.voices
            if owner is not None and voice and not only_home(owner, kind) and not only_place(owner, kind):
                return owner.actor
            if kind is not None and not (
                voice and kind in (SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY) and owner is None
            ):
                return Actor(full_name(head), None, kind)
        return None


def _below_clause(token: Token, noun: Token) -> bool:
    """Tell whether a token stands in a relative clause of a noun."""
    while token not in (noun, token.head):
        if token.dep_ in ("relcl", "acl"):
            return True
        token = token.head
    return False
