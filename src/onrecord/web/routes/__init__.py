"""The pages, one file each. A page is a module with a router ``pages``, a line here, and its rows in ``access.py``."""

from fastapi import APIRouter

from onrecord.web.routes import (
    about,
    accounts,
    add,
    decisions,
    exports,
    incident,
    login,
    overview,
    queue,
    report,
    search,
    static,
    tour,
)

PAGES: tuple[APIRouter, ...] = (
    static.pages,
    login.pages,
    accounts.pages,
    about.pages,
    tour.pages,
    queue.pages,
    incident.pages,
    report.pages,
    search.pages,
    overview.pages,
    decisions.pages,
    add.pages,
    exports.pages,
)
"""Every page of the desk."""

UPLOADS: frozenset[str] = frozenset({"/add", "/api/v1/add"})
"""Paths of requests that bring reports, and may be large."""
