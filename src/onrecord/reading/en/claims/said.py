"""What one attribution is and what it means: who speaks, what is said, the act and the parties it touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.model import Act, ClaimParty, Role
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.idioms import Met
from onrecord.reading.en.claims.sides import Standing, same_party


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as the later stages look at it."""

    speaker: Actor | None
    head: Token | None
    """The token of the cue that carries its sense."""
    sense: Sense | None
    """None: a comment, whatever is said."""
    met: Met | None
    content: list[Token]
    """All of it."""
    own: list[Token]
    """What the speaker says, without what others are quoted as saying within it."""
    echo: bool = False
    """It only repeats what another claim denies or doubts ("the claim that ...")."""
    who: tuple[Token, ...] = ()
    """The speaker's words."""
    nobody: bool = False
    """"Nobody has claimed responsibility"."""
    standing: Standing = field(default_factory=Standing)
    """Who stands accused in the report."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An act and the parties it touches."""

    act: Act
    accused: list[Actor] = field(default_factory=list)
    cleared: list[Actor] = field(default_factory=list)
    target: list[Actor] = field(default_factory=list)

    @property
    def parties(self) -> tuple[ClaimParty, ...]:
        """The parties as the claim lists them, each once in a role."""
        out: list[ClaimParty] = []
        for role, actors in ((Role.ACCUSED, self.accused), (Role.CLEARED, self.cleared), (Role.TARGET, self.target)):
            seen: list[Actor] = []
            for actor in actors:
                if any(same_party(actor, other) for other in seen):
                    continue
                seen.append(actor)
                out.append(ClaimParty(actor.name, actor.code, role))
        return tuple(out)
