"""Whose side a noun in what is said is: the speaker's own, his accuser's, an adversary's; or what sort it is."""

from __future__ import annotations

from enum import StrEnum

from spacy.tokens import Token

from onrecord.reading.actors import Actor, ActorMention
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.disowning import FIGHTS
from onrecord.reading.en.claims.nouns import mention_on, noun_kind
from onrecord.reading.en.claims.parties import PRONOUNS, Refer
from onrecord.reading.en.claims.reality import is_none
from onrecord.reading.en.claims.said import Said
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.trees import child
from onrecord.reading.en.claims.view import View

_FIRST = frozenset({"we", "i", "our", "us", "my", "ours", "mine", "me"})
_WRITERS = frozenset({"author", "researcher", "investigator", "signatory"})
"""Who stands behind a finding."""
_POINTS = frozenset({"it", "this", "that", "these", "those", "which", "what", "they", "he", "she", "them"})


class Whose(StrEnum):
    """The side or sort of a noun."""

    OWN = "own"
    ACCUSER = "accuser"
    PARTY = "party"
    """Somebody else who fights, known by name."""
    FOE = "foe"
    """An enemy of no name: "the terrorists"."""
    NONE = "none"
    CLAIM = "claim"
    """A claim, or evidence."""
    ATTACK = "attack"
    """An attack, or a weapon."""
    IT = "it"
    OTHER = "other"


class Sides:
    """Tells in one report whose side nouns are."""

    def __init__(self, view: View, blame: Blame) -> None:
        self._view = view
        self._blame = blame
        self._attacks, self._conduct = attacks(), conduct()

    def of(self, noun: Token, said: Said, refer: Refer) -> tuple[Whose, Actor | None]:
        """Tell whose side a noun of what is said is, and the actor where there is one."""
        if noun.lower_ in ("who", "which", "that") and noun.head.dep_ == "relcl":
            noun = noun.head.head
        actor = self.actor(noun, refer) if noun.lemma_.lower() not in _WRITERS else None
        if actor is not None:
            if same_party(actor, said.speaker):
                return Whose.OWN, actor
            if said.standing.accuses(actor, said.speaker):
                return Whose.ACCUSER, actor
            if actor.kind in FIGHTS and actor.code is not None:
                return Whose.PARTY, actor
        mine = any(t.dep_ == "poss" and t.lower_ in _FIRST for t in noun.lefts) or noun.lower_ in _FIRST
        return (Whose.OWN, said.speaker) if mine else (self._sort(noun), actor)

    def actor(self, noun: Token, refer: Refer) -> Actor | None:
        """Name the actor of a noun: itself, its owner, what it is one of, what it points back to."""
        if noun.lower_ in PRONOUNS:
            return refer(noun)
        found = self._blame.parties(noun, refer, acting=noun_kind(noun) not in FIGHTS)
        if found:
            return found[0]
        mention = mention_on(self._view, noun)
        if mention is not None:
            return mention.actor
        owner = next((t for t in noun.lefts if t.dep_ == "poss"), None)
        if owner is not None:
            owned = mention_on(self._view, owner)
            if owned is not None:
                return owned.actor
            return refer(owner)
        if is_none(noun) or noun.lower_ in ("none", "one", "some", "neither", "any"):
            of = next((t for t in noun.rights if t.lower_ == "of"), None)
            whole = child(of, "pobj") if of is not None else None
            return self.actor(whole, refer) if whole is not None else None
        if noun.pos_ == "NOUN" and child(noun, "det") is not None:
            return refer(noun)
        return None

    def mention(self, noun: Token) -> ActorMention | None:
        """Give the mention that a word belongs to."""
        return mention_on(self._view, noun)

    def _sort(self, noun: Token) -> Whose:
        lemma = noun.lemma_.lower()
        lex, con = self._attacks, self._conduct
        if is_none(noun) or noun.lower_ in ("nobody", "none", "nothing"):
            return Whose.NONE
        if lemma in lex.allegations | lex.evidence | con.belittling | lex.falsity | _WRITERS:
            return Whose.CLAIM
        if lemma in con.foes:
            return Whose.FOE
        if lemma in lex.attack_nouns:
            return Whose.ATTACK
        return Whose.IT if noun.lower_ in _POINTS else Whose.OTHER
