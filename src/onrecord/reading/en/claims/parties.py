"""Which parties a noun phrase names: itself, by what stands before it, by whose it is, by what it points back to."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.nouns import mention_after, mention_before, mention_on
from onrecord.reading.en.claims.offices import in_office
from onrecord.reading.en.claims.trees import child, conjuncts
from onrecord.reading.en.claims.view import View

Refer = Callable[[Token], Actor | None]
"""Resolves a pronoun or a noun that points back."""

_KEEPS = frozenset({"store", "keep", "hide", "hold", "fire", "launch", "drop", "lay", "plant", "stockpile", "use"})
"""What makes a weapon somebody's: "munitions that the fighters were storing"."""
_PARTS = frozenset({"one", "two", "some", "any", "several", "most", "all", "none", "each", "many", "neither"})
_FOLK = frozenset(
    {"man", "people", "person", "boy", "colleague", "comrade", "personnel", "patrol", "ordnance", "pilot", "ally"}
    | {"unit", "gunner", "crew", "soldier", "fighter", "troop", "officer", "commander", "staff", "side", "hand"}
)
"""Whom and what "its" and "our" before them make a party's own."""
_OTHERS = frozenset({"foreign", "other", "neighbouring", "allied", "unknown", "unidentified", "former", "retired"})
_OFFICIAL = {
    **dict.fromkeys(("army", "military", "soldier", "troop", "navy", "gendarme", "gendarmerie"), SpeakerKind.MILITARY),
    **dict.fromkeys(("government", "regime", "junta", "state", "police", "policeman"), SpeakerKind.GOVERNMENT),
    **dict.fromkeys(("commando", "paratrooper", "conscript"), SpeakerKind.MILITARY),
}
_BODIES = frozenset({"army", "military", "navy", "gendarmerie", "government", "regime", "junta", "state"})
_SEATED = frozenset({"regime", "government", "junta", "authority", "leadership"})
"""What is named by its seat: "the regime in X"."""
_TROOPS = frozenset(
    {"force", "squad", "troop", "soldier", "aircraft", "plane", "jet", "helicopter", "unit", "drone", "gunner"}
)
_STATE = frozenset({"pro-government", "security", "loyalist", "national"})
PRONOUNS = frozenset(
    {"it", "its", "they", "their", "them", "we", "our", "us", "he", "his", "i", "she", "her", "itself"}
)


class Parties:
    """Names the parties of noun phrases in one report."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lexicon = attacks()

    def of(self, noun: Token, refer: Refer, *, acting: bool = True) -> list[Actor]:
        """Name the parties of a noun phrase, each of those joined by "and" or "or".

        ``acting``: a state's adjective alone counts only before what acts ("Russian jets", not "Syrian children").
        """
        out: list[Actor] = []
        for one in conjuncts(noun):
            if out and any(t.dep_ == "poss" and t.lower_ in ("its", "their", "his") for t in one.lefts):
                continue  # "Syria and its allies": allies nobody names.
            found = self._party(one, refer, acting=acting)
            if not found and one is not noun and any(t.lower_ == "of" and t.i > one.i for t in noun.rights):
                # "Malian soldiers and fighters of the Wagner Group": the parse hangs "of" on the soldiers.
                whose = mention_after(self._view, noun)
                found = [whose.actor] if whose is not None and self.acts(one) else []
            out += [a for a in found if a not in out]
        return out

    def acts(self, noun: Token) -> bool:
        """Tell whether a noun is of a thing or body that can act for a party."""
        return noun.lemma_.lower() in self._lexicon.of_party | self._lexicon.attack_nouns

    def _both(self, noun: Token) -> list[Actor]:
        """Read "both sides", "both governments": the two that were last named before."""
        out: list[Actor] = []
        for mention in reversed(self._view.mentions):
            named = mention.last < noun.i and mention.code and mention.form is not Form.ADJECTIVE
            if named and not any(actor.code == mention.code for actor in out):
                out.insert(0, mention.actor)
            if len(out) == 2:
                return out
        return []

    def _party(self, noun: Token, refer: Refer, *, acting: bool) -> list[Actor]:
        view = self._view
        mention = mention_on(view, noun)
        if mention is None and any(t.lower_ == "both" and t.dep_ in ("det", "predet") for t in noun.lefts):
            return self._both(noun)
        whole = _part_of(noun) if mention is None else None
        if whole is not None:
            return self._party(whole, refer, acting=acting)
        if mention is None and (noun.pos_ == "PRON" or noun.lower_ in PRONOUNS):
            actor = refer(noun)
            return [actor] if actor is not None and noun.lower_ not in ("who", "what", "whoever") else []
        elsewhere = self._seated(noun) if mention is None or mention.form is Form.ROLE else None
        if elsewhere is not None:
            return [elsewhere]
        if mention is not None and mention.form is not Form.ADJECTIVE:
            out = [mention.actor]
            return out + [a for a in self._joined(noun, mention.actor) if a not in out]
        owner = next((t for t in noun.lefts if t.dep_ == "poss" and t.lower_ in PRONOUNS), None)
        if owner is not None and noun.lemma_.lower() in _FOLK and (whose := refer(owner)) is not None:
            return [whose]
        if acting and not self.acts(noun):
            return []
        return self._beside(noun, refer) or self._behind(noun, refer) or self._at_home(noun)

    def _seated(self, noun: Token) -> Actor | None:
        """Read "the regime in Tehran": not that of the country the report plays in."""
        if noun.lemma_.lower() not in _SEATED:
            return None
        for prep in noun.rights:
            where = child(prep, "pobj") if prep.lower_ == "in" else None
            mention = mention_on(self._view, where) if where is not None else None
            if mention is not None and mention.code is not None and mention.form in (Form.SEAT, Form.NAME):
                return mention.actor
        return None

    def _at_home(self, noun: Token) -> list[Actor]:
        """Give "soldiers", "the army", "the state" of nobody named to the country that the report plays in."""
        kind = _OFFICIAL.get(noun.lemma_.lower())
        if (
            kind is None
            and noun.lemma_.lower() in _TROOPS
            and any(t.lower_ in _OFFICIAL or t.lower_ in _STATE for t in noun.lefts)
        ):
            kind = SpeakerKind.MILITARY
        one = child(noun, "det")
        vague = one is not None and one.lower_ in ("a", "an", "another")
        general = noun.tag_ == "NNS" and noun.lemma_.lower() in _BODIES  # "militaries are banned from ..."
        if kind is None or vague or general or any(t.lower_ in _OTHERS for t in noun.lefts):
            return []
        tokens = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "det"]
        words = "".join(t.text_with_ws for t in tokens).strip()
        actor = in_office(self._view, noun, tokens, Actor(words, None, kind))
        return [actor] if actor.code is not None else []

    def _beside(self, noun: Token, refer: Refer) -> list[Actor]:
        """Name whom what stands before a noun names: "Russian or Syrian jets", "the group's fighters"."""
        before = [t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod", "poss")]
        found: list[Actor] = []
        for one in before:
            for part in conjuncts(one):
                m = mention_on(self._view, part) or mention_before(self._view, part)
                if m is not None and m.actor not in found:
                    found.append(m.actor)
                elif part.dep_ == "poss" and part.pos_ != "PROPN" and (owner := refer(part)) is not None:
                    found.append(owner)
        return found

    def _behind(self, noun: Token, refer: Refer) -> list[Actor]:
        """Name whom what follows a noun names: "jets of the coalition"; or whom it points back to."""
        ours = next(
            (t for p in noun.rights if p.lower_ == "of" for t in p.children if t.lower_ in ("ours", "theirs", "its")),
            None,
        )
        if ours is not None and (owner := refer(ours)) is not None:
            return [owner]
        after = mention_after(self._view, noun) if self.acts(noun) else None
        if after is not None and (after.form is not Form.NAME or child(noun, "prep") is not None):
            preps = [t.lower_ for t in noun.rights if t.dep_ == "prep"]
            if noun.lemma_.lower() in _SEATED or ("in" not in preps[:1] and "at" not in preps[:1]):
                return [after.actor]
        keeps = child(noun, "relcl") if self.acts(noun) else None
        keeper = child(keeps, "nsubj") if keeps is not None and keeps.lemma_.lower() in _KEEPS else None
        if keeper is not None and (theirs := self._party(keeper, refer, acting=True)):
            return theirs
        if child(noun, "det") is not None and noun.pos_ in ("NOUN", "PROPN") and (back := refer(noun)) is not None:
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


def _part_of(noun: Token) -> Token | None:
    """Give "its jets" of "one of its jets"."""
    if noun.lower_ not in _PARTS and noun.pos_ != "NUM" and noun.lemma_.lower() not in ("member", "unit", "element"):
        return None
    of = next((t for t in noun.rights if t.lower_ == "of"), None)
    return child(of, "pobj") if of is not None else None
