"""The guided tour: a panel over the desk's own pages, step by step, without a script."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.reviewing.roles import May
from onrecord.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour."""

    name: str
    """In the catalogue of words."""
    path: str
    """The page that it stands on; ``{first}`` is the incident that the queue puts first."""
    anchor: str
    """What of the page it is about."""
    needs: May = May.LOOK
    """Whoever may not do this is not shown it."""


STEPS: tuple[Step, ...] = (
    Step("queue", "/", "queue-title"),
    Step("figures", "/incidents/{first}", "part-figures"),
    Step("words", "/incidents/{first}", "pane"),
    Step("parties", "/incidents/{first}", "part-parties"),
    Step("decide", "/incidents/{first}", "v-killed", May.DECIDE),
    Step("leave", "/exports", "main", May.EXPORT),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in the tour."""

    number: int
    """From 1."""
    of: int
    name: str
    before: str | None
    """Address of the step before; None at the first."""
    after: str | None
    end: str
    """The same page without the tour."""


def steps_for(visitor: Visitor) -> tuple[Step, ...]:
    """Give the steps that somebody may take, in order."""
    return tuple(one for one in STEPS if visitor.may(one.needs))


def standing(request: Request, visitor: Visitor | None) -> Standing | None:
    """Tell which step of the tour a page was asked for with (``?tour=2``); None where with none."""
    asked = request.query_params.get("tour", "")
    if visitor is None or not (asked.isascii() and asked.isdigit() and len(asked) < 3):
        return None
    steps, number = steps_for(visitor), int(asked)
    if not 1 <= number <= len(steps):
        return None
    return Standing(
        number,
        len(steps),
        steps[number - 1].name,
        f"/tour/{number - 1}" if number > 1 else None,
        f"/tour/{number + 1}" if number < len(steps) else None,
        request.url.path,
    )
