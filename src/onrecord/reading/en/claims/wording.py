"""What the words of a claim tell, whoever says them: facts of an attack, that a claim is false, that none was made."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.reality import is_none
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_passive

_WEAPONS = frozenset(
    {
        *(
            "aircraft",
            "jet",
            "plane",
            "warplane",
            "helicopter",
            "drone",
            "missile",
            "rocket",
            "shell",
            "bomb",
            "sortie",
        ),
        *("flight", "strike", "airstrike", "munition", "raid", "artillery", "gunship", "bomber", "fighter"),
    }
)
_HARSH = frozenset(
    {
        *("crime", "massacre", "outrage", "barbaric", "barbarism", "terrorism", "terror", "atrocity", "heinous"),
        *(
            "cowardly",
            "horrific",
            "despicable",
            "appalling",
            "outrageous",
            "barbarity",
            "savagery",
            "carnage",
            "murder",
            "slaughter",
            "genocide",
        ),
    }
)


def harsh(tokens: list[Token]) -> bool:
    """Tell whether words damn a deed: "called the attack a war crime"."""
    return any(t.lemma_.lower() in _HARSH for t in tokens)


def outraged(tokens: list[Token]) -> bool:
    """Tell whether words are of outrage at an attack: "we are appalled by the bombing"."""
    for token in tokens:
        if token.lower_ in ("outraged", "appalled", "horrified", "sickened") and token.dep_ in (
            "ROOT",
            "acomp",
            "ccomp",
        ):
            return any(t.lemma_.lower() in attacks().attack_nouns for t in token.subtree)
    return False


def was_struck(tokens: list[Token]) -> bool:
    """Tell whether words say that an attack was made, by whom is left out: "operations had been carried out"."""
    for token in tokens:
        if token.pos_ == "VERB" and is_passive(token) and agent(token) is None and not is_negated(token):
            what = child(token, "nsubjpass")
            made = token.lemma_.lower() in attacks().with_noun
            if made and what is not None and what.lemma_.lower() in attacks().attack_nouns and not is_none(what):
                return True
    return False


def own_forces(tokens: list[Token]) -> bool:
    """Tell whether forces of no named party struck: the speaker's, where it admits it ("aircraft had hit")."""
    for token in tokens:
        if token.pos_ == "VERB" and token.lemma_.lower() in attacks().strikes | attacks().harms:
            who = child(token, "nsubj")
            if who is not None and who.lemma_.lower() in attacks().of_party:
                return True
    return False


def none_was_hit(tokens: list[Token]) -> bool:
    """Tell whether words say that nothing of the kind was struck: "no hospital was targeted"."""
    for token in tokens:
        if token.pos_ == "VERB" and token.lemma_.lower() in attacks().strikes and is_passive(token):
            what = child(token, "nsubjpass")
            if agent(token) is None and what is not None and (is_none(what) or is_negated(token)):
                return True
    return False


def none_flew(tokens: list[Token]) -> bool:
    """Tell whether words say that no weapon of nobody named was there: "no coalition aircraft had fired"."""
    return any(
        is_none(t)
        and t.lemma_.lower() in _WEAPONS
        and t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        and not any(one.dep_ == "amod" and one.text[:1].isupper() for one in t.lefts)
        for t in tokens
    )


def tells_facts(tokens: list[Token]) -> bool:
    """Tell whether words speak of an attack's facts."""
    return any(t.lower_ in attacks().facts for t in tokens)


def tells_of_past(tokens: list[Token]) -> bool:
    """Tell whether words tell what happened, or how many: a clause in the past, or a number; no supposition."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "relcl", "advcl"):
            continue
        if token.head.i in inside and token.dep_ not in ("ROOT", "ccomp", "conj", "parataxis"):
            continue
        aux = {t.lower_ for t in token.children if t.dep_ in ("aux", "auxpass")}
        if aux & {"would", "could", "should", "might", "may", "must", "will", "'ll", "can", "shall"}:
            return False
        if token.lemma_ == "be" and child(token, "acomp") is not None:
            continue  # "were meaningless" judges and tells nothing.
        ended = {"had", "have", "has", "was", "were", "been", "'ve"}
        return token.tag_ == "VBD" or (token.tag_ in ("VBN", "VBG") and bool(aux & ended))
    return any(t.like_num for t in tokens)


def calls_false(tokens: list[Token]) -> bool:
    """Tell whether words call a claim or its evidence false, or say that it cannot be proved."""
    lex = attacks()
    lower = [t.lower_ for t in tokens]
    lemmas = {t.lemma_.lower() for t in tokens} | set(lower)
    about = lemmas & (lex.allegations | {"accuser", "accuse"}) or lemmas & {
        "footage",
        "evidence",
        "proof",
        "findings",
    }
    if (lemmas & lex.falsity and (about or _is_pointing(tokens))) or calls_untrue(tokens):
        return True
    lie = next((t for t in tokens if t.lemma_ == "lie" and t.pos_ == "VERB"), None)
    if lie is not None and child(lie, "nsubj") is not None and child(lie, "prep") is None:
        return True
    if "prove" in lemmas and lemmas & {"nobody", "none", "no", "not", "cannot", "never"}:
        return True
    negated = lemmas & {
        "no",
        "not",
        "n't",
        "nor",
        "nothing",
        "hardly",
        "without",
        "never",
        "lack",
        "lacks",
        "unable",
        "fail",
        "cannot",
    }
    return bool(negated and lemmas & lex.unproven and (about or lemmas & {"evidence", "proof"}))


def calls_untrue(tokens: list[Token]) -> bool:
    """Tell whether a clause is called untrue as a whole: "it is false that we ...", "nor is it true that we ..."."""
    lex = attacks()
    for token in tokens:
        if token.dep_ not in ("acomp", "attr", "oprd"):
            continue
        lemma, over = token.lemma_.lower(), token.head
        clause = child(over, "ccomp", "csubj", "csubjpass", "xcomp") or child(token, "ccomp", "acl")
        about = child(over, "nsubj")
        told = about is not None and about.lemma_.lower() in lex.allegations
        if clause is None and not told:
            continue
        no = is_negated(over) or any(t.lower_ in ("nor", "hardly", "not") for t in over.children)
        if (lemma in lex.falsity and not no) or (lemma in ("true", "correct", "right", "accurate", "so") and no):
            return True
    return False


def _is_pointing(tokens: list[Token]) -> bool:
    """Tell whether words begin with a pronoun that points at what was said before ("it is a lie")."""
    first = next((t for t in tokens if not t.is_punct and not (t.lower_ == "that" and t.dep_ == "mark")), None)
    return (
        first is not None
        and first.lower_ in ("it", "this", "that", "they", "these", "those")
        and first.dep_ in ("nsubj", "nsubjpass")
    )
