"""What a stretch of words asserts about who did it: parties that acted, that did not, that are said to be responsible.

Verbs of attack with their subjects and agents ("carried out by Russia or Syria", "Israeli jets bombed"), attack nouns with the
party before or after them ("a Saudi air strike", "shelling by the army"), and responsibility in its forms ("is behind",
"responsibility lies with"). Questions, conditions and plans assert nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.nouns import mention_after, mention_before, mention_on
from onrecord.reading.en.claims.trees import agent, child, children, conjuncts, is_negated, is_passive, subject
from onrecord.reading.en.claims.view import View

Refer = Callable[[Token], Actor | None]
"""Resolves a pronoun or a noun that points back."""

_UNREAL_MARKS = frozenset({"if", "whether", "unless", "should", "until", "before"})
_UNREAL_MODALS = frozenset({"will", "would", "'ll", "shall", "should", "must", "can", "to"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "acl", "xcomp", "pcomp", "parataxis", "csubj", "dep"})
_BY = frozenset({"prep", "agent"})
_SERIES = frozenset({"series", "string", "spate", "wave", "number", "list", "campaign", "pattern"})
_COMES = frozenset({"come", "fire", "launch", "originate", "belong", "fly"})
_PARTS = frozenset({"one", "two", "some", "any", "several", "most", "all", "none", "each", "many", "neither"})
_BEARS = frozenset(
    {"bear", "bears", "bore", "borne", "share", "shares", "shared", "carry", "carries", "has", "have", "had"}
)
_MAYBE = frozenset({"may", "might", "could"})
_PRONOUNS = frozenset(
    {"it", "its", "they", "their", "them", "we", "our", "us", "he", "his", "i", "she", "her", "itself"}
)
_PLANS = frozenset(
    {
        "plan",
        "want",
        "threaten",
        "intend",
        "vow",
        "prepare",
        "try",
        "refuse",
        "aim",
        "promise",
        "ask",
        "order",
        "decline",
        "fail",
    }
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One party and what is said of it."""

    actor: Actor
    did: bool
    """False: it is said not to have done it."""
    direct: bool
    """The party acts in the clause; False: it only stands beside the noun of an attack."""
    maybe: bool = False
    at: int = 0
    """Token that asserts it."""


class Blame:
    """Finds assertions in one report."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lexicon = attacks()

    def find(self, tokens: list[Token], refer: Refer, beside: Iterable[Token] = ()) -> list[Assertion]:
        """Find what ``tokens`` assert, in order; a party named twice with one polarity is given once.

        ``beside``: words outside that may be subjects within ("the coalition admitted bombing").
        """
        inside = {t.i for t in tokens} | {t.i for t in beside}
        out: list[Assertion] = []
        for token in tokens:
            if token.pos_ in ("VERB", "AUX"):
                out += self._verb(token, inside, refer)
            elif token.pos_ in ("NOUN", "PROPN"):
                out += self._noun(token, inside, refer)
            elif token.pos_ in ("ADJ", "ADP"):
                out += self._state(token, inside, refer)
        return _merged(out)

    # -- who

    def parties(self, noun: Token, refer: Refer, *, acting: bool = True) -> list[Actor]:
        """Name the parties of a noun phrase, each of those joined by "and" or "or".

        ``acting``: a state's adjective alone counts only before something that acts ("Russian jets", not "Syrian children").
        """
        out: list[Actor] = []
        for one in conjuncts(noun):
            out += [a for a in self._party(one, refer, acting=acting) if a not in out]
        return out

    def _acts(self, noun: Token) -> bool:
        """Tell whether a noun is of a thing or body that can act for a party."""
        return noun.lemma_.lower() in self._lexicon.of_party | self._lexicon.attack_nouns

    def both(self, noun: Token) -> list[Actor]:
        """Read "both sides", "both governments": the two that were last named before."""
        out: list[Actor] = []
        for mention in reversed(self._view.mentions):
            if mention.last < noun.i and mention.code and mention.form is not Form.ADJECTIVE:
                if not any(actor.code == mention.code for actor in out):
                    out.insert(0, mention.actor)
            if len(out) == 2:
                return out
        return []

    def _party(self, noun: Token, refer: Refer, *, acting: bool) -> list[Actor]:
        view = self._view
        mention = mention_on(view, noun)
        if mention is None and any(t.lower_ == "both" and t.dep_ in ("det", "predet") for t in noun.lefts):
            return self.both(noun)
        whole = _part_of(noun) if mention is None else None
        if whole is not None:
            return self._party(whole, refer, acting=acting)
        if mention is None and (noun.pos_ == "PRON" or noun.lower_ in _PRONOUNS):
            actor = refer(noun)
            return [actor] if actor is not None and noun.lower_ not in ("who", "what", "whoever") else []
        if mention is not None and mention.form is not Form.ADJECTIVE:
            out = [mention.actor]
            return out + [a for a in self._joined(noun, mention.actor) if a not in out]
        if (
            acting
            and noun.lemma_.lower() not in self._lexicon.of_party
            and noun.lemma_.lower() not in self._lexicon.attack_nouns
        ):
            return []
        before = [t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod", "poss")]
        found: list[Actor] = []
        for one in before:
            for part in conjuncts(one):
                m = mention_on(view, part) or mention_before(view, part)
                if m is not None and m.actor not in found:
                    found.append(m.actor)
                elif part.dep_ == "poss" and part.pos_ != "PROPN" and (owner := refer(part)) is not None:
                    found.append(owner)
        if found:
            return found
        ours = next(
            (t for p in noun.rights if p.lower_ == "of" for t in p.children if t.lower_ in ("ours", "theirs", "its")),
            None,
        )
        if ours is not None and (owner := refer(ours)) is not None:
            return [owner]
        after = mention_after(view, noun) if self._acts(noun) else None
        if after is not None and (after.form is not Form.NAME or child(noun, "prep") is not None):
            preps = [t.lower_ for t in noun.rights if t.dep_ == "prep"]
            if "in" not in preps[:1] and "at" not in preps[:1]:
                return [after.actor]
        if noun.text[:1].islower() and child(noun, "det") is not None and (back := refer(noun)) is not None:
            return [back]
        return []

    def _joined(self, noun: Token, first: Actor) -> list[Actor]:
        """Give the other party of "Russian or Syrian jets", where the mention covers the nearer adjective alone."""
        out: list[Actor] = []
        for one in noun.lefts:
            for part in conjuncts(one):
                mention = mention_on(self._view, part)
                if (
                    mention is not None
                    and mention.actor != first
                    and mention.actor not in out
                    and part.dep_ in ("amod", "compound", "conj", "nmod")
                ):
                    out.append(mention.actor)
        return out

    # -- what they did

    def _verb(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        lemma, lex = verb.lemma_.lower(), self._lexicon
        if lemma in lex.lies:
            return self._lies(verb, inside, refer)
        if lemma in _COMES and (shown := self._comes_from(verb, inside, refer)):
            return shown
        if lemma in ("point", "lead") and (shown := self._points_to(verb, inside, refer)):
            return shown
        if lemma not in lex.strikes and lemma not in lex.harms and lemma not in lex.with_noun:
            return self._shares(verb, inside, refer)
        if verb.dep_ not in _CLAUSES or any(
            t.lemma_.lower() in lex.excepted.get(lemma, ())
            for t in verb.children
            if t.dep_ in ("dobj", "prt", "nsubjpass", "advmod", "prep")
        ):
            return []
        real = _reality(verb)
        if real is None:
            return []
        did, maybe = real
        if (
            verb.tag_ == "VBN"
            and agent(verb) is None
            and not any(t.dep_ == "aux" for t in verb.children)
            and verb.dep_ != "conj"
        ):
            return []
        if is_passive(verb) or verb.dep_ in ("acl",) and verb.tag_ == "VBN" or agent(verb) is not None:
            by = agent(verb)
            if by is None or by.i not in inside:
                return []
            return [Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self.parties(by, refer)]
        if lemma in lex.with_noun and lemma not in lex.strikes and not self._deed(verb):
            return []
        who = subject(verb)
        if who is None:
            return []
        if who.i not in inside and who.lower_ not in ("who", "which", "that"):
            return []
        if _is_none(who) or _is_none(child(verb, "dobj")):
            did = False
        if who.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
            who = verb.head
        return [Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self.parties(who, refer)]

    def _deed(self, verb: Token) -> bool:
        """Tell whether a verb like "carry out" has an attack as its object."""
        stack = [verb]
        seen = 0
        while stack and seen < 12:
            one = stack.pop()
            seen += 1
            for part in one.children:
                if part.dep_ in ("dobj", "prep", "pobj", "compound", "prt", "nsubjpass", "conj", "relcl"):
                    if (
                        part.lemma_.lower() in self._lexicon.attack_nouns
                        or part.lemma_.lower() in self._lexicon.strikes
                    ):
                        return True
                    if (
                        part.lower_ in ("it", "them", "this", "that", "so")
                        and one is verb
                        and verb.lemma_ in ("do", "carry", "launch")
                    ):
                        return True
                    stack.append(part)
        return False

    def _lies(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "responsibility lies with the army"."""
        about = subject(verb)
        if about is None or about.lemma_.lower() not in self._lexicon.responsibility:
            return []
        to = next((t for t in verb.children if t.lower_ in ("with", "on", "to", "upon")), None)
        obj = child(to, "pobj") if to is not None else None
        if obj is None or obj.i not in inside:
            return []
        return [
            Assertion(a, not is_negated(verb), direct=True, at=verb.i) for a in self.parties(obj, refer, acting=False)
        ]

    def _lies_mistagged(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "responsibility for this lies with ..." where the parse takes the verb for falsehoods."""
        near = noun.doc[max(noun.sent.start, noun.i - 8) : noun.i]
        to = noun.nbor()
        obj = child(to, "pobj")
        if obj is None or obj.i not in inside or not any(t.lower_ in self._lexicon.responsibility for t in near):
            return []
        return [Assertion(a, did=True, direct=True, at=noun.i) for a in self.parties(obj, refer, acting=False)]

    def _comes_from(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "the shells came from positions held by X", "the rounds were fired from X's lines", "the jet belonged to X"."""
        about = subject(verb)
        wanted = "to" if verb.lemma_ == "belong" else "from"
        prep = next((t for t in verb.children if t.lower_ == wanted and t.i > verb.i), None)
        obj = child(prep, "pobj") if prep is not None else None
        real = _reality(verb)
        if about is None or obj is None or real is None or obj.i not in inside or not self._acts(about):
            return []
        found = self.parties(obj, refer, acting=verb.lemma_ != "belong")
        holding = child(obj, "acl")
        holder = agent(holding) if holding is not None else None
        if holder is not None:
            found += [a for a in self.parties(holder, refer) if a not in found]
        return [Assertion(a, real[0], direct=True, maybe=real[1], at=verb.i) for a in found]

    def _points_to(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "the evidence points to Moscow"."""
        about = subject(verb)
        to = next((t for t in verb.children if t.lower_ in ("to", "towards", "toward") and t.i > verb.i), None)
        obj = child(to, "pobj") if to is not None else None
        if about is None or obj is None or obj.i not in inside or _reality(verb) is None:
            return []
        if about.lemma_.lower() not in self._lexicon.evidence | {
            "everything",
            "sign",
            "indication",
            "trail",
            "all",
            "fingerprint",
        }:
            return []
        return [
            Assertion(a, not is_negated(verb), direct=True, at=verb.i) for a in self.parties(obj, refer, acting=False)
        ]

    def _borne(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
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

    def _shares(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "bears responsibility", "had no part in it", "was to blame"."""
        lemma = verb.lemma_.lower()
        if lemma not in ("bear", "bore", "have", "share", "blame", "play", "be", "carry"):
            return []
        real = _reality(verb)
        who = subject(verb)
        if real is None or who is None or who.i not in inside:
            return []
        did, maybe = real
        if lemma == "blame":
            if verb.dep_ != "xcomp" or verb.tag_ != "VB":
                return []
            return [
                Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self.parties(who, refer, acting=False)
            ]
        obj = child(verb, "dobj", "attr")
        if obj is None or obj.lemma_.lower() not in self._lexicon.responsibility | {
            "part",
            "role",
            "hand",
            "involvement",
            "nothing",
            "culprit",
            "perpetrator",
            "link",
        }:
            return []
        if _is_none(obj):
            did = False
        return [Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self.parties(who, refer, acting=False)]

    def _state(self, token: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "X was responsible", "X was behind the attack"."""
        lemma = token.lemma_.lower()
        if token.dep_ in ("acomp", "attr") and (mention := mention_on(self._view, token)) is not None:
            # "the planes were Russian"
            what = subject(token.head)
            real = _reality(token.head)
            if (
                mention.form is not Form.ADJECTIVE
                or what is None
                or real is None
                or what.i not in inside
                or not self._acts(what)
            ):
                return []
            return [Assertion(mention.actor, real[0], direct=True, maybe=real[1], at=token.i)]
        if lemma not in self._lexicon.responsible | self._lexicon.guiltless and not (
            lemma == "behind" and child(token, "pobj") is not None
        ):
            return []
        verb = token.head
        if verb.pos_ not in ("AUX", "VERB") or verb.lemma_ not in ("be", "stand", "hold", "find", "lie"):
            return []
        if lemma == "behind":
            obj = child(token, "pobj")
            if obj is None or obj.lemma_.lower() not in self._lexicon.attack_nouns | {"it", "this", "that", "them"}:
                return []
        real = _reality(verb)
        who = subject(verb) if verb.lemma_ != "hold" else child(verb, "dobj", "nsubjpass")
        if real is None or who is None or who.i not in inside:
            return []
        did, maybe = real
        if any(t.lower_ in ("not", "no") for t in token.lefts) or lemma in self._lexicon.guiltless:
            did = not did
        return [Assertion(a, did, direct=True, maybe=maybe, at=token.i) for a in self.parties(who, refer, acting=False)]

    def _noun(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "a Saudi air strike", "shelling by the army", "Moscow's bombs"."""
        if noun.lower_ in ("lies", "rests") and noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "with":
            return self._lies_mistagged(noun, inside, refer)
        if _is_none(noun) and self._acts(noun) and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            return [Assertion(a, did=False, direct=True, at=noun.i) for a in self.parties(noun, refer)]
        if noun.lemma_.lower() in self._lexicon.responsibility:
            return self._borne(noun, inside, refer)
        if noun.lemma_.lower() not in self._lexicon.attack_nouns:
            return []
        did = True
        if any(t.dep_ == "det" and t.lower_ == "no" for t in noun.lefts):
            did = False
        verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass") else None
        maybe = False
        if verb is not None and verb.pos_ in ("VERB", "AUX"):
            real = _reality(verb)
            if real is None:
                return []
            did, maybe = did and real[0], real[1]
        acts = (
            verb is not None
            and noun.dep_ == "nsubj"
            and verb.lemma_.lower() in self._lexicon.strikes | self._lexicon.harms
        )
        out: list[Assertion] = []
        by = next((t for one in (noun, _series(noun)) for t in one.rights if t.lower_ == "by" and t.dep_ in _BY), None)
        obj = child(by, "pobj") if by is not None else None
        if obj is not None and obj.i in inside:
            out += [Assertion(a, did, direct=True, maybe=maybe, at=noun.i) for a in self.parties(obj, refer)]
        for one in noun.lefts:
            if one.i not in inside or one.dep_ not in ("amod", "compound", "poss", "nmod"):
                continue
            for part in conjuncts(one):
                mention = mention_on(self._view, part)
                if (
                    mention is not None
                    and mention.at.end <= self._view.parsed.passage(noun.idx, noun.idx + len(noun)).end
                ):
                    out.append(Assertion(mention.actor, did, direct=acts, maybe=maybe, at=noun.i))
                elif part.dep_ == "poss" and part.lower_ in _PRONOUNS and (owner := refer(part)) is not None:
                    out.append(Assertion(owner, did, direct=acts, maybe=maybe, at=noun.i))
        return out


def _part_of(noun: Token) -> Token | None:
    """Give "its jets" of "one of its jets"."""
    if noun.lower_ not in _PARTS and noun.pos_ != "NUM":
        return None
    of = next((t for t in noun.rights if t.lower_ == "of"), None)
    return child(of, "pobj") if of is not None else None


def _is_none(noun: Token | None) -> bool:
    """Tell whether a noun phrase says that there is none: "no Russian jets", "nothing"."""
    if noun is None:
        return False
    det = child(noun, "det")
    return noun.lower_ in ("nothing", "none") or (det is not None and det.lower_ in ("no", "neither"))


def _series(noun: Token) -> Token:
    """Give "series" of "a series of crimes": what follows may be tied to either."""
    of = noun.head
    return of.head if of.lower_ == "of" and of.head.lemma_.lower() in _SERIES else noun


def _reality(verb: Token) -> tuple[bool, bool] | None:
    """Tell whether a verb asserts (did, maybe); None where it asks, supposes or plans."""
    did, maybe = True, False
    token = verb
    for depth in range(4):
        for one in token.children:
            word = one.lower_
            if one.dep_ == "mark" and word in _UNREAL_MARKS:
                return None
            if one.dep_ == "aux" and word in _UNREAL_MODALS and depth == 0:
                if (
                    word == "to"
                    and any(t.lower_ == "have" for t in token.lefts)
                    or word == "to"
                    and token.dep_ == "xcomp"
                ):
                    continue
                return None
            if one.dep_ == "aux" and word in _MAYBE:
                maybe = True
            if one.dep_ == "neg" or word in ("never",) and one.dep_ == "advmod":
                did = not did
        if token.dep_ == "xcomp" and token.head.lemma_.lower() in _PLANS:
            return None
        if token.dep_ in ("conj", "xcomp") and token.head.pos_ in ("VERB", "AUX"):
            if token.dep_ == "conj" and child(token, "nsubj", "nsubjpass") is not None:
                break
            token = token.head
            continue
        break
    return did, maybe


def _merged(found: list[Assertion]) -> list[Assertion]:
    out: list[Assertion] = []
    for one in found:
        for n, other in enumerate(out):
            if other.actor == one.actor and other.did == one.did:
                if one.direct and not other.direct:
                    out[n] = one
                break
        else:
            out.append(one)
    return out
