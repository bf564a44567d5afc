"""Words -> mentions of actors, longest wording first; states joined with the services named beside them.

The text is cut into words and marks; hyphens are left out and accents folded, so that "al-Nusra", "Al Nusra" and
"Médecins" are met however they are spelt. Everything is looked up by its first word, so that the cost does not grow
with the data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.reading.actors.data import Actor, Form, Named, Role, State, load

_PIECE = re.compile(r"\w+|[^\w\s]")
_HYPHENS = frozenset("-‐‑‒–")
_OWN = frozenset({"its", "their", "our", "his", "her", "my", "your"})
"""Before a service these say that it is somebody's in the text: "its air force" is never the country at hand's."""
_BARE_WITH_VOICE = frozenset({"rebel", "opposition", "separatist", "government", "regime", "junta"})
"""Words that need no state beside them where a voice follows: "a rebel spokesman"."""
_RUN = frozenset({"run", "controlled", "led", "appointed", "operated", "administered"})
_APART = frozenset({"anti", "pro", "non", "ex", "post"})
"""Before a hyphen these turn a name into something that is not it: "anti-Russian protests"."""
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "s", "led", "al", "de"})
"""Words that keep their small letters in a name written in capitals."""
_LOWER_HAZARD = frozenset(
    {"polish", "danish", "lao", "central african", "dominican", "swiss", "greek", "dutch", "thai"}
)
"""Adjectives that are left alone in small letters, since they are other words or of no use there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or mark of the text, hyphens left out."""

    text: str
    start: int
    end: int
    after_hyphen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: offsets in the text that was searched, end exclusive."""

    start: int
    end: int
    actor: Actor | None
    """None: a service without a state beside it."""
    form: Form
    state: State | None = None
    role: Role | None = None


def fold(word: str) -> str:
    """Fold accents: "Médecins" -> "Medecins"."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def pieces(text: str) -> list[Piece]:
    """Cut a text into words and marks."""
    out: list[Piece] = []
    hyphen = False
    for found in _PIECE.finditer(text):
        word = found.group()
        if word in _HYPHENS and out and found.start() == out[-1].end and text[found.end() : found.end() + 1].isalnum():
            hyphen = True
            continue
        if word in "’‘ʼ`":
            word = "'"
        out.append(Piece(fold(word), found.start(), found.end(), hyphen))
        hyphen = False
    return out


def _key(words: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in pieces(words))


class Matcher:
    """Finds mentions in one language's words."""

    def __init__(self, language: str) -> None:
        """Compile the wordings. ModelError where the data is absent or damaged."""
        data = load(language)
        self._names: dict[str, list[tuple[tuple[str, ...], Named]]] = {}
        for named in data.named:
            for key in self._variants(named):
                self._names.setdefault(key[0], []).append((key, named))
        self._roles: dict[str, list[tuple[tuple[str, ...], Role, bool]]] = {}
        for phrase, role, bare in data.roles:
            key = _key(phrase.lower())
            self._roles.setdefault(key[0], []).append((key, role, bare))
        for names in self._names.values():
            names.sort(key=lambda item: -len(item[0]))
        for roles in self._roles.values():
            roles.sort(key=lambda item: -len(item[0]))
        self._between, self._voices = data.between, data.voices

    @staticmethod
    def _variants(named: Named) -> list[tuple[str, ...]]:
        """Spell one wording in all ways: as listed, with a capital at its head, in capitals; adjectives small."""
        key = _key(named.words)
        out = [key]
        if named.acronym:
            return out
        out.append((key[0][:1].upper() + key[0][1:], *key[1:]))
        if len(key) > 1:
            # "the Saudi-led Coalition", as statements write it.
            out.append(tuple(part if part in _SMALL else part[:1].upper() + part[1:] for part in key))
        if sum(map(len, key)) >= 5:
            out.append(tuple(part.upper() for part in key))
        if named.form is Form.ADJECTIVE and named.words.lower() not in _LOWER_HAZARD and len(named.words) > 4:
            out.append(tuple(part.lower() for part in key))
        return list(dict.fromkeys(out))

    def find(self, text: str, year: int | None = None) -> list[Found]:
        """Find all mentions in order of the text, none inside another.

        ``year``: of publication, where known; a leader stands for a state in the years of office alone.
        """
        words = pieces(text)
        out: list[Found] = []
        i = 0
        while i < len(words):
            found, i = self._at(words, i, year)
            if found:
                out.append(found)
        return out

    def _at(self, words: Sequence[Piece], i: int, year: int | None) -> tuple[Found | None, int]:
        name = self._name_at(words, i, year)
        role = self._role_at(words, i)
        run = self._run_by(words, i, name)
        if run:
            return run
        if name and (not role or len(name[0]) >= len(role[0])):
            return self._named(words, i, *name)
        if role:
            return self._bare(words, i, role, year)
        return None, i + 1

    def _run_by(
        self, words: Sequence[Piece], i: int, name: tuple[tuple[str, ...], Named] | None
    ) -> tuple[Found, int] | None:
        """Read "the Hamas-run health ministry", "Houthi-controlled television": a service that an armed group runs."""
        if name is None or name[1].state is not None or name[1].actor is None or name[1].actor.code is None:
            return None
        at = i + len(name[0])
        if at + 1 >= len(words) or not words[at].after_hyphen or words[at].text.lower() not in _RUN:
            return None
        found = self._role_at(words, at + 1)
        if found is None:
            return None
        key, role, _ = found
        stop = at + 1 + len(key)
        actor = Actor(f"{name[1].actor.name}-run {' '.join(key)}", name[1].actor.code, role.kind)
        return Found(words[i].start, words[stop - 1].end, actor, Form.ROLE), stop

    def _named(self, words: Sequence[Piece], i: int, key: tuple[str, ...], named: Named) -> tuple[Found | None, int]:
        end = i + len(key)
        if i and words[i].after_hyphen and words[i - 1].text.lower() in _APART:
            return None, end
        if named.state:
            joined = self._service(words, end)
            if joined:
                role, stop = joined
                return (
                    Found(words[i].start, words[stop - 1].end, role.of(named.state), Form.ROLE, named.state, role),
                    stop,
                )
        return Found(words[i].start, words[end - 1].end, named.actor, named.form, named.state), end

    def _bare(
        self, words: Sequence[Piece], i: int, match: tuple[tuple[str, ...], Role, bool], year: int | None
    ) -> tuple[Found | None, int]:
        """Read what begins with a role: "Ministry of Defence of Ukraine", else one without a state ("the army")."""
        key, role, bare = match
        end = i + len(key)
        after = end
        if after < len(words) and words[after].text in ("of", "in"):
            after += 1
            if after < len(words) and words[after].text == "the":
                after += 1
            whose = self._name_at(words, after, year) if words[end].text == "of" or "ministry" in key else None
            if whose and whose[1].state and whose[1].form in (Form.NAME, Form.SEAT):
                stop = after + len(whose[0])
                state = whose[1].state
                return Found(words[i].start, words[stop - 1].end, role.of(state), Form.ROLE, state, role), stop
        if not bare and key[0] in _BARE_WITH_VOICE and role.code in ("REB", "GOV"):
            voiced = end < len(words) and words[end].text.lower() in self._voices
            bare = voiced or key[-1] in self._voices
            end += voiced
        if i and words[i - 1].text.lower() in _OWN:
            return None, end
        if not bare or words[i].after_hyphen or (end < len(words) and words[end].after_hyphen):
            return None, end
        return Found(words[i].start, words[end - 1].end, None, Form.ROLE, None, role), end

    def _service(self, words: Sequence[Piece], i: int) -> tuple[Role, int] | None:
        """Find the role that stands after a state: the last of a run of roles and words between them."""
        if i + 1 < len(words) and words[i].text == "'" and words[i + 1].text in ("s", "S"):
            i += 2
        best: tuple[Role, int] | None = None
        for _ in range(6):
            if i >= len(words):
                break
            match = self._role_at(words, i)
            if match:
                i += len(match[0])
                best = match[1], i
                continue
            word = words[i].text.lower()
            if best and word in self._voices:
                i += 1
                best = best[0], i
                continue
            if word not in self._between:
                break
            i += 1
        return best

    def _name_at(self, words: Sequence[Piece], i: int, year: int | None) -> tuple[tuple[str, ...], Named] | None:
        if i >= len(words):
            return None
        for key, named in self._names.get(words[i].text, ()):
            if named.years and year is not None and not named.years[0] <= year <= named.years[1]:
                continue
            if self._same(words, i, key) and not (named.acronym and _shouted(words, i, i + len(key))):
                return key, named
        return None

    def _role_at(self, words: Sequence[Piece], i: int) -> tuple[tuple[str, ...], Role, bool] | None:
        for key, role, bare in self._roles.get(words[i].text.lower(), ()):
            if all(i + n < len(words) and words[i + n].text.lower() == part for n, part in enumerate(key)):
                return key, role, bare
        return None

    @staticmethod
    def _same(words: Sequence[Piece], i: int, key: Iterable[str]) -> bool:
        return all(i + n < len(words) and words[i + n].text == part for n, part in enumerate(key))


def _shouted(words: Sequence[Piece], i: int, end: int) -> bool:
    """Tell whether an acronym stands among words in capitals, where "IS" and "WHO" are no names."""
    beside = [words[k].text for k in (i - 2, i - 1, end, end + 1) if 0 <= k < len(words)]
    letters = [word for word in beside if word.isalpha() and len(word) > 1]
    return len(letters) > 1 and all(word.isupper() for word in letters)


@cache
def matcher(language: str) -> Matcher:
    """Give the matcher of a language, compiled once."""
    return Matcher(language)
