"""The pages that the desk's head leads to."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reviewing.roles import May
from onrecord.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: its address, the key of its words, and what one must be allowed to do to be shown it."""

    path: str
    key: str
    may: May


_ENTRIES = (
    Entry("/", "nav.queue", May.LOOK),
    Entry("/search", "nav.search", May.LOOK),
    Entry("/overview", "nav.overview", May.LOOK),
    Entry("/decisions", "nav.decisions", May.LOOK),
    Entry("/add", "nav.add", May.ADD),
    Entry("/exports", "nav.exports", May.SEE_RELEASES),
)


def entries(visitor: Visitor | None) -> tuple[Entry, ...]:
    """Give the links that a visitor is shown; none to somebody who is not logged in."""
    if visitor is None:
        return ()
    return tuple(one for one in _ENTRIES if visitor.may(one.may))
