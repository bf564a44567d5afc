"""Who may do what at the desk: four roles, each of which may do all that the one before it may, and more."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk, from least to most."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"

    def reaches(self, least: Role) -> bool:
        """Tell whether this role is ``least`` or above it."""
        order = list(Role)
        return order.index(self) >= order.index(least)


class May(StrEnum):
    """One thing that somebody may do or not, whatever the page it is done on."""

    LOOK = "look"
    """Look and search, under the redaction profile of the role."""
    SEE_UNMASKED = "see_unmasked"
    """See names that a redaction profile would mask."""
    DECIDE = "decide"
    """Decide on what was read, note, and undo one's own decisions."""
    SEE_RESTRICTED = "see_restricted"
    """See reports that are restricted."""
    UNDO_ANY = "undo_any"
    """Undo anybody's decisions."""
    JOIN = "join"
    """Merge and split incidents."""
    ADD = "add"
    """Add reports, and have all brought up to date."""
    RESTRICT = "restrict"
    """Restrict a report, and release it."""
    EXPORT = "export"
    """Take exports and dossiers out of the house."""
    SEE_RELEASES = "see_releases"
    """See who took what out of the house."""
    ACCOUNTS = "accounts"
    """Make, change and remove accounts."""


LEAST: Mapping[May, Role] = {
    May.LOOK: Role.VIEWER,
    May.SEE_UNMASKED: Role.REVIEWER,
    May.DECIDE: Role.REVIEWER,
    May.SEE_RESTRICTED: Role.EDITOR,
    May.UNDO_ANY: Role.EDITOR,
    May.JOIN: Role.EDITOR,
    May.ADD: Role.EDITOR,
    May.RESTRICT: Role.EDITOR,
    May.EXPORT: Role.EDITOR,
    May.SEE_RELEASES: Role.EDITOR,
    May.ACCOUNTS: Role.ADMIN,
}
"""The least role that may do each thing. Everything that asks whether somebody may, asks here."""


def may(role: Role | None, what: May) -> bool:
    """Tell whether a role may do something; nobody without a role may do anything."""
    return role is not None and role.reaches(LEAST[what])
