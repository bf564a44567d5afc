"""Names: where the name of a person starts and ends."""

from __future__ import annotations

from onrecord.reading.ar.counts.lexicon import Lexicon, words
from onrecord.reading.ar.text import ArabicText, Kind, readings

_LONGEST = 5
"""Words of a name: given name, father's, grandfather's, family's, and one for a joined part."""
_QUOTES = frozenset("\"'“”‘’«»„(")


class Names:
    """Finds names in one text."""

    def __init__(self, text: ArabicText, lex: Lexicon) -> None:
        self._text, self._tokens, self._lex = text, text.tokens, lex

    def _raw(self, i: int) -> str:
        token = self._tokens[i]
        return self._text.report.text[token.start : token.end]

    def same(self, one: tuple[int, int], two: tuple[int, int]) -> bool:
        """Tell whether two names are one person's: they begin alike, and share another word or one is short."""
        a = [t.form for t in self._tokens[one[0] : one[1] + 1] if t.form not in _QUOTES]
        b = [t.form for t in self._tokens[two[0] : two[1] + 1] if t.form not in _QUOTES]
        first = {a[0].removeprefix("و"), a[0]} & {b[0].removeprefix("و"), b[0]}
        return bool(first) and (len(set(a) & set(b)) >= 2 or min(len(a), len(b)) <= 2)

    def given(self, form: str) -> bool:
        """Tell whether a folded word is a given name."""
        return form in self._lex.male or form in self._lex.female or (form[:3] == "عبد" and len(form) > 4)

    def female(self, i: int) -> bool | None:
        """Tell the sex of a name from its first word; None where that is not known."""
        form = self._tokens[i].form
        for one in (form, form[1:] if form[:1] == "و" else form):
            if one in self._lex.male or one[:3] == "عبد":
                return False
            if one in self._lex.female:
                return True
        return None

    def at(self, i: int, end: int) -> tuple[int, int] | None:
        """Read the name that starts at token ``i`` with a given name and has a second word: first and last token."""
        if i >= end or self._tokens[i].kind is not Kind.WORD:
            return None
        form = self._tokens[i].form
        if form.endswith("علي") and self._raw(i).endswith("ى"):
            # The preposition.
            return None
        first = form[1:] if form[:1] == "و" and not self.given(form) else form
        if first in ("ابو", "ام", "عبد"):
            if i + 1 >= end or self._tokens[i + 1].kind is not Kind.WORD or first == "ام":
                return None
        elif not self.given(first):
            return None
        last = self._end(i, end)
        if last == i and i + 1 < end:
            following = self._tokens[i + 1].form
            # "وليد ونادر الحسن": brothers share what follows.
            return (i, i) if following[:1] == "و" and self.given(following[1:]) and self.given(first) else None
        return (i, last) if last > i else None

    def after_title(self, i: int, end: int, *, sure: bool) -> tuple[int, int] | None:
        """Read the name that follows a title, quotation marks and praise let pass; ``sure``: any word may be a name."""
        while i < end and (
            self._tokens[i].form in _QUOTES or any(r in words("praise") for _, r in readings(self._tokens[i].form))
        ):
            i += 1
        if i >= end or self._tokens[i].kind is not Kind.WORD:
            return None
        form = self._tokens[i].form
        if not self.given(form) and not (sure and self._nameable(form)):
            return None
        last = self._end(i, end)
        return (i, last) if last > i or self.given(form) else None

    def _nameable(self, form: str) -> bool:
        """Tell whether a word can be a name: no particle, no article, nothing that ends a name."""
        if len(form) < 3 or form[:2] in ("ال", "لل", "بال") or form[:1] in ("ب", "ل", "و", "ف"):
            return False
        return form not in words("no_names") and not any(
            rest in self._lex.nouns or rest in self._lex.things for _, rest in readings(form)
        )

    def _end(self, i: int, end: int) -> int:
        """Give the last token of the name that starts at token ``i``."""
        last = i
        for j in range(i + 1, min(end, i + _LONGEST)):
            token = self._tokens[j]
            form = token.form
            if token.kind is not Kind.WORD or form in words("no_names") or form in self._lex.verbs:
                break
            if form in words("titles") or form == "و":
                break
            if self._tokens[j - 1].form in ("ابو", "عبد", "ال", "بن", "ام"):
                last = j
                continue
            if form[:1] == "و" and not self.given(form) and len(form) > 3:
                break
            if form[:1] in ("ب", "ل") and len(form) > 4 and form[1:3] == "ال":
                break
            if form[:1] == "ب" and len(form) > 3 and j > i + 1 and not self.given(form):
                break
            if any(rest in self._lex.things for rest in (form,)) or form in words("gap"):
                break
            known = self._lex.nouns.get(form)
            if known is not None and not self.given(form):
                break
            last = j
        return last
