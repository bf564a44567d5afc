"""What a stretch of words asserts about who did it: parties that acted, that did not, that are said to be responsible.

Verbs of attack with their subjects and agents ("carried out by Russia or Syria", "Israeli jets bombed"), attack nouns
with the party before or after them ("a Saudi air strike", "shelling by the army"), and responsibility in its forms ("is
behind", "responsibility lies with"). Questions, conditions and plans assert nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.nouns import mention_on
from onrecord.reading.en.claims.parties import PRONOUNS, Parties, Refer
from onrecord.reading.en.claims.reality import Assertion, is_none, reality
from onrecord.reading.en.claims.responsibility import TRACES, Responsibility
from onrecord.reading.en.claims.trees import agent, child, conjuncts, is_negated, is_participle, is_passive, subject
from onrecord.reading.en.claims.view import View

_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "acl", "xcomp", "pcomp", "parataxis", "csubj", "dep"})
_BY = frozenset({"prep", "agent"})
_SERIES = frozenset({"series", "string", "spate", "wave", "number", "list", "campaign", "pattern"})
_MOVES = frozenset({"violate", "operate", "fly", "enter", "patrol"})
_SIGNS = frozenset(
    {"sign", "order", "commission", "mastermind", "orchestrate", "lay", "plant", "fire", "launch", "drop"}
)
"""What an author does to an attack without making it: "a massacre ordered by the junta"."""
_PEOPLE = frozenset({"soldier", "troop", "policeman", "police", "officer", "fighter", "militant", "pilot", "crew"})
_SHIELDS = frozenset({"shield", "military"})
_COMES = frozenset({"come", "fire", "launch", "originate", "belong", "fly"})


class Blame:
    """Finds assertions in one report."""

    def __init__(self, view: View) -> None:
        self._view = self.view = view
        self._lexicon = attacks()
        self._parties = Parties(view)
        self._responsible = Responsibility(view, self._parties)

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
                out += self._responsible.state(token, inside, refer)
        return _merged(out)

    def parties(self, noun: Token, refer: Refer, *, acting: bool = True) -> list[Actor]:
        """Name the parties of a noun phrase; see :meth:`Parties.of`."""
        return self._parties.of(noun, refer, acting=acting)

    def owners(self, noun: Token, refer: Refer) -> list[Actor]:
        """Name whose a deed's noun is: who stands before it, or after "by" or "of"."""
        inside = {t.i for t in noun.subtree}
        out = self._before(noun, inside, refer)
        for prep in noun.rights:
            obj = child(prep, "pobj") if prep.lower_ in ("by", "of") else None
            if obj is not None:
                out += [a for a in self._parties.of(obj, refer, acting=False) if a not in out]
        return out

    def _verb(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        lemma, lex = verb.lemma_.lower(), self._lexicon
        if lemma in lex.lies and (lies := self._responsible.lies(verb, inside, refer)):
            return lies
        if lemma in _COMES and (shown := self._responsible.comes_from(verb, inside, refer)):
            return shown
        if lemma in ("point", "lead") and (shown := self._responsible.points_to(verb, inside, refer)):
            return shown
        if lemma in _MOVES and (absent := self._stayed_away(verb, inside, refer)):
            return absent
        if lemma not in lex.strikes and lemma not in lex.harms and lemma not in lex.with_noun:
            return self._responsible.shares(verb, inside, refer)
        real = None if self._excepted(verb, lemma) else reality(verb)
        return self._attack(verb, lemma, real, inside, refer) if real is not None else []

    def _stayed_away(self, verb: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "our aircraft did not operate over the town"."""
        who = subject(verb)
        if who is None or who.i not in inside or not is_negated(verb) or not self._parties.acts(who):
            return []
        return [Assertion(a, did=False, direct=True, at=verb.i) for a in self._parties.of(who, refer)]

    def _excepted(self, verb: Token, lemma: str) -> bool:
        """Tell whether a verb of attack tells of none here: "struck a deal", or a participle that only describes."""
        beside = [t for t in verb.children if t.dep_ in ("dobj", "prt", "nsubjpass", "advmod", "prep")]
        if verb.dep_ not in _CLAUSES or any(t.lemma_.lower() in self._lexicon.excepted.get(lemma, ()) for t in beside):
            return True
        bare = verb.tag_ == "VBN" and not any(t.dep_ == "aux" for t in verb.children)
        return bare and agent(verb) is None and verb.dep_ != "conj"

    def _attack(
        self, verb: Token, lemma: str, real: tuple[bool, bool], inside: set[int], refer: Refer
    ) -> list[Assertion]:
        did, maybe = real
        lex = self._lexicon
        if is_passive(verb) or is_participle(verb) or agent(verb) is not None:
            by = agent(verb)
            if by is None or by.i not in inside:
                return []
            return [Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self._parties.of(by, refer)]
        if lemma in lex.with_noun and lemma not in lex.strikes and not self._deed(verb):
            return []
        who = subject(verb)
        if who is not None and who.i not in inside:
            # "The governor: 'The army has hit the ward'": both are hung on the verb.
            who = next((t for t in verb.children if t.dep_ == "nsubj" and t.i in inside), who)
        if who is None or (who.i not in inside and who.lower_ not in ("who", "which", "that")):
            return []
        if is_none(who) or is_none(child(verb, "dobj")):
            did = False
        if who.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
            who = verb.head
        return [Assertion(a, did, direct=True, maybe=maybe, at=verb.i) for a in self._parties.of(who, refer)]

    def _deed(self, verb: Token) -> bool:
        """Tell whether a verb like "carry out" has an attack as its object."""
        if verb.lemma_.lower() == "use" and any(t.lemma_.lower() in _SHIELDS for t in verb.subtree):
            return True  # "used the mosque for military purposes"
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

    def _noun(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        """Read "a Saudi air strike", "shelling by the army", "Moscow's bombs"."""
        if noun.lower_ in ("lies", "rests") and noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "with":
            return self._responsible.lies_mistagged(noun, inside, refer)
        lost = noun.dep_ == "nsubjpass" and noun.lemma_.lower() in _PEOPLE  # "no soldier had been hurt"
        if (
            is_none(noun)
            and not lost
            and self._parties.acts(noun)
            and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        ):
            return [Assertion(a, did=False, direct=True, at=noun.i) for a in self._parties.of(noun, refer)]
        if noun.dep_ == "attr" and (called := self._responsible.is_called(noun, inside, refer)):
            return called
        if noun.lemma_.lower() in TRACES and noun.dep_ in ("dobj", "attr", "pobj", "oprd"):
            whose = [t for t in noun.lefts if t.dep_ == "poss" and t.lower_ in PRONOUNS]
            found = self.owners(noun, refer) if not whose else []
            return [Assertion(a, did=not is_none(noun), direct=True, at=noun.i) for a in found]
        if noun.lemma_.lower() in self._lexicon.responsibility:
            return self._responsible.borne(noun, inside)
        return self._attack_noun(noun, inside, refer) if noun.lemma_.lower() in self._lexicon.attack_nouns else []

    def _attack_noun(self, noun: Token, inside: set[int], refer: Refer) -> list[Assertion]:
        did = not is_none(noun)
        verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass") else None
        maybe = False
        if verb is not None and verb.pos_ in ("VERB", "AUX"):
            real = reality(verb)
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
            out += [Assertion(a, did, direct=True, maybe=maybe, at=noun.i) for a in self._parties.of(obj, refer)]
        signed = next((t for t in noun.children if t.dep_ == "acl" and t.lemma_.lower() in _SIGNS), None)
        author = agent(signed) if signed is not None else None
        if author is not None and author.i in inside:
            found = self._parties.of(author, refer, acting=False)
            out += [Assertion(a, did, direct=True, maybe=maybe, at=noun.i) for a in found]
        return out + [Assertion(a, did, direct=acts, maybe=maybe, at=noun.i) for a in self._before(noun, inside, refer)]

    def _before(self, noun: Token, inside: set[int], refer: Refer) -> list[Actor]:
        """Name the parties right before an attack's noun: "a Saudi air strike", "its bombs"."""
        out: list[Actor] = []
        end = self._view.parsed.passage(noun.idx, noun.idx + len(noun)).end
        for one in noun.lefts:
            if one.i not in inside or one.dep_ not in ("amod", "compound", "poss", "nmod"):
                continue
            for part in conjuncts(one):
                mention = mention_on(self._view, part)
                if mention is not None and mention.at.end <= end:
                    out.append(mention.actor)
                elif part.dep_ == "poss" and part.lower_ in PRONOUNS and (owner := refer(part)) is not None:
                    out.append(owner)
        return out


def _series(noun: Token) -> Token:
    """Give "series" of "a series of crimes": what follows may be tied to either."""
    of = noun.head
    return of.head if of.lower_ == "of" and of.head.lemma_.lower() in _SERIES else noun


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
