"""What plain telling does: "said" with an attack's author accuses, with one's own side cleared denies."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Act, SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.accused import phrase
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.disowning import FIGHTS, Disowning
from onrecord.reading.en.claims.heads import object_of
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.reality import Assertion
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.shapes import Shapes
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.stance import Stance, announces, condemns, demands
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_passive
from onrecord.reading.en.claims.wording import (
    calls_false,
    calls_untrue,
    none_flew,
    none_was_hit,
    own_forces,
    tells_facts,
    tells_of_past,
    was_struck,
)

_SPEAKS_PLAINLY = frozenset(
    {SpeakerKind.WITNESS, SpeakerKind.MEDICAL, SpeakerKind.MEDIA, SpeakerKind.UNKNOWN, SpeakerKind.PERSON}
)
"""Speakers whose mention of "an Israeli strike" in passing states facts; an enemy's or a monitor's lays blame."""
_FORCES = frozenset({SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_FORECASTS = frozenset({"expect", "reckon", "anticipate", "predict", "forecast", "project", "estimate"})
_PLANS = frozenset({"promise", "pledge", "vow"})
_FINDS = frozenset({"find", "see", "have", "receive", "uncover"})
_FOES = frozenset({"militia", "terrorist", "jihadist", "mercenary", "invader", "occupier", "aggressor", "enemy"})


class Telling:
    """Decides what telling and admitting do, in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._stance = Stance(blame)
        self._own = Disowning(blame)
        self._shapes = Shapes(blame)
        self._lexicon = attacks()

    def admit(self, said: Said, refer: Refer) -> Meaning:
        """Decide what a cue of admission does."""
        lex = self._lexicon
        if said.met is not None:
            usurped = said.met.companion.lower_ == "credit" and any(t.lower_ in ("other", "others") for t in said.own)
            return Meaning(Act.COMMENT if usurped else Act.ADMIT)
        found = self._blame.find(said.own, refer, said.who)
        if said.speaker is not None and said.speaker.kind in FIGHTS and self._own.owns(said, refer):
            return Meaning(Act.ADMIT)
        if any(a.did and same_party(a.actor, said.speaker) for a in found):
            return Meaning(Act.ADMIT)
        if (
            not any(a.did for a in found)
            and said.speaker is not None
            and said.speaker.kind in FIGHTS
            and own_forces(said.own)
        ):
            return Meaning(Act.ADMIT)
        others = [a.actor for a in found if a.did]
        if others:
            return Meaning(Act.CONFIRM, accused=others)
        if said.speaker is not None and said.speaker.kind in FIGHTS and was_struck(said.own):
            return Meaning(Act.ADMIT)
        object_ = object_of(said.head) if said.head is not None else None
        lemma = object_.lemma_.lower() if object_ is not None else ""
        if lemma in lex.own_fault or any(t.lemma_.lower() in ("mistake", "error", "responsibility") for t in said.own):
            return Meaning(Act.ADMIT)
        facts = tells_facts(said.own)
        if facts and said.speaker is not None and said.speaker.kind in _FORCES:
            return Meaning(Act.ADMIT)
        return Meaning(Act.CONFIRM if facts or said.own else Act.COMMENT)

    def say(self, said: Said, refer: Refer) -> Meaning:
        """Decide what a cue that only tells does."""
        found = self._blame.find(said.own, refer, said.who if _claims_to_have(said.head) else ())
        mine = [a for a in found if same_party(a.actor, said.speaker)]
        others = [a for a in found if not same_party(a.actor, said.speaker)]
        return (
            self._of_itself(said, refer, mine, others)
            or self._of_others(said, refer, found, others)
            or (self._shapes.read(said, refer) if not found else None)
            or self._of_facts(said, refer, [a.actor for a in others if a.did])
        )

    def _of_itself(self, said: Said, refer: Refer, mine: list[Assertion], others: list[Assertion]) -> Meaning | None:
        """Read what a speaker says of his own side: that it did not, or that it did."""
        if said.speaker is None:
            return None
        fights = said.speaker.kind in FIGHTS
        if fights and not mine and not others and (none_was_hit(said.own) or none_flew(said.own)):
            return Meaning(Act.DENY, cleared=[said.speaker])
        text = " ".join(t.lower_ for t in said.own)
        innocent = any(p in text for p in self._lexicon.innocent) and all(a.did for a in others)
        if fights and _erred(said.own) and not any(not a.did for a in mine):
            return Meaning(Act.ADMIT)
        did = [a for a in mine if a.did and a.direct and _past(a, said.own)]
        untrue = bool(mine) and all(a.did for a in mine) and calls_untrue(said.own)
        if any(not a.did for a in mine) or innocent or untrue or (not did and self._own.disowns(said, refer)):
            accused = [a.actor for a in others if a.did and a.direct]
            return Meaning(Act.DENY, cleared=[said.speaker], accused=accused)
        return Meaning(Act.ADMIT) if did else None

    def _of_others(self, said: Said, refer: Refer, found: list[Assertion], others: list[Assertion]) -> Meaning | None:
        """Read what a speaker says of somebody else: that their claim is false, that they did it."""
        accused = [a for a in others if a.did]
        direct = [a.actor for a in accused if a.direct]
        if calls_false(said.own):
            return Meaning(Act.DISMISS)
        if any(not a.did for a in others):
            return Meaning(Act.DISMISS, cleared=[a.actor for a in others if not a.did], accused=direct)
        if not direct and self._stance.belittles(said, refer):
            return Meaning(Act.DISMISS)
        kind = said.speaker.kind if said.speaker is not None else SpeakerKind.UNKNOWN
        confirmed = Act.CONFIRM if said.sense is Sense.CONFIRM else Act.ACCUSE
        enemy = self._enemy(said.own) if kind in FIGHTS and not found and said.sense is Sense.SAY else None
        if enemy is not None:
            return Meaning(Act.ACCUSE, accused=[enemy])
        plainly = said.sense is Sense.REPORT and kind in _SPEAKS_PLAINLY
        if direct and not plainly:
            return Meaning(confirmed, accused=direct)
        beside = [a.actor for a in accused]
        if beside and kind not in _SPEAKS_PLAINLY and tells_facts(said.own) and said.sense is not Sense.REPORT:
            return Meaning(confirmed, accused=beside)
        wronged = self._stance.wrongs(said, refer) if not plainly else None
        return Meaning(confirmed, accused=wronged) if wronged is not None else None

    def _of_facts(self, said: Said, refer: Refer, beside: list[Actor]) -> Meaning:
        """Read what lays no blame: outrage, a demand, a plan, facts, or a mere comment."""
        facts = tells_facts(said.own) or tells_of_past(said.own)
        if said.sense is Sense.SAY:
            if condemns(said.own):
                return Meaning(Act.CONDEMN)
            if demands(said):
                return Meaning(Act.DEMAND)
            if announces(said, refer):
                return Meaning(Act.ANNOUNCE)
            lemma = said.head.lemma_.lower() if said.head is not None else ""
            if lemma in _FORECASTS | _PLANS:
                return Meaning(Act.ANNOUNCE if lemma in _PLANS else Act.ESTIMATE)
        return Meaning(self._plain(said.sense, facts=facts), accused=beside if facts else [])

    def nothing(self, said: Said, refer: Refer) -> Meaning:
        """Decide what a cue does that is turned into its contrary: "have found nothing to suggest that we ..."."""
        found = self._blame.find(said.own, refer)
        fights = said.speaker is not None and said.speaker.kind in FIGHTS
        head = said.head
        seen = head is not None and bool(
            {head.lemma_.lower(), head.head.lemma_.lower(), head.head.head.lemma_.lower()} & _FINDS
        )
        if seen and fights and any(a.did and same_party(a.actor, said.speaker) for a in found) and said.speaker:
            return Meaning(Act.DENY, cleared=[said.speaker])
        return Meaning(Act.REPORT if seen else Act.COMMENT)

    @staticmethod
    def _plain(sense: Sense | None, *, facts: bool) -> Act:
        plain = {
            Sense.CONFIRM: Act.CONFIRM,
            Sense.ESTIMATE: Act.ESTIMATE,
            Sense.REPORT: Act.REPORT,
            Sense.ANNOUNCE: Act.ANNOUNCE,
        }
        if sense in plain:
            return plain[sense]
        return Act.REPORT if facts else Act.COMMENT

    def _enemy(self, own: list[Token]) -> Actor | None:
        """Name a foe of no known name who struck: "was shelled by highland militias"."""
        for token in own:
            if token.pos_ == "VERB" and token.lemma_.lower() in self._lexicon.strikes and is_passive(token):
                by = agent(token)
                if by is not None and by.lemma_.lower() in _FOES and not is_negated(token):
                    return Actor(phrase(by), None, SpeakerKind.ARMED_GROUP)
        return None


def _erred(own: list[Token]) -> bool:
    """Tell whether words say that one was wrong oneself: "we made a grave mistake"."""
    for token in own:
        what = child(token, "dobj") if token.lemma_.lower() in ("make", "commit", "admit") else None
        who = child(token, "nsubj")
        ours = who is not None and who.lower_ in ("we", "i", "it", "they")
        if (
            ours
            and what is not None
            and what.lemma_.lower() in ("error", "mistake", "wrong", "misjudgment")
            and not is_negated(token)
        ):
            return True
    return False


def _claims_to_have(head: Token | None) -> bool:
    """Tell whether a speaker tells of his own deed without a subject: "claimed to have hit the base"."""
    clause = child(head, "xcomp") if head is not None else None
    return clause is not None and any(t.dep_ == "aux" and t.lower_ == "have" for t in clause.children)


def _past(assertion: Assertion, tokens: list[Token]) -> bool:
    verb = next((t for t in tokens if t.i == assertion.at), None)
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return True
    return verb.tag_ in ("VBD", "VBN") or any(
        t.dep_ == "aux" and t.lower_ in ("have", "had", "has", "'d", "'ve", "was", "were", "did") for t in verb.children
    )
