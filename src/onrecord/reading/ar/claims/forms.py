"""Arabic verbs -> the folded forms in which reports write them."""

from __future__ import annotations

from onrecord.reading.ar.text import fold


def verb_forms(past: str, present: str) -> tuple[str, ...]:
    """Give the third persons of a verb, and "we": past and present, all genders and numbers, folded.

    ``past``: the masculine singular ("نفى"). ``present``: the same without its prefix ("نفي" of "ينفي"). Vowels are not
    written, so the passive has the same forms.

    >>> "نفت" in verb_forms("نفى", "نفي") and "يقولون" in verb_forms("قال", "قول")
    True
    """
    stem, now = fold(past), fold(present)
    weak, weak_now = stem[-1:] in ("ي", "ا"), now[-1:] in ("ي", "ا", "و")
    root, root_now = stem[:-1] if weak else stem, now[:-1] if weak_now else now
    forms = [stem, root + "ت", root + "وا", stem + "ا", root + "تا", stem + "ن", stem + "نا"]
    forms += [p + now for p in "يتن"]
    forms += [p + root_now + end for p in "يت" for end in ("ون", "وا", "ان")]
    return tuple(dict.fromkeys(forms))


def participle_forms(masculine: str) -> tuple[str, ...]:
    """Give the forms of a participle that goes with another verb ("مشيرا", "مؤكدة"), folded.

    >>> "مشيرين" in participle_forms("مشير")
    True
    """
    stem = fold(masculine)
    return tuple(stem + end for end in ("ا", "ه", "ين", "تين"))
