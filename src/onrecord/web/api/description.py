"""The API's description: as OpenAPI for programs, and as a page of the desk for people."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from onrecord import __version__
from onrecord.web.pages import shown

pages = APIRouter()

_ABOUT = """\
All that the desk's pages show and do, as JSON. Incidents and readings are as `onrecord assess` and `onrecord read`
print them. People of a team log in on the page first; requests that change something carry the token that
`/api/v1/me` gives, as `X-CSRF-Token`. What goes wrong is told as RFC 9457 has it."""


@pages.get("/api/openapi.json", include_in_schema=False)
def openapi() -> Response:
    """Give the description as OpenAPI 3.1."""
    return JSONResponse(description())


@pages.get("/api", include_in_schema=False)
def page(request: Request) -> HTMLResponse:
    """Show the description."""
    return shown(request, "api.html.j2", api=description(), groups=_groups())


@cache
def description() -> dict[str, Any]:
    """Compose the description of every route of the API."""
    from onrecord.web.api import API  # noqa: PLC0415 - the routes are put together there

    routes = [route for router in API for route in router.routes]
    made = get_openapi(title="onrecord", version=__version__, description=_ABOUT, routes=routes)
    made["components"]["securitySchemes"] = {"session": {"type": "apiKey", "in": "cookie", "name": "onrecord"}}
    made["security"] = [{"session": []}]
    return made


@cache
def _groups() -> list[tuple[str, list[dict[str, Any]]]]:
    """Put the operations in groups, each with what its page shows."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in description()["paths"].items():
        for method, one in operations.items():
            taken = [
                {"name": given["name"], "in": given["in"], "required": given.get("required", False)}
                | {"kind": _kind(given["schema"])}
                for given in one.get("parameters", ())
            ]
            body = one.get("requestBody", {}).get("content", {})
            fields = _fields(next(iter(body.values()))["schema"]) if body else []
            answers = [
                (status, said["description"], _answer(said))
                for status, said in sorted(one["responses"].items())
                if status[0] in "23" or status in {"404", "409", "422"}
            ]
            groups.setdefault(one["tags"][0], []).append(
                {
                    "id": one["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "about": one.get("description", ""),
                    "takes": taken,
                    "media": next(iter(body), ""),
                    "fields": fields,
                    "answers": answers,
                }
            )
    return list(groups.items())


def _kind(schema: dict[str, Any]) -> str:
    """Name the kind of a value in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        known = description()["components"]["schemas"].get(name, {})
        return " · ".join(map(str, known["enum"])) if "enum" in known else name
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"]]
        return " or ".join(one for one in kinds if one != "null")
    if "enum" in schema:
        return " · ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """List the fields of what a request carries."""
    if "$ref" in schema:
        schema = description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    return [
        {"name": name, "kind": _kind(one), "required": name in required, "about": one.get("description", "")}
        for name, one in schema.get("properties", {}).items()
    ]


def _answer(said: dict[str, Any]) -> str:
    content = said.get("content", {})
    return _kind(next(iter(content.values())).get("schema", {})) if content else ""
