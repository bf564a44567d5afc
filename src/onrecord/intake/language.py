"""The language of a report: what the run says, else what the page or record declares, else what the text shows."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CANDIDATES = (
    *("ar", "am", "bn", "da", "de", "el", "en", "es", "fa", "fi", "fr", "ha", "he", "hi", "hr", "hu", "hy", "id"),
    *("it", "ja", "ka", "ko", "ku", "ms", "my", "nl", "no", "pl", "ps", "pt", "ro", "ru", "so", "sq", "sr", "sv"),
    *("sw", "ta", "tr", "uk", "ur", "zh"),
)
"""Languages that a text is told apart into. The identifier knows 137; Latin, pidgins and dialects among them take short
texts away: of 252 stretches of 5 words from PolNeAR dev, 12 are lost to English with all, and 1 with these."""
_SAMPLE = 20_000
"""Code points looked at; more changes nothing."""
_ENOUGH_LETTERS = 60
_SURE = 0.5
"""Probability from which the identifier is believed alone. Below, a Latin text needs English words to be English."""
_CERTAIN = 0.9
"""Probability, of a text of some length, that overrules a declared language."""
_PLAIN_ENGLISH = 0.18
"""Share of English function words from which no identifier is asked. The median of English posts (Airwars dev) is 0.26;
no text there that is coded as another language reaches 0.01."""
_PART = 0.2
"""Share of letters from which a second script is worth a note."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("Latin", re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")),
    ("Arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("Cyrillic", re.compile("[\u0400-\u052f]")),
    ("Hebrew", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("Greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("Indic", re.compile("[\u0900-\u0dff]")),
    ("East Asian", re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")),
    ("other", re.compile("[\u0530-\u058f\u0e00-\u10ff\u1200-\u139f\u1780-\u17ff]")),
)
_SCRIPT_OF = {
    **dict.fromkeys(("ar", "fa", "ps", "ur", "ckb", "sd", "ug"), "Arabic"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "Cyrillic"),
    **dict.fromkeys(("he", "yi"), "Hebrew"),
    **dict.fromkeys(
        ("en", "fr", "de", "es", "it", "pt", "nl", "tr", "pl", "sv", "da", "no", "fi", "id", "so", "sw"), "Latin"
    ),
}


class Detected(NamedTuple):
    """What the text shows: a language or None, and whether that can overrule a declaration."""

    language: str | None
    certain: bool
    script: str | None


def is_tag(tag: str) -> bool:
    """Tell whether a tag has the form of BCP 47 with a language of two or three letters."""
    return bool(_TAG.fullmatch(tag))


class LanguageFinder:
    """Finds the language of reports; loads the identifier when the first text needs it."""

    def __init__(self) -> None:
        lexicon = tomllib.loads((files("onrecord.intake") / "lexicon" / "english.toml").read_text("utf-8"))
        self._function = frozenset(lexicon["function"])
        self._english = self._function | frozenset(lexicon["report"])

    def find(self, text: str, *, declared: str | None, given: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Give the language of a text as a BCP 47 tag, None where nothing tells, and notes in sentences.

        ``given`` holds whatever the text shows. ``declared`` holds unless the text plainly shows another language,
        since templates of pages often declare one that the text is not in.
        """
        notes: list[str] = []
        if given:
            detected = Detected(None, certain=False, script=_main_script(text))
            script = _SCRIPT_OF.get(_primary(given))
            if script and detected.script and detected.script != script:
                notes.append(f"The language is given as {given}, but most letters are of the {detected.script} script.")
            return given, tuple(notes)
        if second := _second_script(text):
            notes.append(f"Part of the text is in the {second} script; the report is read in its main language alone.")
        if declared and not is_tag(declared):
            notes.append(
                f"The language is declared as {declared[:40]!r}, which is no BCP 47 tag; it was detected instead."
            )
            declared = None
        detected = self.detect(text)
        if declared:
            if not _contradicts(_primary(declared), detected):
                return declared, tuple(notes)
            notes.append(
                f"The language is declared as {declared}, but the text shows {detected.language or detected.script}."
            )
        return detected.language, tuple(notes)

    def detect(self, text: str) -> Detected:
        """Tell the language of a text."""
        sample = text[:_SAMPLE]
        script = _main_script(sample)
        if script is None:
            return Detected(None, certain=False, script=None)
        words = [word.lower() for word in _WORD.findall(sample)]
        if script == "Latin":
            known = sum(word in self._function for word in words)
            if len(words) >= 12 and known >= _PLAIN_ENGLISH * len(words):
                return Detected("en", certain=True, script=script)
        language, probability = _identifier().classify(sample.lower())
        enough = sum(map(len, words)) >= _ENOUGH_LETTERS
        if script != "Latin" or language == "en" or probability >= _SURE:
            fits = _SCRIPT_OF.get(language, script) == script
            return Detected(
                language if fits else None, certain=enough and fits and probability >= _CERTAIN, script=script
            )
        english = sum(word in self._english for word in words)
        return Detected("en" if english else None, certain=False, script=script)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the identifier, once a process: it takes a second, never changes, and most texts do without it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loaded when a text needs it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _contradicts(declared: str, detected: Detected) -> bool:
    """Tell whether a text cannot be in the declared language: another script, or plainly English or plainly not."""
    script = _SCRIPT_OF.get(declared)
    if script and detected.script and script != detected.script:
        return True
    return detected.certain and declared != detected.language and "en" in {declared, detected.language}


def _letters(text: str) -> Counter[str]:
    return Counter({name: len(pattern.findall(text)) for name, pattern in _SCRIPTS})


def _main_script(text: str) -> str | None:
    """Name the script of most letters; None where there are none."""
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else None
    (script, number), *_ = _letters(text[:_SAMPLE]).most_common(1)
    return script if number else None


def _second_script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = _letters(text[:_SAMPLE])
    (_, _), (script, number), *_ = letters.most_common(2)
    return script if number >= _PART * letters.total() else None
