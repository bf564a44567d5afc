"""What a speaker does by saying it, and which parties the claim accuses, clears or aims at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Act, ClaimParty, Role, SpeakerKind, party_key
from onrecord.reading.actors.data import Actor
from onrecord.reading.ar.actors import ArabicMention
from onrecord.reading.ar.claims.cues import Sense, cue_words
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.claims.strike_words import strike_words
from onrecord.reading.ar.claims.strikes import Author, Strikes
from onrecord.reading.ar.text import ArabicText, Kind, bare, fold

_FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_SPEAKS_PLAINLY = frozenset(
    {SpeakerKind.WITNESS, SpeakerKind.MEDICAL, SpeakerKind.MEDIA, SpeakerKind.UNKNOWN, SpeakerKind.PERSON}
)
"""Speakers whose report of "a Russian strike" states facts; a foe's or a monitor's lays blame."""


_NEAR = 6
"""Tokens within which the accused follows who accuses."""
_FAR = 16
"""Tokens within which the accused follows the responsibility that is laid on him ("حمل مسؤولية القصف ... لX")."""


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as acts are decided on it."""

    speaker: Actor | None
    sense: Sense
    first: int
    """First token of the content."""
    last: int
    """Last one, included."""
    own: Sequence[Author]
    """Authors in the content that nobody is quoted on within it."""
    mentions: Sequence[ArabicMention]
    """Actors mentioned in it."""
    denied: bool = False
    """The cue is taken back: "لم تعلن أي جهة مسؤوليتها"."""
    cue: str = ""
    """Folded; a verb's tells whether "he" or "she" is its subject."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An act and the parties it touches."""

    act: Act
    accused: Sequence[Actor] = field(default=())
    cleared: Sequence[Actor] = field(default=())
    target: Sequence[Actor] = field(default=())

    @property
    def parties(self) -> tuple[ClaimParty, ...]:
        """The parties as the claim lists them, each once in a role."""
        out: dict[tuple[str, Role], ClaimParty] = {}
        for role, actors in ((Role.ACCUSED, self.accused), (Role.CLEARED, self.cleared), (Role.TARGET, self.target)):
            for actor in actors:
                key = party_key(actor.code, actor.name), role
                out.setdefault(key, ClaimParty(actor.name, actor.code, role))
        return tuple(out.values())


def same_party(one: Actor | None, other: Actor | None) -> bool:
    """Tell whether two actors are one party."""
    if one is None or other is None:
        return False
    return party_key(one.code, one.name) == party_key(other.code, other.name)


class Acts:
    """Decides acts in one text."""

    def __init__(self, text: ArabicText, strikes: Strikes) -> None:
        self._text, self._strikes = text, strikes
        self._lex, self._words = lex, _ = cue_words(), strike_words()
        forms = [bare(token.form) for token in text.tokens]

        def marks(words: frozenset[str]) -> Marks:
            return Marks([any(form in words for form in one) for one in forms])

        self._facts, self._alleged, self._false = marks(lex.facts), marks(lex.allegations), marks(lex.false)

    def decide(self, said: Said) -> Meaning:
        """Decide the act and parties of one attribution."""
        if said.denied:
            return Meaning(Act.COMMENT)
        by_sense = {
            Sense.ACCUSE: self._accuse,
            Sense.DENY: self._deny,
            Sense.DISMISS: self._dismiss,
            Sense.ADMIT: self._admit,
        }
        if said.sense in by_sense:
            return by_sense[said.sense](said)
        if said.sense in (Sense.CONDEMN, Sense.DEMAND):
            aimed = [one.actor for one in said.own if not same_party(one.actor, said.speaker)]
            return Meaning(Act(said.sense.value), target=aimed)
        return self._say(said)

    def facts(self, first: int, last: int) -> bool:
        """Tell whether a stretch speaks of an attack or of harm."""
        return self._facts.any(first, last) or self._strikes.tells(first, last)

    def _accuse(self, said: Said) -> Meaning:
        others = [one for one in said.mentions if not same_party(one.actor, said.speaker)]
        named = [one for one in others if one.first - said.first <= _NEAR and self._is_object(one)]
        if not named and self._words_of_blame(said.first):
            named = [one for one in others if one.first - said.first <= _FAR and one.prefix.startswith("ل")]
        if not named:
            return Meaning(Act.ACCUSE if self.facts(said.first, said.last) else Act.COMMENT)
        accused = [named[0]]
        for one in named[1:]:
            if one.first - accused[-1].last > 2 or "و" not in one.prefix:
                break
            accused.append(one)
        return Meaning(Act.ACCUSE, accused=[one.actor for one in accused])

    def _words_of_blame(self, first: int) -> bool:
        """Tell whether blame is laid by its name: "حمل مسؤولية القصف لX"."""
        return any(form in self._lex.blamed for form in bare(self._text.tokens[first].form))

    def _is_object(self, one: ArabicMention) -> bool:
        """Tell whether no preposition stands before a mention: "اتهمت X" is X, "بالتعامل مع X" is not."""
        before = self._text.tokens[one.first - 1].form if one.first else ""
        clitic = one.prefix.removeprefix("و").removesuffix("ال")
        return before not in self._words.governs and clitic == ""

    def _deny(self, said: Said) -> Meaning:
        speaker = [said.speaker] if said.speaker is not None else []
        others = [one.actor for one in said.own if not same_party(one.actor, said.speaker)]
        others += [
            one.actor
            for one in said.mentions
            if one.actor not in others
            and self._text.tokens[max(0, one.first - 1)].form in self._lex.blamed
            and not same_party(one.actor, said.speaker)
        ]
        pointing = self._text.tokens[said.first].form in self._lex.pointing and said.last - said.first < 3
        alleged = pointing or self._alleged.any(said.first, said.last)
        if not alleged and not self.facts(said.first, said.last) and not others:
            return Meaning(Act.COMMENT)
        if others:
            return Meaning(Act.DENY, cleared=others)
        if said.speaker is not None and said.speaker.kind not in _FIGHTS:
            return Meaning(Act.DISMISS)
        return Meaning(Act.DENY, cleared=speaker)

    def _dismiss(self, said: Said) -> Meaning:
        if not self._alleged.any(said.first, said.last) and not self.facts(said.first, said.last):
            return Meaning(Act.COMMENT)
        mine = [one.actor for one in said.own if same_party(one.actor, said.speaker)]
        return Meaning(Act.DENY if mine else Act.DISMISS, cleared=mine[:1])

    def _admit(self, said: Said) -> Meaning:
        others = [one.actor for one in said.own if not same_party(one.actor, said.speaker)]
        if others and not any(same_party(one.actor, said.speaker) for one in said.own):
            return Meaning(Act.CONFIRM, accused=others)
        if said.speaker is not None and said.speaker.kind not in _FIGHTS:
            return Meaning(Act.CONFIRM if self.facts(said.first, said.last) else Act.COMMENT)
        told = self.facts(said.first, said.last) or self._alleged.any(said.first, said.last)
        return Meaning(Act.ADMIT if told else Act.COMMENT)

    def _say(self, said: Said) -> Meaning:
        kind = said.speaker.kind if said.speaker is not None else SpeakerKind.UNKNOWN
        speaker = [said.speaker] if said.speaker is not None else []
        mine = [one for one in said.own if same_party(one.actor, said.speaker)]
        others = [one.actor for one in said.own if not same_party(one.actor, said.speaker)]
        if kind in _FIGHTS and self._rejects(said):
            return Meaning(Act.DENY, accused=others, cleared=speaker)
        if kind in _FIGHTS and (mine or self._did_it(said)) and self.facts(said.first, said.last):
            return Meaning(Act.ADMIT)
        if self._false.any(said.first, said.last) and self._alleged.any(said.first, said.last):
            return Meaning(Act.DISMISS)
        facts = self.facts(said.first, said.last)
        if others and facts:
            direct = any(one.direct and not same_party(one.actor, said.speaker) for one in said.own)
            plain_voice = kind in _SPEAKS_PLAINLY
            if (plain_voice and (not direct or said.sense is Sense.REPORT)) or (
                said.sense is Sense.REPORT and not direct
            ):
                return Meaning(Act.REPORT, accused=others)
            return Meaning(Act.ACCUSE, accused=others)
        plain = {
            Sense.AFFIRM: Act.CONFIRM if facts else Act.COMMENT,
            Sense.ESTIMATE: Act.ESTIMATE,
            Sense.REPORT: Act.REPORT,
            Sense.ANNOUNCE: Act.ANNOUNCE,
        }
        return Meaning(plain.get(said.sense, Act.REPORT if facts else Act.COMMENT))

    def _rejects(self, said: Said) -> bool:
        """Tell whether fighters say that they did not strike: "قواتنا لم تستهدف", "لم تنفذ أي غارات"."""
        for token in range(said.first, said.last):
            if self._text.tokens[token].form not in (fold("لم"), fold("ليس"), fold("ليست")):
                continue
            if not self._strikes.tells(token + 1, min(said.last, token + 5)):
                continue
            # "لم تستهدف قوات X" clears X, which is not the speaker's own deed.
            named = [one for one in said.mentions if token < one.first <= token + 5 and one.prefix in ("", "ال")]
            if not named or same_party(named[0].actor, said.speaker):
                return True
        return False

    def _did_it(self, said: Said) -> bool:
        """Tell whether fighters say that they struck: "أعلن استهداف ...", "أنها قصفت", "طائراتها شنت"."""
        form = self._text.tokens[said.first].form
        if said.own and form not in self._lex.pronouns:
            return False
        if said.sense in (Sense.ANNOUNCE, Sense.SAY, Sense.AFFIRM) and form.removeprefix("ب") in self._lex.doing:
            after = self._text.tokens[min(said.first + 1, said.last)].form
            mention = next((one for one in said.mentions if one.first == said.first + 1), None)
            return mention is None and after not in self._lex.negations
        himself = form in self._lex.pronouns
        if himself and said.cue.endswith("ت") != form.endswith("ها") and not form.endswith("نا"):
            return False  # "قالت ... إنه" is of another.
        head = said.first + 1 if himself else said.first
        stop = min(said.last, head + 1)
        for token in range(head, stop + 1):
            one = self._text.tokens[token]
            if one.kind is not Kind.WORD or one.form in self._lex.negations:
                return False
            if one.form in self._lex.forces:
                return self._strikes.verb_near(token, said.last)
            if one.form in self._words.verbs and (himself or one.form.endswith("نا")):
                return self._strikes.strikes(token)
        return False
