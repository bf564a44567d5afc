"""What a speaker does by saying it, and which parties the claim accuses, clears or aims at.

The cue's sense and what is said decide together: "said" with an attack's author is an accusation, with one's own side
cleared a denial.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from onrecord.model import Act, SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.accused import Accused
from onrecord.reading.en.claims.answers import CALLS, Answers
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.cues import Sense, cues
from onrecord.reading.en.claims.heads import object_of, unreal
from onrecord.reading.en.claims.moves import moves
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.reality import is_none
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.telling import Telling
from onrecord.reading.en.claims.trees import child, subject
from onrecord.reading.en.claims.wording import harsh, outraged

_BLAMES = frozenset({"accuse", "blame"})
"""Cues that blame even where nobody can be made out whom."""
_BLAME = frozenset({Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT})


class Acts:
    """Decides acts in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._lexicon = attacks()
        self._accused = Accused(blame)
        self._answers = Answers(blame)
        self._telling = Telling(blame)

    def decide(self, said: Said, refer: Refer, outside: Refer) -> Meaning:
        """Decide the act and parties of one attribution.

        ``refer`` resolves words within what is said, where "it" is the speaker; ``outside`` those of the cue's own
        clause, where "accused it" is not.
        """
        return self._outright(said, refer, outside) or self._by_sense(said, refer, outside)

    def _outright(self, said: Said, refer: Refer, outside: Refer) -> Meaning | None:
        """Decide what no sense of a cue needs be asked for; None for all else."""
        if said.sense is None or said.echo or said.nobody:
            return Meaning(Act.COMMENT)
        if said.head is not None and unreal(said.head):
            return Meaning(Act.DISMISS if self._answers.unconvinced(said) else Act.COMMENT)
        if said.head is not None and said.sense is Sense.SAY and _none_at_all(said.head):
            return self._telling.nothing(said, refer)
        if self._damns(said):
            return Meaning(Act.CONDEMN, target=self._aimed(said, outside))
        if self._answers.belittles(said) or self._answers.doubts(said):
            return Meaning(Act.DISMISS)
        if said.head is not None and said.head.lemma_.lower() == "claim" and self._claims_it(said):
            return Meaning(Act.ADMIT)
        return None

    def _by_sense(self, said: Said, refer: Refer, outside: Refer) -> Meaning:
        if said.sense is Sense.ACCUSE:
            accused = self._accused.by(said, refer, outside)
            alleges = said.head is not None and said.head.lemma_.lower() == "allege" and said.speaker is not None
            blames = accused or alleges or (said.head is not None and _blames_somebody(said.head))
            return Meaning(Act.ACCUSE, accused=accused) if blames else Meaning(Act.COMMENT)
        if said.sense is Sense.DENY:
            return self._answers.deny(said, refer)
        if said.sense is Sense.DISMISS:
            return self._answers.dismiss(said, refer)
        if said.sense is Sense.ADMIT:
            return self._telling.admit(said, refer)
        if said.sense in (Sense.CONDEMN, Sense.DEMAND):
            return Meaning(Act(said.sense.value), target=self._aimed(said, outside))
        told = self._telling.say(said, refer)
        if told.act is Act.ADMIT and said.head is not None and _others_told(said.head):
            return Meaning(Act.COMMENT)
        return told

    def parts(self, said: Said, refer: Refer, outside: Refer) -> list[tuple[Meaning, list[Token]]]:
        """Decide each move of what is said; empty where all of it does one thing.

        Moves in a row that do the same are one. What lies beyond the clause of a cue ("denied it. 'They lie,' he
        said") is told, whatever the cue's sense.
        """
        cut = moves(said.own)
        if len(cut) < 2:
            return []
        governed = {t.i for t in said.head.subtree} if said.head is not None else set()
        out: list[tuple[Meaning, list[Token]]] = []
        for tokens in cut:
            free = said.sense is not None and not any(t.i in governed for t in tokens)
            part = replace(said, own=tokens, content=tokens)
            meaning = self.decide(replace(part, head=None, sense=Sense.SAY, met=None) if free else part, refer, outside)
            if out and out[-1][0].act is meaning.act:
                last = out[-1][0]
                out[-1] = (_joined(last, meaning), [*out[-1][1], *tokens])
            elif meaning.act is not Act.COMMENT or not out:
                out.append((meaning, tokens))
        acts = {meaning.act for meaning, _ in out}
        if len(acts) < 2 or not acts & _BLAME:
            return []
        return out if out[0][0].act is not Act.COMMENT else out[1:]

    def _claims_it(self, said: Said) -> bool:
        """Tell whether an armed group claims an attack: "was claimed by X", "X claimed it"."""
        if said.head is None or said.speaker is None or said.speaker.kind is not SpeakerKind.ARMED_GROUP:
            return False
        what = child(said.head, "dobj", "nsubjpass")
        if what is None or child(said.head, "ccomp", "xcomp") is not None:
            return False
        return (
            what.lower_ in ("it", "both", "one", "them", "this", "that")
            or what.lemma_.lower() in self._lexicon.attack_nouns
        )

    def _damns(self, said: Said) -> bool:
        """Tell whether an attack is called something harsh: "called the attack a war crime"."""
        if outraged(said.own):
            return True
        if said.head is None or said.head.lemma_.lower() not in CALLS or not harsh(said.own):
            return False
        about = child(said.head, "dobj")
        return about is not None and about.lemma_.lower() in self._lexicon.attack_nouns

    def _aimed(self, said: Said, outside: Refer) -> list[Actor]:
        obj = object_of(said.head) if said.head is not None else None
        if obj is None:
            return []
        return self._blame.parties(obj, outside, acting=True)


def _others_told(head: Token) -> bool:
    """Tell whether a cue is a noun, or stands for one: "rejected reports that its drones had ...": somebody else's."""
    if head.pos_ == "NOUN":
        return True
    before = head.doc[head.sent.start : head.i]
    senses = cues().verbs
    return head.lower_ == "reports" and any(senses.get(t.lemma_.lower()) in (Sense.DENY, Sense.DISMISS) for t in before)


def _blames_somebody(head: Token) -> bool:
    """Tell whether a verb of blame has somebody who blames and somebody to blame, whoever that may be."""
    about = child(head, "dobj", "nsubjpass")
    if head.lemma_.lower() not in _BLAMES or about is None or subject(head) is None or is_none(about):
        return False
    if any(t.lower_ == "on" for t in (*head.rights, *about.rights)):
        return False  # "blamed the strike on wrong information"
    return about.lower_ not in ("nobody", "none", "one", "anybody", "anyone", "other", "another")


def _none_at_all(head: Token) -> bool:
    """Tell whether a cue is turned into its contrary: "at no point has it said", "have found nothing to suggest"."""
    fronted = [child(t, "pobj") for t in head.lefts if t.dep_ == "prep"]
    over = head.head if head.dep_ in ("relcl", "acl") else None
    return any(is_none(t) for t in fronted) or is_none(child(head, "dobj")) or is_none(over)


def _joined(one: Meaning, other: Meaning) -> Meaning:
    """Join two meanings of one act."""

    def both(first: list[Actor], second: list[Actor]) -> list[Actor]:
        return [*first, *(actor for actor in second if actor not in first)]

    return Meaning(
        one.act, both(one.accused, other.accused), both(one.cleared, other.cleared), both(one.target, other.target)
    )
