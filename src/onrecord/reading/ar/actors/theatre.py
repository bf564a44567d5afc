"""The country a report plays in, and whose "the army" and "the occupation" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.model import SpeakerKind
from onrecord.reading.actors.data import Form, State
from onrecord.reading.ar.actors.data import ArabicActors
from onrecord.reading.ar.actors.found import Found
from onrecord.reading.ar.text import ArabicText, fold

_PLACED = 3
"""Weight of a name that stands where things happen, against 1 for any other."""
_IN = frozenset(
    fold(one)
    for one in (
        "في",
        "شمال",
        "شمالي",
        "جنوب",
        "جنوبي",
        "شرق",
        "شرقي",
        "غرب",
        "غربي",
        "ريف",
        "داخل",
        "وسط",
        "عموم",
        "أنحاء",
    )
)
_OCCUPIED = frozenset({"PSE", "ISR", "LBN"})
"""Countries in whose reports "the occupation" without a name is Israel's, as it is where no country is named."""


def theatre(text: ArabicText, found: Sequence[Found], data: ArabicActors) -> tuple[State | None, int]:
    """Tell the country a report plays in and how much speaks for it; (None, 0) where none is named.

    A state in a place's stead and a region or town weigh 3, any other mention of a state or of a group of its own 1;
    armed forces abroad nothing. The first named wins a draw.
    """
    weight: Counter[str] = Counter()
    for one in found:
        if one.state is None:
            land = (one.actor.code or "")[:3] if one.actor is not None else ""
            armed = one.actor is not None and one.actor.kind is SpeakerKind.ARMED_GROUP
            if armed and land in data.states:
                weight[land] += 1
            continue
        abroad = one.form is Form.SEAT or (one.role is not None and one.role.code == "MIL")
        before = text.tokens[one.first - 1].form if one.first else ""
        placed = one.form is Form.NAME and (before in _IN or "ب" in one.prefix)
        if placed or not abroad:
            weight[one.state.code] += _PLACED if placed else 1
    for hit in text.phrases(data.regions):
        weight[hit.entry] += _PLACED
    if not weight:
        return None, 0
    order = list(weight)
    code = max(weight, key=lambda one: (weight[one], -order.index(one)))
    return data.states[code], weight[code]


def owner(one: Found, home: State | None, weight: int, named: frozenset[str]) -> State | None:
    """Tell whose a service without a state is: that of the country at hand, else the one the words are known for.

    ``named``: codes of the states that the report names; where it plays in another country and does not name the one
    the words are known for, they are that country's.
    """
    if one.fallback is None:
        return home
    if home is None or home == one.fallback or one.fallback.code in named or weight < _PLACED:
        return one.fallback
    return home


def occupier(at: int, occupiers: Sequence[tuple[int, State]], home: State | None, israel: State) -> State | None:
    """Tell whose "the occupation" at a token is: the last one named before, else the first after.

    Where the report names none it is Israel's, unless the report plays in a country that others occupy.
    """
    before = [state for where, state in occupiers if where < at]
    if before:
        return before[-1]
    if occupiers:
        return occupiers[0][1]
    return israel if home is None or home.code in _OCCUPIED else None
