"""Finds the words that state a kind of attack."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from onrecord.model import AttackKind, KindOfAttack, Words
from onrecord.reading.en.parse import Parsed

_LEXICON = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


_CLOSED = ("air", "war", "gun", "land", "quad")  # first words that are also written together with the second


def _pattern(phrase: str) -> str:
    words = [re.escape(w) for w in re.split(r"[\s-]+", phrase)]
    head, last = words[:-1], words[-1]
    if not last.endswith("s"):
        last += "(?:es)?" if last.endswith(("x", "sh", "ch")) else "s?"
    last = re.sub(r"mans\?$", "m[ae]n", last)
    gap = r"[\s-]*" if words[0] in _CLOSED and len(words) == 2 else r"[\s-]+"
    return gap.join([*head, last])


def _openings(phrase: str) -> list[str]:
    """Every word, in lower case, that the phrase can begin with in a text."""
    words = re.split(r"[\s/-]+", phrase.lower())
    if len(words) > 1 and words[0] not in _CLOSED:
        return [words[0]]
    closed = "".join(words[:2])
    return [words[0], closed, f"{closed}s", f"{closed}es", re.sub("man$", "men", closed)]


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    kind: KindOfAttack
    strong: bool


def _by_opening() -> dict[str, list[_Phrase]]:
    """Phrases by the word they begin with, the longest first."""
    rows: list[tuple[str, KindOfAttack, bool]] = []
    for name, entry in _LEXICON.items():
        if name == "weak":
            rows += [(p, KindOfAttack(one["kind"]), False) for one in entry for p in one["phrases"]]
        else:
            rows += [(p, KindOfAttack(name), True) for p in entry["phrases"]]
    out: dict[str, list[_Phrase]] = {}
    for phrase, kind, strong in sorted(rows, key=lambda r: (-len(r[0]), r[0])):
        made = _Phrase(re.compile(rf"(?i){_pattern(phrase)}\b"), kind, strong)
        for word in dict.fromkeys(_openings(phrase)):
            out.setdefault(word, []).append(made)
    return out


_PHRASES = _by_opening()
_WORD = re.compile(r"[A-Za-z]+")


def _hits(text: str) -> Iterator[tuple[int, int, _Phrase]]:
    """Find phrases, the longest at each place, none inside another."""
    taken = 0
    for word in _WORD.finditer(text):
        if word.start() < taken:
            continue
        for phrase in _PHRASES.get(word.group().lower(), ()):
            found = phrase.pattern.match(text, word.start())
            if found:
                taken = found.end()
                yield *found.span(), phrase
                break


# Words that take the sense away: a drone that only watches, a strike of workers, a raid in search of somebody, hunger
# strikes.
_OTHER_SENSE_BEFORE = re.compile(
    r"(?i)\b(?:hunger|general|labou?r|workers'?|transport|teachers'?|doctors'?|nurses'?|rail|pilots'?|lightning|bird|police|on|oil|gas|water|fish|think|septic|fuel|storage)[\s-]+$"
)
_OTHER_SENSE_AFTER = re.compile(
    r"(?i)\s*(?:a deal|an agreement|a balance|a compromise|up a|tank(?:er)?s?\b|rounds? of)"
)
_NOT_DONE = re.compile(
    r"(?i)\b(?:no|not|without|ruled out|denied|denies|rather than|instead of|never|posturing about|"
    r"threat(?:s|ened|ening)? (?:of|to)|anti|shot down|downed|intercepted|possibility of)\s+(?:\w+\s+){0,2}$"
)


def find_kinds(parsed: Parsed) -> list[AttackKind]:
    """Find what states a kind of attack, in order of the text.

    Weak words ("strike", "bombing") are left out where a stronger one ("air strike", "suicide bomb") stands anywhere in
    the report, and so is what the words themselves say was not done.
    """
    text = parsed.doc.text
    found: list[tuple[AttackKind, bool]] = []
    for start, end, phrase in _hits(text):
        before = text[max(0, start - 48) : start]
        if _OTHER_SENSE_BEFORE.search(before) or _OTHER_SENSE_AFTER.match(text, end) or _NOT_DONE.search(before):
            continue
        at = Words.cut(parsed.report.text, [parsed.passage(start, end)])
        found.append((AttackKind(phrase.kind, at), phrase.strong))
    any_strong = any(strong for _, strong in found)
    return [one for one, strong in found if strong or not any_strong]


def states_strongly(words: str) -> bool:
    """Tell whether these words state a kind by themselves ("air strike"), not only for want of better ("strike")."""
    return any(phrase.strong for _, _, phrase in _hits(words))
