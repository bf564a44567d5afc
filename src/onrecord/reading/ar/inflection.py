"""Forms of a verb or noun as they are written, so that lexicons hold one line a word."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.ar.folding import fold

_OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "نا")
_PAST = ("", "ت", "ا", "تا", "و", "وا", "ن", "نا")
_PRESENT_HEADS = ("ي", "ت", "ن")
_PRESENT_TAILS = ("", "ون", "وا", "ان", "ا", "ن")
_OWNERS = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك")


def verb_forms(past: str, present: str) -> Iterator[str]:
    """Give the folded forms of a verb by its past and present stems (``"قصف", "قصف"``), each once or more.

    Persons, numbers and genders of past, present and future ("سيقصف"), with and without an object ("قصفها").
    """
    past, present = fold(past), fold(present)
    for tail in _PAST:
        for owned in _OBJECTS:
            if tail == "وا" and owned:
                continue
            yield past + tail + owned
    for lead in ("", "س"):
        for head in _PRESENT_HEADS:
            for tail in _PRESENT_TAILS:
                for owned in _OBJECTS if tail in ("", "ون") else ("",):
                    yield lead + head + present + tail + owned


def noun_forms(noun: str) -> Iterator[str]:
    """Give the folded forms of a noun: itself, as an object, its dual, and with owners.

    >>> list(noun_forms("منزل"))[:4]
    ['منزل', 'منزلا', 'منزلان', 'منزلين']
    """
    noun = fold(noun)
    yield noun
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    if not noun.endswith(("ه", "ا")):
        yield noun + "ا"
    yield stem + "ان"
    yield stem + "ين"
    for owner in _OWNERS:
        yield stem + owner
