"""What stage 1 leaves: speaker, cue and content as words of the report, whoever found them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Words


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that say who says what. What it means is worked out later."""

    speaker: Words | None
    """None: nobody in particular."""
    cue: Words | None
    content: Words
    score: float | None = None
    """A model's, 0 to 1; None where a rule found it."""
    framed: bool = False
    """Found by a frame of the whole clause, such as the tagger knows none of."""

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: order of the text."""
        first = self.cue or self.content
        return first.start, self.content.start, self.content.end
