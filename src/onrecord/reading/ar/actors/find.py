"""A text -> the actors it mentions: names, states with their services, services of the country at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import SpeakerKind
from onrecord.reading.actors.data import Actor, Form, Role, State
from onrecord.reading.ar.actors.data import OCCUPIER, ArabicActors, Wording, load
from onrecord.reading.ar.actors.found import Found
from onrecord.reading.ar.actors.theatre import occupier, owner, theatre
from onrecord.reading.ar.text import ArabicText, Hit, Kind, fold

_REACH = 6
"""Words that may stand between a service and its state; longer runs were never its own on the train half."""
_BELONGS = tuple(fold(one) for one in ("تابع", "التابع", "يتبع", "تتبع", "لل"))
_OCCUPIES = frozenset(fold(one) for one in ("احتلال", "الاحتلال", "محتل", "المحتل", "المحتلة"))
_SERVING = frozenset(
    fold(one) for one in ("الموالية", "المدعومة", "المرتبطة", "التابعة", "الحليفة", "المساندة", "المتحالفة")
)
_THEM = frozenset(fold(one) for one in ("لها", "له", "لهم", "منها", "منه", "بها", "به", "معها", "معه"))
_ARMED = frozenset({SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_SOFT = frozenset("-–—‑\"'“”‘’«»„")


@dataclass(frozen=True, slots=True)
class ArabicMention:
    """Words that name an actor: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    prefix: str
    """Clitics before the first word, as folded ("و", "ل")."""
    actor: Actor
    form: Form
    head: int | None = None
    """The token of the service that is the actor's; None where the actor is named outright."""


def find_actors(text: ArabicText) -> list[ArabicMention]:
    """Find all mentions of known actors, in order of the text, none inside another.

    States by name, adjective, people and seat; services of states ("الجيش التركي", "وزارة الدفاع الروسية", "طائرات
    تابعة للتحالف"); services without a state as those of the country that the report plays in, left out where it is not
    known; armed groups, coalitions, organisations.
    """
    data = load()
    day = text.report.published_day
    found = _Search(text, data, day.year if day else None).all()
    home, weight = theatre(text, found, data)
    named = frozenset(one.state.code for one in found if one.state is not None)
    occupiers = [(one.first, one.state) for one in found if one.occupation and one.state is not None]
    out: list[ArabicMention] = []
    for one in found:
        actor = one.actor
        if actor is None and one.role is not None:
            role, whose = one.role, owner(one, home, weight, named)
            if role.code == OCCUPIER:
                role = replace(role, code="MIL")
                whose = occupier(one.first, occupiers, home, data.states["ISR"])
            actor = role.of(whose) if whose is not None else None
        if actor is not None:
            out.append(ArabicMention(one.first, one.last, one.prefix, actor, one.form, one.head))
    return out


class _Search:
    """One text on its way to mentions."""

    def __init__(self, text: ArabicText, data: ArabicActors, year: int | None) -> None:
        self._text, self._data, self._year = text, data, year
        hits = text.phrases(data.phrases)
        self._at: dict[int, Hit[tuple[Wording, ...]]] = {hit.first: hit for hit in hits}
        self._hits = hits

    def all(self) -> list[Found]:
        out: list[Found] = []
        beyond = -1
        for hit in self._hits:
            if hit.first <= beyond:
                continue
            one = self._composed(hit) or self._plain(hit)
            if one is not None:
                out.append(one)
                beyond = one.last
        return out

    def _next(self, token: int) -> int | None:
        """Give the next word in the line, quotation marks and hyphens left out."""
        at = token + 1
        while at < len(self._text.tokens) and self._text.tokens[at].form in _SOFT:
            at += 1
        if at < len(self._text.tokens) and self._text.tokens[at].kind is Kind.WORD:
            return at
        return None

    def _serves(self, wording: Wording) -> bool:
        return wording.years is None or self._year is None or wording.years[0] <= self._year <= wording.years[1]

    def _whole(self, wordings: Sequence[Wording]) -> Wording | None:
        return next((one for one in wordings if not one.needs and self._serves(one)), None)

    def _plain(self, hit: Hit[tuple[Wording, ...]]) -> Found | None:
        one = self._whole(hit.entry)
        if one is None:
            return None
        if one.form is Form.LEADER and one.actor is not None and hit.first == hit.last and not self._is_definite(hit):
            return None
        if self._is_proxy(hit, one):
            return None
        whose = one.state
        last = hit.last
        if one.role is not None:
            # "قوات النظام السوري": an adjective after it settles whose it is.
            after = self._state_after(hit.last)
            if after is not None:
                whose, last = after
                role = replace(one.role, code="MIL") if one.role.code == OCCUPIER else one.role
                occupies = one.role.code == OCCUPIER
                actor = role.of(whose)
                return Found(hit.first, last, hit.prefix, one.form, actor, whose, role, None, occupies, hit.first)
        head = hit.first if one.role is not None else None
        form = _form(one, hit)
        return Found(hit.first, last, hit.prefix, form, one.actor, whose, one.role, one.fallback, head=head)

    def _is_proxy(self, hit: Hit[tuple[Wording, ...]], one: Wording) -> bool:
        """Tell whether factions are named after those they serve alone: "القوات التركية والفصائل الموالية لها"."""
        if one.role is None or one.role.code != "REB":
            return False
        at = self._next(hit.last)
        after = self._next(at) if at is not None and self._text.tokens[at].form in _SERVING else None
        if after is None:
            return False
        owner = self._at.get(after)
        return self._text.tokens[after].form in _THEM or (owner is not None and owner.prefix.startswith("ل"))

    def _is_definite(self, hit: Hit[tuple[Wording, ...]]) -> bool:
        return self._text.tokens[hit.first].form.removeprefix(hit.prefix).startswith("ال") or "ال" in hit.prefix

    def _state_after(self, token: int) -> tuple[State, int] | None:
        at = self._next(token)
        hit = self._at.get(at) if at is not None else None
        if hit is None or hit.prefix not in ("", "ال"):
            return None
        one = self._whole(hit.entry)
        if one is None or one.state is None or _form(one, hit) not in (Form.ADJECTIVE, Form.LEADER):
            return None
        return one.state, hit.last

    def _composed(self, hit: Hit[tuple[Wording, ...]]) -> Found | None:
        """Read a service with the state, leader or group that it is of."""
        head = next((one for one in hit.entry if one.needs), None)
        if head is None or head.role is None:
            return None
        last = hit.last
        occupies = self._text.tokens[hit.last].form.removeprefix(hit.prefix) in _OCCUPIES
        for _ in range(_REACH):
            at = self._next(last)
            if at is None:
                return None
            form = self._text.tokens[at].form
            target = self._at.get(at)
            if target is not None and self._joins(target, last):
                whole = self._whole(target.entry)
                if whole is not None:
                    return self._joined(hit, head.role, target, whole, occupies=occupies)
                if any(one.needs for one in target.entry):
                    occupies = occupies or form in _OCCUPIES
                    last = target.last
                    continue
            if form not in self._data.between and form.removeprefix("ال") not in self._data.between:
                return None
            occupies = occupies or form in _OCCUPIES
            last = at
        return None

    def _joins(self, target: Hit[tuple[Wording, ...]], before: int) -> bool:
        if target.prefix in ("", "ال"):
            return True
        return target.prefix.startswith("ل") and self._text.tokens[before].form.startswith(_BELONGS)

    def _joined(
        self,
        hit: Hit[tuple[Wording, ...]],
        head: Role,
        target: Hit[tuple[Wording, ...]],
        whole: Wording,
        *,
        occupies: bool,
    ) -> Found | None:
        state, last = whole.state, target.last
        if whole.role is not None:
            occupies = occupies or whole.role.code == OCCUPIER
            after = self._state_after(target.last)
            if after is not None:
                state, last = after
        if state is not None:
            return Found(hit.first, last, hit.prefix, Form.ROLE, head.of(state), state, head, None, occupies, hit.first)
        if whole.actor is not None:
            if head.code == "MIL" and whole.actor.kind not in _ARMED:
                return None
            return Found(hit.first, last, hit.prefix, Form.ROLE, whole.actor, head=hit.first)
        service = whole.role if head.code != "MIL" or (whole.role and whole.role.code == OCCUPIER) else head
        return Found(hit.first, last, hit.prefix, Form.ROLE, role=service, fallback=whole.fallback, head=hit.first)


def _form(one: Wording, hit: Hit[tuple[Wording, ...]]) -> Form:
    """Read "السورية" as the adjective that "سورية" is not."""
    return Form.ADJECTIVE if one.form is Form.NAME and one.state is not None and hit.prefix.endswith("ال") else one.form
