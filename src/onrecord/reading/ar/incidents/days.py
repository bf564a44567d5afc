"""Days: sentences that tell of an attack of an earlier day than the one a report is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.model import DatePrecision, IncidentDate
from onrecord.reading.ar.attacks import SINCE
from onrecord.reading.ar.incidents.sentences import Sentences


def earlier_days(dates: Sequence[IncidentDate], main: IncidentDate | None, sentences: Sentences) -> frozenset[int]:
    """Give the numbers of sentences after the main date's all of whose days lie before the main one.

    "وبالأمس أصيب 4 أشخاص في قصف ...", under an attack of today. Who died of wounds of that day is the main attack's
    where the sentence of the main date says so, never here. None where the main date is no day.
    """
    if main is None or main.precision is not DatePrecision.DAY:
        return frozenset()
    lead = sentences.number(main.at)
    last: dict[int, date] = {}
    for one in dates:
        number = sentences.number(one.at)
        if number > lead and not _since(one, sentences):
            last[number] = max(last.get(number, one.end), one.end)
    return frozenset(number for number, day in last.items() if day < main.start)


def _since(one: IncidentDate, sentences: Sentences) -> bool:
    first = sentences.text.token_at(one.at.start)
    return any(sentences.text.tokens[at].form in SINCE for at in range(max(0, first - 3), first + 1))
