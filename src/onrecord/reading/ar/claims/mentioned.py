"""Parties that a report ties to the attack in its own voice, and claims that are about another attack."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Act, Claim, Role, Words, party_key
from onrecord.reading.ar.claims.cues import Sense, cue_words
from onrecord.reading.ar.claims.finder import own_authors
from onrecord.reading.ar.text import ArabicText, Kind, bare, fold, parse_words


def find_mentioned(text: ArabicText, claims: Sequence[Claim] = ()) -> list[tuple[str, str, Words]]:
    """Find (name, code, words) of each party that the report's own voice makes the author of what it tells of first.

    The words are the deed and its author ("قصف مدفعي لقوات النظام"). ``claims``: what named speakers say is theirs.
    A report goes on from its own attack to others, and who struck in those is not said to have struck in this one:
    authors of the first stretch that has any, of this voice or another's, are given alone. Swept on the train half over
    one, two and three such sentences: of reports that name a party right 0.648, 0.651, 0.649; where those are left out
    whose coding lists the party of its series in place of the one the report names, 0.819, 0.796, 0.778.
    """
    authors = own_authors(text, claims)
    first = _lead(text, claims, [author.mention.first for author in authors])
    out: dict[str, tuple[str, str, Words]] = {}
    for author in authors:
        if author.actor.code is None or author.mention.first not in first:
            continue
        key = party_key(author.actor.code, author.actor.name)
        out.setdefault(key, (author.actor.name, author.actor.code, text.words(author.first, author.last)))
    return list(out.values())


def elsewhere(text: ArabicText, claims: Sequence[Claim]) -> frozenset[str]:
    """Give the ids of claims that tell who made another attack than the one told of first.

    Such a claim stands after the first stretch that names an author, and accuses somebody, or admits by somebody, whom
    that stretch does not accuse. Who is accused outright ("اتهمت", "حملت المسؤولية") and who denies speaks of the
    attack at hand; so does who adds an ally to whoever is accused first, of what struck the same town.
    """
    first = _lead(text, claims)
    named: set[str] = set()
    later: list[tuple[Claim, set[str]]] = []
    for claim in claims:
        accused = {party_key(one.code, one.name) for one in claim.parties if one.role is Role.ACCUSED}
        if claim.act is Act.ADMIT and claim.speaker is not None:
            accused = accused or {party_key(claim.speaker.code, claim.speaker.name)}
        if not first or _begins(text, claim) < first.stop:
            named |= accused
            if claim.act is Act.DENY:
                named |= {party_key(one.code, one.name) for one in claim.parties if one.role is Role.CLEARED}
        elif accused and not _outright(claim):
            later.append((claim, accused))
    ground = _ground(text, first) if any(named and named < accused for _, accused in later) else frozenset()
    return frozenset(
        claim.id
        for claim, accused in later
        if not accused <= named and not (named and named < accused and _same_ground(text, ground, claim))
    )


def _ground(text: ArabicText, first: range) -> frozenset[str]:
    """Give every word of a report up to the sentence of its first author, and those of its title."""
    forms = [text.tokens[i].form for i in range(first.stop)]
    return frozenset(form for word in (*forms, *parse_words(text.report.title or "")) for form in bare(word))


def _same_ground(text: ArabicText, ground: frozenset[str], claim: Claim) -> bool:
    """Tell whether a claim names a town that stands among the words of the ground."""
    at = text.sentences[text.sentence_of(_begins(text, claim))]
    towns = cue_words().towns
    return any(
        form in ground
        for i in at[:-1]
        if any(form in towns for form in bare(text.tokens[i].form)) and text.tokens[i + 1].kind is Kind.WORD
        for form in bare(text.tokens[i + 1].form)
    )


def _begins(text: ArabicText, claim: Claim) -> int:
    return text.token_at(claim.content.start)


def _outright(claim: Claim) -> bool:
    if claim.cue is None or claim.act is not Act.ACCUSE:
        return False
    lex = cue_words()
    known = (lex.verbs.get(form) or lex.participles.get(form) for form in bare(fold(claim.cue.words)))
    return any(one is not None and one[1] is Sense.ACCUSE for one in known)


def _lead(text: ArabicText, claims: Sequence[Claim], own: Sequence[int] = ()) -> range:
    """Give the first sentence in which anybody, the publisher among them, names who struck; empty where nobody does.

    It ends where it turns to another attack ("فيما", "في حين"). ``own``: tokens by which the report's own voice does.
    """
    # Whoever denies speaks of the attack at hand, before anybody is accused of another.
    accusing = (c for c in claims if c.act is Act.DENY or any(party.role is Role.ACCUSED for party in c.parties))
    at = min((*own, *(_begins(text, claim) for claim in accusing)), default=None)
    if at is None:
        return range(0)
    sentence = text.sentences[text.sentence_of(at)]
    if sentence.start and any(text.tokens[t].form.removeprefix("و") == "سبق" for t in sentence):
        # "سبق أن شهدت المدينة قصفا من قبل ...": earlier attacks, and none has told who made this one.
        return range(sentence.start, sentence.start)
    turns = cue_words().turns
    told = min(own, default=at)
    ends = (t for t in range(max(at, told) + 1, sentence.stop) if text.tokens[t].form.removeprefix("و") in turns)
    return range(sentence.start, next(ends, sentence.stop))
