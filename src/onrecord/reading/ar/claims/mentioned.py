"""Parties that a report ties to the attack in its own voice, and which claims are about that attack."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Act, Claim, Role, Words, party_key
from onrecord.reading.ar.claims.cues import Sense, cue_words
from onrecord.reading.ar.claims.finder import own_authors
from onrecord.reading.ar.text import ArabicText, bare, fold


def find_mentioned(text: ArabicText, claims: Sequence[Claim] = ()) -> list[tuple[str, str, Words]]:
    """Find (name, code, words) of each party that the report's own voice makes the author of what it tells of first.

    The words are the deed and its author ("قصف مدفعي لقوات النظام"). ``claims``: what named speakers say is theirs.
    A report goes on from its own attack to others; who struck in those is not said to have struck in this one: authors
    of the first sentence that has any, of this voice or another's, are given alone. Swept on the train half over one,
    two and three such sentences: parties right of those stated 0.64, 0.64, 0.64; without the reports whose coding
    lists the party of its series 0.81, 0.78, 0.77.
    """
    authors = own_authors(text, claims)
    first = lead(text, claims, [text.sentence_of(author.mention.first) for author in authors])
    out: dict[str, tuple[str, str, Words]] = {}
    for author in authors:
        if author.actor.code is None or text.sentence_of(author.mention.first) != first:
            continue
        key = party_key(author.actor.code, author.actor.name)
        out.setdefault(key, (author.actor.name, author.actor.code, text.words(author.first, author.last)))
    return list(out.values())


def elsewhere(text: ArabicText, claims: Sequence[Claim]) -> frozenset[str]:
    """Give the ids of claims that blame somebody for another attack than the one told of first.

    Such a claim stands after the first sentence that names an author and accuses nobody whom that sentence accuses. Who
    is accused outright ("اتهمت", "حملت المسؤولية"), and who denies, speaks of the attack at hand.
    """
    first = lead(text, claims)
    if first is None:
        return frozenset()
    named: set[str] = set()
    later: list[tuple[str, set[str]]] = []
    for claim in claims:
        accused = {party_key(one.code, one.name) for one in claim.parties if one.role is Role.ACCUSED}
        if text.sentence_of(text.token_at(claim.content.start)) == first:
            named |= accused
        elif accused and not _outright(claim):
            later.append((claim.id, accused))
    return frozenset(one for one, accused in later if not accused <= named)


def _outright(claim: Claim) -> bool:
    if claim.cue is None or claim.act is not Act.ACCUSE:
        return False
    lex = cue_words()
    known = (lex.verbs.get(form) or lex.participles.get(form) for form in bare(fold(claim.cue.words)))
    return any(one is not None and one[1] is Sense.ACCUSE for one in known)


def lead(text: ArabicText, claims: Sequence[Claim], own: Sequence[int] = ()) -> int | None:
    """Give the number of the first sentence in which anybody, the publisher among them, names who struck.

    ``own``: sentences in which the report's own voice does.
    """
    accusing = (claim for claim in claims if any(party.role is Role.ACCUSED for party in claim.parties))
    told = (text.sentence_of(text.token_at(claim.content.start)) for claim in accusing)
    return min((*own, *told), default=None)
