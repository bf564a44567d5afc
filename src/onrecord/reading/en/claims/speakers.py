"""Whose voice it is: the words of a speaker -> the actor they name, within one report.

States and their seats, organisations and groups come from the actor data; people through their titles and what they are
said to speak for; pronouns, surnames, acronyms and "the charity" through what the report said before.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, ActorMention, Form
from onrecord.reading.en.claims.names import full_name, head_of, is_definite, only_home, only_place, plain
from onrecord.reading.en.claims.nouns import (
    mention_after,
    mention_before,
    mention_on,
    noun_kind,
    self_styled,
    speaker_nouns,
)
from onrecord.reading.en.claims.trees import child, children, subject
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors

_PERSON = frozenset({"he", "she", "him", "her", "his", "hers"})
_GROUP = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "themselves", "we", "us", "our"})
_NOBODY = frozenset(
    {
        "some",
        "many",
        "others",
        "one",
        "all",
        "several",
        "everyone",
        "nobody",
        "none",
        "those",
        "anyone",
        "someone",
        "both",
        "what",
        "most",
    }
)
_FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_ANSWERABLE = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "statement",
        "release",
        "communique",
        "official",
        "minister",
        "ministry",
        "commander",
        "president",
        "ambassador",
        "general",
    }
)
"""Nouns that with "the" alone mean whoever of that sort spoke last."""
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
_FIRST = frozenset({"i", "we", "us", "our", "me", "my"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Speakers:
    """Resolves speakers of one report; call in order of the text, since later words lean on earlier ones."""

    def __init__(self, view: View, authors: Authors) -> None:
        self._view = view
        self._authors = authors
        self._names: dict[str, Actor] = {}
        self._said: list[tuple[int, Actor, bool]] = []
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
                self._names[token.text] = self._view.mention_at[head.i].actor
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
                kind = self._kind_of_name(list(run)) or SpeakerKind.UNKNOWN
                name = run.text.removeprefix("The ")
                self._names[token.text] = Actor(name, None, kind)
                self._names[run.text] = self._names[name] = Actor(name, None, kind)

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
            relative = tokens[0] if tokens[0].lower_ in _RELATIVE else None
            head = relative or next((t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON")), head)
            if head.pos_ in ("VERB", "AUX", "ADP"):
                return None
        actor = self._actor(head, tokens, outer)
        if actor is None:
            actor = Actor(plain(tokens), None, self._kind_of_some(head) or SpeakerKind.UNKNOWN)
        person = self._a_person(head)
        if head.pos_ == "PROPN" and person:
            self._learn(head, actor)
        for name in children(head, "appos"):
            if name.pos_ == "PROPN" and self._is_person(name):
                self._learn(name, actor)
        self._said.append((head.i, actor, person or head.lower_ in _PERSON))
        return actor

    def _kind_of_some(self, head: Token) -> SpeakerKind | None:
        """Tell the kind of "most of the survivors" by the survivors, of "another" by who spoke before."""
        of = next((t for t in head.rights if t.lower_ == "of"), None)
        whole = (
            child(of, "pobj") if of is not None and (head.lower_ in _NOBODY or head.pos_ in ("NUM", "ADJ")) else None
        )
        if whole is not None:
            return noun_kind(whole)
        if head.lower_ == "another":
            return next((a.kind for at, a, _ in reversed(self._said) if at < head.i), None)
        return noun_kind(head)

    def _a_person(self, head: Token) -> bool:
        """Tell whether a speaker is one person, whom "he" or "she" can mean."""
        if head.pos_ == "PROPN":
            return self._is_person(head) or any(t.lower_ in speaker_nouns().voices for t in head.lefts)
        nouns, lemma = speaker_nouns(), head.lemma_.lower()
        return head.tag_ == "NN" and lemma not in nouns.bodies and (lemma in nouns.voices or lemma in nouns.kinds)

    def _actor(self, head: Token, tokens: list[Token], outer: Actor | None) -> Actor | None:
        named = mention_on(self._view, head)
        if named is None and head.lower_ in _RELATIVE:
            return self._antecedent(head, outer)
        if named is None and (head.pos_ == "PRON" or head.lower_ in _PERSON | _GROUP | _MANY):
            return self.pronoun(head, outer)
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
        if (head.pos_ == "PROPN" and not head.is_lower) or (head.text[:1].isupper() and not head.is_sent_start):
            return self._proper(head, tokens)
        return self._common(head, tokens, outer)

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

    def pronoun(self, head: Token, outer: Actor | None = None) -> Actor | None:
        """Say whom a pronoun stands for: who spoke last and fits, else who was last the subject of a sentence."""
        word = head.lower_
        if outer is not None and (word in _FIRST or word in _GROUP | _MANY):
            return outer
        if word in _NOBODY:
            return None
        if word in _FIRST and self._view.quotation(head.i) is None:
            author = self._authors.at(head.i)
            return author if author is not None else self._publisher(head)
        person = word in _PERSON
        beside = self._person_before(head) if person else self._subject_before(head)
        if beside is not None:
            return beside
        for at, actor, was_person in reversed(self._said):
            fits = was_person if person else not (word in _GROUP and was_person)
            if at < head.i and fits:
                return actor
        return None if person else self._last_subject(head)

    def _publisher(self, head: Token) -> Actor | None:
        """Give the publisher for "we" outside quotation marks: "the ministry told us"; not where somebody asks."""
        if self._authors.turn(head.i) is not None or head.lower_ in ("i", "me", "my"):
            return None
        return Actor(self._view.parsed.report.publisher or "the publisher", None, SpeakerKind.MEDIA)

    def _last_subject(self, head: Token) -> Actor | None:
        """Give the actor that was last the subject of a sentence."""
        for mention in reversed(self._view.mentions):
            subject_ = self._view.doc[mention.last].dep_ in ("nsubj", "nsubjpass")
            if mention.last < head.i and mention.form is not Form.ADJECTIVE and subject_:
                return mention.actor
        return None

    def _person_before(self, head: Token) -> Actor | None:
        """Give the person who is the subject before "he" or "his" in its own sentence."""
        for token in self._view.doc[head.sent.start : head.i]:
            if (
                token.dep_ not in ("nsubj", "nsubjpass")
                or token.pos_ not in ("PROPN", "NOUN")
                or not self._a_person(token)
            ):
                continue
            tokens = [t for t in token.subtree if t.i < head.i]
            return self._actor(token, tokens, None)
        return None

    def _kind_behind(self, head: Token) -> SpeakerKind | None:
        """Tell the kind of "the head of the regional administration" by the body."""
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "for", "from", "at"):
                obj = child(prep, "pobj")
                if obj is not None:
                    return noun_kind(obj)
        return None

    def _subject_before(self, head: Token) -> Actor | None:
        """Give the actor that is the subject before a pronoun in its own sentence."""
        before = list(self._view.doc[head.sent.start : head.i])
        # "They use civilians as shields, which they deny": who denies is the one spoken of last.
        relative = head.head.dep_ == "relcl" and any(t.lower_ in _RELATIVE for t in head.head.lefts)
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
            if is_definite(token) and (back := self.back(token)) is not None:
                return back
        return None

    def _belonging(self, head: Token) -> Actor | None:
        """Lead "a spokesman for the group" back through the group."""
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("for", "of", "from", "with"):
                obj = child(prep, "pobj")
                if obj is not None and obj.pos_ == "NOUN":
                    return self.back(obj) if is_definite(obj) else None
        possessor = next((t for t in head.lefts if t.dep_ == "poss" and t.pos_ == "NOUN"), None)
        return self.back(possessor) if possessor is not None else None

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
            back = self.back(head)
            if back is not None:
                return back
        if kind is None:
            return None
        return Actor(plain(tokens), None, kind)

    def _behind(self, head: Token, outer: Actor | None) -> Actor | None:
        """Give whoever stands behind a common noun: in apposition, as its owner, or as the body that it speaks for."""
        nouns, lemma = speaker_nouns(), head.lemma_.lower()
        apposed = self._apposed(head)
        if apposed is not None:
            return apposed.actor
        owned = next((t for t in head.lefts if t.dep_ == "poss" and t.lower_ in _GROUP | _MANY | _PERSON), None)
        if owned is not None and (lemma in nouns.voices or lemma in _PAPERS):
            return self.pronoun(owned, outer)
        deeper = self._belonging(head) if lemma in nouns.voices else None
        if deeper is not None or lemma not in _SPOKES or mention_before(self._view, head) is not None:
            return deeper
        return next((a for at, a, _ in reversed(self._said) if at < head.i and a.kind in _FIGHTS), None)

    def _named_beside(self, head: Token, kind: SpeakerKind | None) -> Actor | None:
        """Read the name in apposition: "a local charity, the Valley Relief Association"."""
        proper = next((t for t in children(head, "appos") if t.pos_ == "PROPN"), None)
        if proper is None:
            return None
        run = [t for t in proper.subtree if t.pos_ in ("PROPN", "ADP") and t.i <= proper.i]
        named = self._names.get(full_name(proper)) or self._names.get(proper.text)
        kind = kind or self._kind_of_name(run) or SpeakerKind.UNKNOWN
        return Actor(named.name if named else plain(run), None, kind)

    def back(self, head: Token, *, but: Actor | None = None) -> Actor | None:
        """Lead "the charity", "the group", "the spokesman" back to who was named before; never to ``but``."""
        nouns = speaker_nouns()
        word, lemma = head.lower_, head.lemma_.lower()
        kinds = nouns.back.get(word) or nouns.back.get(lemma)
        if kinds:
            mention = next(
                (
                    m
                    for m in reversed(self._view.mentions)
                    if m.last < head.i and m.kind in kinds and m.form is not Form.ADJECTIVE and m.actor != but
                ),
                None,
            )
            spoke = next(
                ((at, a) for at, a, _ in reversed(self._said) if at < head.i and a.kind in kinds and a != but), None
            )
            if lemma == "coalition":
                return self._coalition(head)
            here = but is None and spoke is not None and self._view.paragraph[spoke[0]] == self._view.paragraph[head.i]
            if spoke and (mention is None or spoke[0] >= mention.first or here):
                return spoke[1]
            return mention.actor if mention else None
        alone = not list(head.lefts)[1:] and not any(
            t.dep_ == "prep" and t.lower_ in ("of", "for") for t in head.rights
        )
        if lemma in _ANSWERABLE and alone:
            return next(
                (a for at, a, _ in reversed(self._said) if at < head.i and a.kind is not SpeakerKind.WITNESS), None
            )
        return None

    def _just_spoke(self, head: Token, kind: SpeakerKind) -> Actor | None:
        """Give who spoke last in the paragraph, where an officer or minister of nobody named goes on for them."""
        if kind not in (SpeakerKind.MILITARY, SpeakerKind.GOVERNMENT):
            return None
        paragraph = self._view.paragraph
        for at, actor, _ in reversed(self._said):
            if at < head.i:
                fits = paragraph[at] == paragraph[head.i] and actor.kind in (
                    SpeakerKind.MILITARY,
                    SpeakerKind.GOVERNMENT,
                )
                return actor if fits else None
        return None

    def _coalition(self, head: Token) -> Actor | None:
        """Lead "the coalition" to one called so, else to the military of another country than the one at hand."""
        before = [m for m in self._view.mentions if m.last < head.i and m.kind is SpeakerKind.MILITARY]
        called = [m for m in before if "coalition" in m.name.lower()]
        home = self._view.home
        foreign = [m for m in before if m.code and (home is None or not m.code.startswith(home.code))]
        found = called or foreign
        return found[-1].actor if found else None

    def _apposed(self, head: Token) -> ActorMention | None:
        for one in children(head, "appos"):
            found = mention_on(self._view, one) or mention_before(self._view, one)
            if found is not None and found.form is not Form.ADJECTIVE:
                return found
        return None

    def _proper(self, head: Token, tokens: list[Token]) -> Actor | None:
        """Resolve a capitalised name that the actor data does not hold."""
        known = self._names.get(full_name(head)) or self._names.get(head.text)
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
            return self._just_spoke(head, title) or Actor(full_name(head), None, title)
        run = [*[t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod")], head]
        kind = self._kind_of_name([*run, *[t for t in head.subtree if t.pos_ == "PROPN" and t.i > head.i]])
        if kind is not None:
            return Actor(
                plain([t for t in tokens if t.pos_ in ("PROPN", "ADP", "CCONJ", "ADJ", "NOUN", "PART")] or tokens),
                None,
                kind,
            )
        if after is not None and after.form not in (Form.ADJECTIVE, Form.SEAT):
            return Actor(full_name(head), after.code, after.kind)
        return Actor(full_name(head), None, SpeakerKind.PERSON if self._is_person(head) else SpeakerKind.UNKNOWN)

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
            kind = noun_kind(one)
            voice = one.lemma_.lower() in nouns.voices
            if owner is not None and voice and not only_home(owner, kind) and not only_place(owner, kind):
                return owner.actor
            if kind is not None and not (
                voice and kind in (SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY) and owner is None
            ):
                return Actor(full_name(head), None, kind)
        return None

    def _kind_of_name(self, tokens: list[Token]) -> SpeakerKind | None:
        words = speaker_nouns().organisations
        return next((words[t.text] for t in reversed(tokens) if t.text in words), None)

    def _is_person(self, head: Token) -> bool:
        if head.pos_ != "PROPN":
            return False
        mention = mention_on(self._view, head)
        if mention is not None:
            return mention.form is Form.LEADER
        return not head.is_upper and child(head, "det") is None and self._kind_of_name([*head.lefts, head]) is None

    def _learn(self, head: Token, actor: Actor) -> None:
        self._names.setdefault(head.text, actor)
        self._names.setdefault(full_name(head), actor)
