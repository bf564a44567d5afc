"""What a speaker does by saying it, and which parties the claim accuses, clears or aims at.

The cue's sense and what is said decide together: "said" with an attack's author is an accusation, with one's own side
cleared a denial.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.model import Act, ClaimParty, Role, SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.heads import about_self, bare, nominal, object_of, unreal
from onrecord.reading.en.claims.idioms import Met
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.reality import Assertion
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_passive, subject
from onrecord.reading.en.claims.wording import (
    calls_false,
    harsh,
    none_flew,
    none_was_hit,
    outraged,
    own_forces,
    tells_facts,
    was_struck,
)

_BRANCHES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "MED"})
_SPEAKS_PLAINLY = frozenset(
    {SpeakerKind.WITNESS, SpeakerKind.MEDICAL, SpeakerKind.MEDIA, SpeakerKind.UNKNOWN, SpeakerKind.PERSON}
)
"""Speakers whose mention of "an Israeli strike" in passing states facts; an enemy's or a monitor's lays blame."""
_SELF = frozenset(
    {"it", "its", "itself", "they", "their", "them", "we", "our", "us", "i", "he", "his", "she", "her", "my", "me"}
)
_FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_UPON = frozenset({"on", "at", "to", "with", "upon"})
_TELLINGS = frozenset(
    {"toll", "figure", "account", "version", "narrative", "finding", "conclusion", "assessment", "story", "verdict"}
)
"""What others told or found: to reject it is to dismiss them, where it is not said to accuse the speaker."""
_CALLS = frozenset(
    {"call", "describe", "brand", "label", "dub", "term", "characterise", "characterize", "denounce", "decry"}
)
_MARKS = frozenset({'"', "“", "”", "``", "''"})
_FOES = frozenset({"militia", "terrorist", "jihadist", "mercenary", "invader", "occupier", "aggressor", "enemy"})
_PLAIN_NOUNS = frozenset(
    {"comment", "remark", "word", "talk", "video", "image", "footage", "photo", "photograph", "source", "toll"}
)
_GOOD = frozenset(
    {
        "credible",
        "true",
        "accurate",
        "serious",
        "compelling",
        "convincing",
        "reliable",
        "overwhelming",
        "clear",
        "strong",
        "worrying",
    }
)


def party_code(code: str | None) -> str | None:
    """Give a party's code without its branch of service: RUSMIL and RUSGOV are RUS, SYRREB stays SYRREB."""
    if code is None or len(code) <= 3:
        return code
    return code[:3] if code[3:6] in _BRANCHES else code


def same_party(one: Actor | None, other: Actor | None) -> bool:
    """Tell whether two actors are one party."""
    if one is None or other is None:
        return False
    if one.code is None or other.code is None:
        return one.name == other.name
    return party_code(one.code) == party_code(other.code)


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as the later stages look at it."""

    speaker: Actor | None
    head: Token | None
    """The token of the cue that carries its sense."""
    sense: Sense | None
    """None: a comment, whatever is said."""
    met: Met | None
    content: list[Token]
    """All of it."""
    own: list[Token]
    """What the speaker says, without what others are quoted as saying within it."""
    echo: bool = False
    """It only repeats what another claim denies or doubts ("the claim that ...")."""
    who: tuple[Token, ...] = ()
    """The speaker's words."""
    nobody: bool = False
    """"Nobody has claimed responsibility"."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An act and the parties it touches."""

    act: Act
    accused: list[Actor] = field(default_factory=list)
    cleared: list[Actor] = field(default_factory=list)
    target: list[Actor] = field(default_factory=list)

    @property
    def parties(self) -> tuple[ClaimParty, ...]:
        """The parties as the claim lists them, each once in a role."""
        out: list[ClaimParty] = []
        for role, actors in ((Role.ACCUSED, self.accused), (Role.CLEARED, self.cleared), (Role.TARGET, self.target)):
            seen: list[Actor] = []
            for actor in actors:
                if any(same_party(actor, other) for other in seen):
                    continue
                seen.append(actor)
                out.append(ClaimParty(actor.name, actor.code, role))
        return tuple(out)


class Acts:
    """Decides acts in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._lexicon = attacks()

    def decide(self, said: Said, refer: Refer, outside: Refer) -> Meaning:
        """Decide the act and parties of one attribution.

        ``refer`` resolves words within what is said, where "it" is the speaker; ``outside`` those of the cue's own
        clause, where "accused it" is not.
        """
        if said.sense is None or said.echo or said.nobody:
            return Meaning(Act.COMMENT)
        if said.head is not None and unreal(said.head):
            return Meaning(Act.DISMISS if self._unconvinced(said) else Act.COMMENT)
        if self._damns(said):
            return Meaning(Act.CONDEMN, target=self._aimed(said, outside))
        if self._belittles(said):
            return Meaning(Act.DISMISS)
        if said.sense is Sense.ACCUSE:
            return self._accuse(said, refer, outside)
        if said.sense is Sense.DENY:
            return self._deny(said, refer)
        if said.sense is Sense.DISMISS:
            return self._dismiss(said, refer)
        if said.sense is Sense.ADMIT:
            return self._admit(said, refer)
        if said.sense in (Sense.CONDEMN, Sense.DEMAND):
            return Meaning(Act(said.sense.value), target=self._aimed(said, outside))
        return self._say(said, refer)

    def _unconvinced(self, said: Said) -> bool:
        """Tell whether a claim does not convince the speaker: "does not find the ministry's account credible"."""
        if (
            said.head is None
            or said.head.lemma_.lower() not in ("find", "consider", "deem")
            or not is_negated(said.head)
        ):
            return False
        words = {t.lemma_.lower() for t in said.own}
        return bool(words & _GOOD and words & (self._lexicon.allegations | self._lexicon.evidence))

    def _damns(self, said: Said) -> bool:
        """Tell whether an attack is called something harsh: "called the attack a war crime"."""
        if outraged(said.own):
            return True
        if said.head is None or said.head.lemma_.lower() not in _CALLS or not harsh(said.own):
            return False
        about = child(said.head, "dobj")
        return about is not None and about.lemma_.lower() in self._lexicon.attack_nouns

    def _belittles(self, said: Said) -> bool:
        """Tell whether the cue calls a claim or its evidence something: "called the figures 'arithmetic'"."""
        head = said.head
        if head is None or head.lemma_.lower() not in _CALLS:
            return False
        about = next((t for t in head.subtree if t.i > head.i and t.dep_ in ("dobj", "nsubj", "nsubjpass")), None)
        told = head.dep_ == "relcl" and head.head.lemma_.lower() in self._lexicon.allegations - _PLAIN_NOUNS
        points = about is None or about.lower_ in ("that", "this", "which", "it", "them")
        if points and _scare_quoted(said) and not harsh([*head.subtree]):
            return True
        if points and (told or any(t.lower_ in self._lexicon.falsity for t in head.subtree)):
            return not any(t.lower_ in _GOOD for t in head.subtree)
        if (
            about is None
            or about.lemma_.lower() not in (self._lexicon.allegations | self._lexicon.evidence) - _PLAIN_NOUNS
        ):
            return False
        return not any(t.lower_ in _GOOD for t in [*said.content, *head.subtree])

    # -- acts by sense

    def _accuse(self, said: Said, refer: Refer, outside: Refer) -> Meaning:
        head = said.head
        accused: list[Actor] = []
        if head is not None and head.pos_ == "NOUN":
            against = next((t for t in head.rights if t.lower_ == "against"), None)
            obj = child(against, "pobj") if against is not None else None
            if obj is not None:
                accused = self._blame.parties(obj, outside, acting=False)
        elif head is not None:
            accused = self._object_parties(head, said.met, outside)
        if not accused:
            accused = [a.actor for a in self._blame.find(said.own, refer) if a.did]
        if not accused and head is not None and child(head, "ccomp") is not None:
            accused = self._in_clause(said.own, refer)
        accused = [a for a in accused if not (said.speaker is not None and a == said.speaker)]
        if not accused:
            return Meaning(Act.COMMENT)
        return Meaning(Act.ACCUSE, accused=accused)

    def _in_clause(self, own: list[Token], refer: Refer) -> list[Actor]:
        """Name whom an alleged clause is about, whatever it says they did: "alleged that X had armed them"."""
        inside = {t.i for t in own}
        for token in own:
            if token.dep_ != "ccomp" or token.pos_ not in ("VERB", "AUX") or is_negated(token):
                continue
            who = agent(token) if is_passive(token) else child(token, "nsubj")
            if who is not None and who.i in inside:
                return self._blame.parties(who, refer, acting=False)
        return []

    def _object_parties(self, verb: Token, met: Met | None, outside: Refer) -> list[Actor]:
        """Name whom a verb of blame blames: its object, or what stands after "on", "at", "to" or "with"."""
        passive = is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN")
        direct = child(verb, "nsubjpass", "nsubj") if passive else child(verb, "dobj")
        if verb.tag_ == "VBN" and verb.head.lemma_ == "stand" and not passive:
            direct, passive = subject(verb.head), True  # "X stands accused"
        if passive and direct is None and verb.dep_ in ("acl", "relcl", "conj"):
            direct = verb.head if verb.dep_ != "conj" else child(verb.head, "nsubjpass")
        nouns = self._lexicon.attack_nouns | {"it", "blame", "responsibility", "finger", "this", "that", "which"}
        if direct is not None and direct.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
            on = self._on(verb, outside)
            if on:
                return on
            direct = verb.head
        if direct is not None and (met is None or met.companion != direct):
            acting = direct.lemma_.lower() in self._lexicon.attack_nouns
            found = (
                self._blame.parties(direct, outside, acting=acting)
                if direct.lower_ != "it" or not self._on(verb, outside)
                else []
            )
            if found and not (acting and self._on(verb, outside)):
                return found
        if met is not None and not passive:
            inner = [
                t
                for t in verb.subtree
                if verb.i < t.i < max(met.companion.i, verb.i + 1) and t.dep_ in ("nsubj", "dobj", "nsubjpass")
            ]
            for one in inner:
                found = self._blame.parties(one, outside, acting=False)
                if found:
                    return found
        on = self._on(verb, outside)
        if on:
            return on
        if (
            direct is not None
            and direct.lower_ not in nouns
            and direct.lemma_.lower() not in self._lexicon.attack_nouns
            and _groupish(direct)
        ):
            return [Actor(_words(direct), None, SpeakerKind.UNKNOWN)]
        return []

    def _on(self, verb: Token, outside: Refer) -> list[Actor]:
        last: list[Actor] = []
        for token in verb.subtree:
            if token.i <= verb.i or token.lower_ not in _UPON or not self._hangs_on(token, verb):
                continue
            obj = child(token, "pobj")
            if obj is not None and obj.lower_ in ("door", "feet", "doorstep", "hands"):
                # "laid it at the door of X"
                of = child(obj, "prep")
                obj = child(of, "pobj") if of is not None else None
            if obj is not None:
                acting = obj.lemma_.lower() in self._lexicon.attack_nouns
                last = self._blame.parties(obj, outside, acting=acting) or last
        return last

    def _hangs_on(self, prep: Token, verb: Token) -> bool:
        """Tell whether a preposition is the verb's, or its object's: "blamed the attack on X" is tied either way."""
        head = prep.head
        if head == verb or (head.dep_ in ("dobj", "prt") and head.head == verb):
            return True
        return head.dep_ in ("pobj", "dobj", "nsubjpass") and head.lemma_.lower() in self._lexicon.attack_nouns

    def _deny(self, said: Said, refer: Refer) -> Meaning:
        head, lex = said.head, self._lexicon
        object_ = object_of(head) if head is not None else None
        asserted = self._blame.find(said.own, refer, said.who)
        others = [a.actor for a in asserted if not same_party(a.actor, said.speaker)]
        own = [a.actor for a in asserted if same_party(a.actor, said.speaker)]
        words = {t.lemma_.lower() for t in said.own} | {t.lower_ for t in said.own}
        clause = (head is not None and any(t.dep_ in ("ccomp", "xcomp") for t in head.children)) or not nominal(head)
        lemma = object_.lemma_.lower() if object_ is not None else ""
        if lemma in lex.withheld or (lemma in lex.offered and not asserted):
            return Meaning(Act.COMMENT)
        speaker = [said.speaker] if said.speaker is not None else []
        itself = said.met is not None and said.met.companion.lower_.endswith(("self", "selves"))
        if itself or (head is not None and head.lemma_.lower() == "deny" and about_self(head)):
            return Meaning(
                Act.DENY, cleared=[a.actor for a in asserted if same_party(a.actor, said.speaker)] or speaker
            )
        # In "a charge that X rejected as absurd" the charge is the object, and no part of what is said.
        alleged = (words | {lemma}) & (lex.allegations | lex.deeds)
        if not asserted and not alleged and lemma in lex.evidence:
            return Meaning(Act.DISMISS)
        if not asserted and not alleged and not (clause and words & lex.facts) and not _points_back(said):
            return Meaning(Act.COMMENT)
        if object_ is not None and lemma in lex.offered and not own:
            return Meaning(Act.COMMENT)
        if not asserted and lemma in _TELLINGS:
            return Meaning(Act.DISMISS)
        if not asserted and any(t.tag_ == "VB" and t.dep_ in ("acl", "ccomp") and bare(t) for t in said.own):
            return Meaning(Act.COMMENT)  # "rejected a suggestion that it withdraw" turns down what is asked.
        if own or not others:
            mine = [said.speaker] if said.speaker is not None and not own else own[:1]
            return Meaning(Act.DENY, cleared=[a for a in mine if a is not None])
        gentle = head is not None and head.lemma_.lower() in ("deny", "refute", "denial")
        return Meaning(Act.DENY if gentle else Act.DISMISS, cleared=others)

    def _dismiss(self, said: Said, refer: Refer) -> Meaning:
        lex = self._lexicon
        words = {t.lemma_.lower() for t in said.own} | {t.lower_ for t in said.own}
        about = (
            words
            & (
                lex.allegations
                | lex.evidence
                | lex.falsity
                | {"accuser", "it", "that", "them", "which", "this", "these", "those"}
            )
            or said.met is not None
        )
        if not about and not _points_back(said):
            return Meaning(Act.COMMENT)
        own = [a.actor for a in self._blame.find(said.own, refer) if a.did and same_party(a.actor, said.speaker)]
        return Meaning(Act.DENY if own else Act.DISMISS, cleared=own[:1])

    def _admit(self, said: Said, refer: Refer) -> Meaning:
        lex = self._lexicon
        if said.met is not None:
            usurped = said.met.companion.lower_ == "credit" and any(t.lower_ in ("other", "others") for t in said.own)
            return Meaning(Act.COMMENT if usurped else Act.ADMIT)
        found = self._blame.find(said.own, refer, said.who)
        if any(a.did and same_party(a.actor, said.speaker) for a in found):
            return Meaning(Act.ADMIT)
        if (
            not any(a.did for a in found)
            and said.speaker is not None
            and said.speaker.kind in _FIGHTS
            and own_forces(said.own)
        ):
            return Meaning(Act.ADMIT)
        others = [a.actor for a in found if a.did]
        if others:
            return Meaning(Act.CONFIRM, accused=others)
        if said.speaker is not None and said.speaker.kind in _FIGHTS and was_struck(said.own):
            return Meaning(Act.ADMIT)
        object_ = object_of(said.head) if said.head is not None else None
        lemma = object_.lemma_.lower() if object_ is not None else ""
        if lemma in lex.own_fault or any(t.lemma_.lower() in ("mistake", "error", "responsibility") for t in said.own):
            return Meaning(Act.ADMIT)
        return Meaning(Act.CONFIRM if tells_facts(said.own) else Act.COMMENT)

    def _say(self, said: Said, refer: Refer) -> Meaning:
        found = self._blame.find(said.own, refer, said.who if _claims_to_have(said.head) else ())
        if (
            said.speaker is not None
            and said.speaker.kind in _FIGHTS
            and not found
            and (none_was_hit(said.own) or none_flew(said.own))
        ):
            return Meaning(Act.DENY, cleared=[said.speaker])
        mine = [a for a in found if same_party(a.actor, said.speaker)]
        others = [a for a in found if not same_party(a.actor, said.speaker)]
        text = " ".join(t.lower_ for t in said.own)
        if any(not a.did for a in mine) or (
            said.speaker is not None
            and any(p in text for p in self._lexicon.innocent)
            and not any(not a.did for a in others)
        ):
            speaker = [said.speaker] if said.speaker is not None else []
            return Meaning(Act.DENY, cleared=speaker, accused=[a.actor for a in others if a.did and a.direct])
        accused = [a for a in others if a.did]
        direct = [a.actor for a in accused if a.direct]
        if any(a.direct and _past(a, said.own) for a in mine) and said.speaker is not None:
            return Meaning(Act.ADMIT)
        if calls_false(said.own):
            return Meaning(Act.DISMISS)
        if any(not a.did for a in others):
            return Meaning(Act.DISMISS, cleared=[a.actor for a in others if not a.did], accused=direct)
        kind = said.speaker.kind if said.speaker is not None else SpeakerKind.UNKNOWN
        enemy = self._enemy(said.own) if kind in _FIGHTS and not found and said.sense is Sense.SAY else None
        if enemy is not None:
            return Meaning(Act.ACCUSE, accused=[enemy])
        if direct and not (said.sense is Sense.REPORT and kind in _SPEAKS_PLAINLY):
            return Meaning(Act.CONFIRM if said.sense is Sense.CONFIRM else Act.ACCUSE, accused=direct)
        beside = [a.actor for a in accused]
        if beside and kind not in _SPEAKS_PLAINLY and tells_facts(said.own) and said.sense is not Sense.REPORT:
            return Meaning(Act.CONFIRM if said.sense is Sense.CONFIRM else Act.ACCUSE, accused=beside)
        facts = tells_facts(said.own)
        return Meaning(self._plain(said.sense, facts=facts), accused=beside if facts else [])

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

    # -- whom it is aimed at

    def _enemy(self, own: list[Token]) -> Actor | None:
        """Name a foe of no known name who struck: "was shelled by highland militias"."""
        for token in own:
            if token.pos_ == "VERB" and token.lemma_.lower() in self._lexicon.strikes and is_passive(token):
                by = agent(token)
                if by is not None and by.lemma_.lower() in _FOES and not is_negated(token):
                    return Actor(_words(by), None, SpeakerKind.ARMED_GROUP)
        return None

    def _aimed(self, said: Said, outside: Refer) -> list[Actor]:
        obj = object_of(said.head) if said.head is not None else None
        if obj is None:
            return []
        return self._blame.parties(obj, outside, acting=True)


def _points_back(said: Said) -> bool:
    """Tell whether what is denied is only pointed at: "denied it", "which Ankara denied"."""
    words = [t.lower_ for t in said.content if not t.is_punct]
    if words[:1] in (["it"], ["this"], ["that"], ["these"], ["them"]) and words[1:2] == ["as"]:
        return True  # "rejected that as an insult"
    return not words or (
        all(
            w in ("it", "this", "that", "which", "them", "all", "so", "doing", "the", "these", "those")
            for w in words[:2]
        )
        and len(words) < 4
    )


def _claims_to_have(head: Token | None) -> bool:
    """Tell whether a speaker tells of his own deed without a subject: "claimed to have hit the base"."""
    clause = child(head, "xcomp") if head is not None else None
    return clause is not None and any(t.dep_ == "aux" and t.lower_ == "have" for t in clause.children)


def _scare_quoted(said: Said) -> bool:
    """Tell whether a thing is called something in quotation marks that stand around that alone."""
    head = said.head
    own = [t for t in said.content if head is not None and t.i > head.i]
    return len(own) > 2 and own[0].text not in _MARKS and own[-1].text in _MARKS


def _groupish(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in attacks().of_party


def _words(noun: Token) -> str:
    kept = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "det"]
    return "".join(t.text_with_ws for t in kept).strip()


def _past(assertion: Assertion, tokens: list[Token]) -> bool:
    verb = next((t for t in tokens if t.i == assertion.at), None)
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return True
    return verb.tag_ in ("VBD", "VBN") or any(
        t.dep_ == "aux" and t.lower_ in ("have", "had", "has", "'d", "'ve", "was", "were", "did") for t in verb.children
    )
