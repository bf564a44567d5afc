"""Every route and the least role that it is open to: one table, asked in one place, before a request's body is read.

A route that does not stand here does not start. Two rows that fit one request must both let it through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from re import Pattern

from starlette.routing import compile_path

from onrecord.reviewing.roles import Role

ANYBODY = None
"""Stands in the table for what needs no log-in."""

TABLE: Mapping[tuple[str, str], Role | None] = {
    # the shell
    ("GET", "/static/fonts.css"): ANYBODY,
    ("GET", "/static/{path:path}"): ANYBODY,
    ("GET", "/login"): ANYBODY,
    ("POST", "/login"): ANYBODY,
    ("POST", "/logout"): ANYBODY,
    ("GET", "/about"): Role.VIEWER,
    ("GET", "/tour"): Role.VIEWER,
    ("GET", "/tour/{number}"): Role.VIEWER,
    ("GET", "/account"): Role.VIEWER,
    ("POST", "/account/password"): Role.VIEWER,
    ("GET", "/accounts"): Role.ADMIN,
    ("POST", "/accounts"): Role.ADMIN,
    ("POST", "/accounts/{name}/role"): Role.ADMIN,
    ("POST", "/accounts/{name}/password"): Role.ADMIN,
    ("POST", "/accounts/{name}/remove"): Role.ADMIN,
    # the pages
    ("GET", "/"): Role.VIEWER,
    ("GET", "/incidents/{incident}"): Role.VIEWER,
    ("GET", "/incidents/{incident}/pane"): Role.VIEWER,
    ("GET", "/incidents/{incident}/news"): Role.VIEWER,
    ("GET", "/incidents/{incident}/join"): Role.EDITOR,
    ("POST", "/incidents/{incident}/merge"): Role.EDITOR,
    ("POST", "/incidents/{incident}/split"): Role.EDITOR,
    ("POST", "/incidents/{incident}/dossier"): Role.EDITOR,
    ("GET", "/reports/{report}"): Role.VIEWER,
    ("GET", "/search"): Role.VIEWER,
    ("GET", "/overview"): Role.VIEWER,
    ("GET", "/decisions"): Role.VIEWER,
    ("GET", "/decide"): Role.REVIEWER,
    ("POST", "/decide"): Role.REVIEWER,
    ("POST", "/undo"): Role.REVIEWER,
    ("GET", "/add"): Role.EDITOR,
    ("POST", "/add"): Role.EDITOR,
    ("POST", "/refresh"): Role.EDITOR,
    ("GET", "/jobs/{number}"): Role.EDITOR,
    ("GET", "/exports"): Role.EDITOR,
    ("POST", "/exports"): Role.EDITOR,
    # the API
    ("GET", "/api"): Role.VIEWER,
    ("GET", "/api/openapi.json"): Role.VIEWER,
    ("GET", "/api/v1/me"): Role.VIEWER,
    ("GET", "/api/v1/identity"): Role.VIEWER,
    ("GET", "/api/v1/incidents"): Role.VIEWER,
    ("GET", "/api/v1/incidents/{incident}"): Role.VIEWER,
    ("GET", "/api/v1/incidents/{incident}/decisions"): Role.VIEWER,
    ("GET", "/api/v1/reports/{report}"): Role.VIEWER,
    ("GET", "/api/v1/search"): Role.VIEWER,
    ("GET", "/api/v1/overview"): Role.VIEWER,
    ("GET", "/api/v1/decisions"): Role.VIEWER,
    ("POST", "/api/v1/decisions"): Role.REVIEWER,
    ("POST", "/api/v1/decisions/{entry}/undo"): Role.REVIEWER,
    ("POST", "/api/v1/incidents/{incident}/merge"): Role.EDITOR,
    ("POST", "/api/v1/incidents/{incident}/split"): Role.EDITOR,
    ("POST", "/api/v1/add"): Role.EDITOR,
    ("POST", "/api/v1/addresses"): Role.EDITOR,
    ("POST", "/api/v1/refresh"): Role.EDITOR,
    ("GET", "/api/v1/jobs"): Role.EDITOR,
    ("GET", "/api/v1/jobs/{number}"): Role.EDITOR,
    ("GET", "/api/v1/profiles"): Role.EDITOR,
    ("POST", "/api/v1/exports"): Role.EDITOR,
    ("POST", "/api/v1/incidents/{incident}/dossier"): Role.EDITOR,
    ("GET", "/api/v1/releases"): Role.EDITOR,
}
"""Method and path -> the least role. HEAD is answered as GET. Finer differences, such as whose decision may be undone,
are asked of ``Visitor.may`` where they arise."""


class Access:
    """The table, ready to be asked."""

    def __init__(self, table: Mapping[tuple[str, str], Role | None] = TABLE) -> None:
        self._rows: list[tuple[str, Pattern[str], Role | None]] = [
            (method, compile_path(path)[0], least) for (method, path), least in table.items()
        ]
        self._table = table

    def open_to(self, role: Role | None, method: str, path: str) -> bool:
        """Tell whether a request may go on.

        What no row fits is open to whoever is known: they learn that it is not there.
        """
        method = "GET" if method == "HEAD" else method
        fitting = [least for known, pattern, least in self._rows if known == method and pattern.match(path)]
        if not fitting:
            return role is not None
        return all(least is ANYBODY or (role is not None and role.reaches(least)) for least in fitting)

    def check(self, routes: Iterable[tuple[str, str]]) -> None:
        """Refuse routes that do not stand in the table. RuntimeError: a fault of onrecord, met when it starts."""
        missing = [f"{method} {path}" for method, path in routes if (method, path) not in self._table]
        if missing:
            raise RuntimeError(f"no role is named for {', '.join(missing)}: add it to web/access.py")
