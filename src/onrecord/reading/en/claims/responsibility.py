"""Who is said to be responsible, other than by a verb of attack: "lies with", "was behind", "points to"."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.nouns import mention_on
from onrecord.reading.en.claims.parties import Parties, Refer
from onrecord.reading.en.claims.reality import Assertion, is_none, reality
from onrecord.reading.en.claims.trees import agent, child, is_negated, subject
from onrecord.reading.en.claims.view import View

_BEARS = frozenset(
    {"bear", "bears", "bore", "borne", "share", "shares", "shared", "carry", "carries", "has", "have", "had"}
)
_SHARES = frozenset({"part", "role", "hand", "involvement", "nothing", "culprit", "perpetrator", "link"})
_SHOWS = frozenset(
    {
        *("everything", "sign", "indication", "trail", "all", "fingerprint"),
        *("pattern", "damage", "crater", "fragment", "remnant", "marking"),
    }
)
TRACES = frozenset(
    {"hand", "signature", "handiwork", "fingerprint", "finger", "doing", "trademark", "hallmark", "stamp"}
)
"""What of somebody's is seen behind an attack: "the hand of X", "X's signature"."""
_AUTHORS = frozenset(
    {"attacker", "gunman", "perpetrator", "culprit", "killer", "author", "assailant", "bomber", "raider"}
)
_THIS = frozenset({"this", "it", "that"})
_STATES = frozenset({"be", "stand", "hold", "find", "lie"})


class Responsibility:
    """Finds statements of responsibility in one report."""

    def __init__(self, view: View, parties: Parties) -> None:
        self._view = view
        self._parties = parties
        self._lexicon = attacks()

    def lies(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "responsibility lies with the army"."""
        about = subject(verb)
        if about is None or about.lemma_.lower() not in self._lexicon.responsibility:
            return []
        to = next((t for t in verb.children if t.lower_ in ("with", "on", "to", "upon")), None)
        obj = child(to, "pobj") if to is not None else None
        if obj is None or obj.i not in inside:
            return []
        return [
            Assertion(a, not is_negated(verb), direct=True, at=verb.i)
            for a in self._parties.of(obj, refer, acting=False)
        ]

    def lies_mistagged(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "responsibility for this lies with ..." where the parse takes the verb for falsehoods."""
        near = noun.doc[max(noun.sent.start, noun.i - 8) : noun.i]
        to = noun.nbor()
        obj = child(to, "pobj")
        if obj is None or obj.i not in inside or not any(t.lower_ in self._lexicon.responsibility for t in near):
            return []
        return [Assertion(a, did=True, direct=True, at=noun.i) for a in self._parties.of(obj, refer, acting=False)]

    def comes_from(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "the shells came from positions held by X", "the jet belonged to X"."""
        about = subject(verb)
        wanted = "to" if verb.lemma_ == "belong" else "from"
        prep = next((t for t in verb.children if t.lower_ == wanted and t.i > verb.i), None)
        obj = child(prep, "pobj") if prep is not None else None
        real = reality(verb)
        if about is None or obj is None or real is None or obj.i not in inside or not self._parties.acts(about):
            return []
        found = self._parties.of(obj, refer, acting=verb.lemma_ != "belong")
        holding = child(obj, "acl")
        holder = agent(holding) if holding is not None else None
        if holder is not None:
            found += [a for a in self._parties.of(holder, refer) if a not in found]
        return [Assertion(a, real[0], direct=True, maybe=real[1], at=verb.i) for a in found]

    def points_to(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "the evidence points to Moscow"."""
        about = subject(verb)
        to = next((t for t in verb.children if t.lower_ in ("to", "towards", "toward") and t.i > verb.i), None)
        obj = child(to, "pobj") if to is not None else None
        if about is None or obj is None or obj.i not in inside or reality(verb) is None:
            return []
        if about.lemma_.lower() not in self._lexicon.evidence | _SHOWS:
            return []
        return [
            Assertion(a, not is_negated(verb), direct=True, at=verb.i)
            for a in self._parties.of(obj, refer, acting=False)
        ]

    def borne(self, noun: Token, inside: set[int]) -> list[Assertion]:
        """Read "Moscow and Damascus bore joint responsibility", however the parse ties it."""
        doc = noun.doc
        verb = next(
            (t for t in reversed(list(doc[max(noun.sent.start, noun.i - 4) : noun.i])) if t.lower_ in _BEARS), None
        )
        if verb is None or is_negated(verb):
            return []
        out: list[Actor] = []
        at = verb.i - 1
        while at >= noun.sent.start and at in inside:
            mention = self._view.mention_at.get(at)
            if mention is not None:
                out.insert(0, mention.actor)
                at = mention.first - 1
            elif doc[at].lower_ in ("and", "or", ",", "the", "both") or doc[at].pos_ in ("ADV", "AUX"):
                at -= 1
            else:
                break
        return [Assertion(a, did=True, direct=True, at=verb.i) for a in out]

    def is_called(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "This was Russia", "it is always the army": whoever is said to have been it."""
        verb, mention = noun.head, mention_on(self._view, noun)
        what = child(verb, "nsubj")
        if noun.dep_ != "attr" or verb.lemma_ != "be":
            return []
        if mention is None or mention.form is Form.ADJECTIVE:
            actors = self._parties.of(noun, refer) if noun.lemma_.lower() not in self._lexicon.attack_nouns else []
        else:
            actors = [mention.actor]
        real = reality(verb)
        said_of = what is not None and (what.lower_ in _THIS or what.lemma_.lower() in TRACES | _AUTHORS)
        if what is None or not said_of or what.i not in inside or real is None:
            return []
        then = child(noun, "relcl")
        if then is not None and then.lemma_.lower() not in (
            self._lexicon.strikes | self._lexicon.harms | self._lexicon.with_noun | conduct().wrongs
        ):
            return []  # "It was Russia that called for talks."
        return [Assertion(actor, real[0], direct=True, maybe=real[1], at=verb.i) for actor in actors]

    def shares(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "bears responsibility", "had no part in it", "was to blame"."""
        lemma = verb.lemma_.lower()
        if lemma not in ("bear", "bore", "have", "share", "blame", "play", "be", "carry"):
            return []
        real = reality(verb)
        who = subject(verb)
        if real is None or who is None or who.i not in inside:
            return []
        did, maybe = real
        if lemma == "blame":
            if verb.dep_ != "xcomp" or verb.tag_ != "VB":
                return []
            return [
                Assertion(a, did, direct=True, maybe=maybe, at=verb.i)
                for a in self._parties.of(who, refer, acting=False)
            ]
        obj = child(verb, "dobj", "attr")
        if obj is None or obj.lemma_.lower() not in self._lexicon.responsibility | _SHARES:
            return []
        if is_none(obj):
            did = False
        return [
            Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self._parties.of(who, refer, acting=False)
        ]

    def state(self, token: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "X was responsible", "X was behind the attack"."""
        lemma = token.lemma_.lower()
        if token.dep_ in ("acomp", "attr") and (mention := mention_on(self._view, token)) is not None:
            # "the planes were Russian"
            what = subject(token.head)
            real = reality(token.head)
            if (
                mention.form is not Form.ADJECTIVE
                or what is None
                or real is None
                or what.i not in inside
                or not self._parties.acts(what)
            ):
                return []
            return [Assertion(mention.actor, real[0], direct=True, maybe=real[1], at=token.i)]
        if lemma not in self._lexicon.responsible | self._lexicon.guiltless and not (
            lemma == "behind" and child(token, "pobj") is not None
        ):
            return []
        verb = token.head
        if verb.pos_ not in ("AUX", "VERB") or verb.lemma_ not in _STATES:
            return []
        if lemma == "behind":
            obj = child(token, "pobj")
            if obj is None or obj.lemma_.lower() not in self._lexicon.attack_nouns | {"it", "this", "that", "them"}:
                return []
        real = reality(verb)
        who = subject(verb) if verb.lemma_ != "hold" else child(verb, "dobj", "nsubjpass")
        if real is None or who is None or who.i not in inside:
            return []
        did, maybe = real
        if any(t.lower_ in ("not", "no") for t in token.lefts) or lemma in self._lexicon.guiltless:
            did = not did
        return [
            Assertion(a, did, direct=True, maybe=maybe, at=token.i) for a in self._parties.of(who, refer, acting=False)
        ]
