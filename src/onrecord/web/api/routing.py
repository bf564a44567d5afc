"""What all routes of the API share."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from onrecord.web.api.models import Problem

PREFIX = "/api/v1"

_WHY = {
    401: "Nobody is logged in",
    403: "The role does not reach this, or the token is missing",
    404: "Nothing there, or nothing that is open to whoever asks",
    409: "Somebody decided on the same subject since: see decisions",
    413: "Larger than the desk takes in at once",
    422: "Not understood, or not what the field takes",
    503: "The archive is busy or cannot be written",
}


def router(tag: str, *, deciding: bool = False) -> APIRouter:
    """Make a router whose refusals are described; ``deciding`` where somebody else may have decided since."""
    problem: dict[str, Any] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses: dict[int | str, dict[str, Any]] = {
        status: {"description": why, "model": Problem, "content": problem}
        for status, why in _WHY.items()
        if deciding or status != 409
    }
    return APIRouter(prefix=PREFIX, tags=[tag], responses=responses)
