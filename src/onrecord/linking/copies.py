"""Which reports go back to one original, and why.

Two reports are held to be of one origin when

- their texts are equal, or the shorter is contained in the longer: outlets abridge, add headlines and merge stories,
  so resemblance as a whole says little, while word sequences of the shorter found in the longer say much (Broder 1997
  calls the measure containment);
- one takes over a long run of words from the other outside quotation marks;
- they come from one publisher: its second report corroborates nothing;
- both credit one agency, or one credits the agency that published the other, and their first figures agree;
- one has all that it says of the attack from the other's publisher.

Reports of one attack share its names, figures and often a statement word for word; that alone makes no copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.linking.credits import credited
from onrecord.linking.folding import fold
from onrecord.model import Act, CountStatus, Measure, Origin, Reading, Scope

ALONE = "no other report is a copy of it"
_SAME_TEXT = "the same text"

_RUN = 4
"""Words of a sequence that is looked for in the other report."""
_CONTAINED = 0.35
"""Share of the shorter report's sequences that the longer one has. Swept 0.25 to 0.55 by ``bench/copies.py`` on the
train half."""
_CONTAINED_SHORT = 0.6
_SHORT = 14
"""Words. A post of one sentence shares its formula ("a raid on the outskirts of ...") with others of its attack."""
_TAKEN_OVER = 16
"""Words in a row, outside quotation marks, that nobody writes twice."""
_BRIDGED = 0.1
"""Two reports that share less, and each share much with a third, are two stories that the third has merged."""

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”«»„‟][^\"“”«»„‟\n]{20,}[\"“”«»„‟]")
_TELLING = (Act.REPORT, Act.CONFIRM, Act.ACCUSE, Act.ESTIMATE, Act.ANNOUNCE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A report as it is compared."""

    reading: Reading
    words: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    own: tuple[str, ...]
    """Its words outside quotation marks."""
    publisher: str
    agencies: frozenset[str]
    figures: tuple[tuple[str, int | None, int | None], ...]
    only_from: str | None
    """The one speaker of all that it tells of the attack."""

    @classmethod
    def of(cls, reading: Reading) -> _Text:
        report = reading.report
        words = tuple(_WORD.findall(fold(report.text)))
        unquoted = tuple(_WORD.findall(fold(_QUOTED.sub(" \x00 ", report.text))))
        # What somebody said is the same in every honest report of it; a text that is all quotation is compared whole.
        own = unquoted if len(unquoted) >= _SHORT else words
        return cls(
            reading,
            words,
            frozenset(own[at : at + _RUN] for at in range(len(own) - _RUN + 1)),
            own,
            fold(report.publisher or "").strip("@ "),
            credited(report.text),
            _figures(reading),
            _only_speaker(reading),
        )


@dataclass(frozen=True, slots=True)
class _Copied:
    """Two reports of one origin."""

    strength: float
    one: int
    other: int
    why: str


def find_origins(readings: Sequence[Reading]) -> tuple[Origin, ...]:
    """Group the reports of one incident by the original that they go back to.

    Takes readings in any order, each report once. Leaves each report in exactly one origin, origins in order of their
    first report's id, with the reasons that hold them together.
    """
    if len(readings) == 1:
        return (Origin((readings[0].report.id,), ALONE),)
    texts = [_Text.of(one) for one in sorted(readings, key=lambda one: (one.report.id, one.report.text_sha256))]
    found = [pair for pair in _pairs(texts) if pair]
    group = list(range(len(texts)))
    reasons: dict[int, list[str]] = {}
    for pair in sorted(found, key=lambda one: (-one.strength, one.one, one.other)):
        one, other = group[pair.one], group[pair.other]
        if one == other or _bridges(pair, group, texts):
            continue
        keep, drop = min(one, other), max(one, other)
        group = [keep if number == drop else number for number in group]
        reasons[keep] = [*reasons.pop(keep, []), *reasons.pop(drop, []), pair.why]
    return tuple(
        Origin(
            tuple(dict.fromkeys(texts[row].reading.report.id for row in range(len(texts)) if group[row] == number)),
            "; ".join(dict.fromkeys(reasons.get(number, [ALONE]))),
        )
        for number in sorted(set(group))
    )


def containment(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> float:
    """Give the share of the smaller set that stands in the larger one."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _pairs(texts: Sequence[_Text]) -> Iterable[_Copied | None]:
    for one, first in enumerate(texts):
        for other in range(one + 1, len(texts)):
            yield _copied(one, other, first, texts[other])


def _copied(one: int, other: int, first: _Text, second: _Text) -> _Copied | None:
    """Say why two reports go back to one original, or give None."""
    if first.words == second.words:
        return _Copied(3.0, one, other, _SAME_TEXT)
    share = containment(first.runs, second.runs)
    short = min(len(first.words), len(second.words)) < _SHORT
    if share >= (_CONTAINED_SHORT if short else _CONTAINED):
        return _Copied(1 + share, one, other, f"{share:.0%} of the shorter text stands in the longer")
    if share and _may_take_over(first, second) and (run := _longest_run(first.own, second.own)) >= _TAKEN_OVER:
        return _Copied(1 + share, one, other, f"{run} words in a row are the same")
    if first.publisher and first.publisher == second.publisher:
        return _Copied(0.5, one, other, f"both by {first.reading.report.publisher}")
    return _credit(one, other, first, second) or _retold(one, other, first, second)


def _credit(one: int, other: int, first: _Text, second: _Text) -> _Copied | None:
    """Two reports with one agency behind them and one set of first figures; in two languages, too."""
    shared = first.agencies & second.agencies
    shared |= {agency for agency in first.agencies if agency == second.publisher}
    shared |= {agency for agency in second.agencies if agency == first.publisher}
    if not shared or not first.figures or first.figures != second.figures:
        return None
    return _Copied(0.4, one, other, f"both carry {min(shared)}, with the same figures")


def _retold(one: int, other: int, first: _Text, second: _Text) -> _Copied | None:
    """A report whose every statement on the attack is another's publisher's."""
    for teller, told in ((first, second), (second, first)):
        if teller.only_from and told.publisher and fold(teller.only_from) == told.publisher:
            return _Copied(0.3, one, other, f"all that one tells is told by {told.reading.report.publisher}")
    return None


def _may_take_over(one: _Text, other: _Text) -> bool:
    """Tell whether enough sequences in a row stand in the other for a long run: far faster than to look for it."""
    if len(one.own) > len(other.own):
        one, other = other, one
    in_a_row = 0
    for at in range(len(one.own) - _RUN + 1):
        in_a_row = in_a_row + 1 if one.own[at : at + _RUN] in other.runs else 0
        if in_a_row > _TAKEN_OVER - _RUN:
            return True
    return False


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words of the longest sequence that both have."""
    if len(one) > len(other):
        one, other = other, one
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _bridges(pair: _Copied, group: Sequence[int], texts: Sequence[_Text]) -> bool:
    """Tell whether a pair would tie two stories together only through a report that merges them."""
    if pair.strength <= 1:
        return False
    left = [row for row, number in enumerate(group) if number == group[pair.one] and row != pair.one]
    right = [row for row, number in enumerate(group) if number == group[pair.other] and row != pair.other]
    beside = [*((row, pair.other) for row in left), *((row, pair.one) for row in right)]
    return bool(beside) and all(containment(texts[a].runs, texts[b].runs) < _BRIDGED for a, b in beside)


def _figures(reading: Reading) -> tuple[tuple[str, int | None, int | None], ...]:
    """Give the first figure of killed and of injured."""
    found: dict[Measure, tuple[str, int | None, int | None]] = {}
    for one in reading.counts:
        if one.scope is Scope.INCIDENT and one.status is CountStatus.STATED and one.part_of is None:
            found.setdefault(one.measure, (one.measure.value, one.low, one.high))
    return tuple(found[measure] for measure in (Measure.KILLED, Measure.INJURED) if measure in found)


def _only_speaker(reading: Reading) -> str | None:
    """Name the one speaker behind all that a report tells of the attack."""
    names = Counter(one.speaker.name if one.speaker else "" for one in reading.claims if one.act in _TELLING)
    return next(iter(names)) if len(names) == 1 and "" not in names else None
