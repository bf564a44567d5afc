"""What a verification finds, and what it cannot prove."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Damage(StrEnum):
    """What happened to a part of an archive."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    REORDERED = "reordered"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    """An entry, or the chain from it on, is whole in itself and not what was there before."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of an archive that is not as it was acknowledged."""

    damage: Damage
    part: str
    """``file``, ``entry``, ``head``, ``database``, ``key``, or the name of a table."""
    name: str
    """Which one: a hash, a number, a key."""
    why: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.damage.value}: {self.part} {self.name}: {self.why}"


@dataclass(slots=True)
class Verification:
    """All that a verification saw."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What could not be proven, and why; and what is no damage but worth knowing."""
    deletions: list[str] = field(default_factory=list)
    """What was deleted by order, and what was ordered and is not carried out yet: no damage, a line each."""
    entries: int = 0
    rows: int = 0
    files: int = 0
    bytes: int = 0
    head: str | None = None
    """Hash of the last entry."""

    @property
    def sound(self) -> bool:
        """Whether all is as it was acknowledged, as far as can be proven."""
        return not self.findings

    def found(self, damage: Damage, part: str, name: object, why: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(damage, part, str(name), why))

    def take(self, other: Verification) -> None:
        """Add what was seen in another part of the same archive."""
        for name in ("findings", "notes", "deletions", "entries", "rows", "files", "bytes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
