"""What the search for actors leaves before services without a state are given to one."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.actors.data import Actor, Form, Role, State


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: tokens, both included."""

    first: int
    last: int
    prefix: str
    """Clitics before the first word, as folded."""
    form: Form
    actor: Actor | None = None
    state: State | None = None
    role: Role | None = None
    fallback: State | None = None
    occupation: bool = False
    """The words call the state an occupier."""
    head: int | None = None
    """The token of the service that is somebody's ("طائرات" of "طائرات حربية روسية")."""
