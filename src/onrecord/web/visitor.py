"""Whoever a request comes from."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from onrecord.reviewing.roles import May, Role, may


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, in which role, and the token that their forms carry."""

    name: str
    """Name of the account; empty where nobody is logged in."""
    role: Role | None
    """None where nobody is logged in."""
    csrf: str
    local: bool = False
    """Whether this is the one local user of a desk that nobody logs in to."""

    @property
    def known(self) -> bool:
        """Whether somebody is logged in, or needs not be."""
        return self.role is not None

    def may(self, what: May | str) -> bool:
        """Tell whether they may do something, as ``reviewing/roles.py`` says."""
        return may(self.role, May(what))


def csrf_of(token: str) -> str:
    """Derive the token of forms from the token of a session: whoever cannot read the cookie cannot know it."""
    return hmac.new(token.encode("utf-8"), b"onrecord forms", hashlib.sha256).hexdigest()


def new_token() -> str:
    """Make a token that nobody guesses."""
    return secrets.token_urlsafe(32)


def _visitor(request: Request) -> Visitor:
    found: Visitor = request.state.visitor
    return found


VisitorHere = Annotated[Visitor, Depends(_visitor)]
"""What a route declares to be given whoever asks."""
