"""Makes docs/reference from the JSON Schemas and the columns of the CSV.

python docs/generate/contract.py            writes the pages
python docs/generate/contract.py --check    says which are not current, with exit code 1; writes nothing
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.publishing import INCIDENT_FORMATS
from onrecord.publishing.exports import acled, ucdp
from onrecord.publishing.exports.hxl import tag
from onrecord.publishing.rows import COLUMNS, INCIDENT_COLUMNS
from onrecord.publishing.schemas import schema

FOLDER = Path(__file__).parents[1] / "reference"
MADE = "<!-- Made by docs/generate/contract.py. Change the schemas or the columns, then run `make docs`. -->"
Node = dict[str, Any]


def pages() -> dict[str, str]:
    """Make every page: file name -> text."""
    return {
        "reading.md": _schema_page("reading", "A reading: one line of `onrecord read --format jsonl`"),
        "incident.md": _schema_page("incident", "An incident"),
        "csv.md": _columns_page(),
        "exports.md": _exports_page(),
    }


def _schema_page(name: str, title: str) -> str:
    whole = schema(name)
    file = f"src/onrecord/publishing/schemas/{name}.schema.json"
    lines = [
        MADE,
        "",
        f"# {title}",
        "",
        whole["description"],
        "",
        f"The schema itself: `{file}` (JSON Schema, draft 2020-12).",
    ]
    lines += ["", *_fields(whole, name)]
    for key, node in whole["$defs"].items():
        lines += ["", f"## {key}", "", node.get("description", "")]
        if "properties" in node:
            lines += ["", *_fields(node, name)]
        elif "x-means" in node:
            lines += ["", *_values(node)]
        else:
            lines += ["", f"Type: {_type(node, name)}."]
    return "\n".join(lines) + "\n"


def _fields(node: Node, page: str) -> Iterator[str]:
    required = set(node.get("required", ()))
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for key, one in node["properties"].items():
        meaning = _meaning(one) or _meaning(_referred(one, page))
        inner = _inner(one)
        if inner:
            meaning += " Of each: " + "; ".join(
                f"`{name}` ({_type(part, page)}) {_meaning(part)}".rstrip()
                for name, part in inner["properties"].items()
            )
        optional = "" if key in required else " (may be absent)"
        yield f"| `{key}`{optional} | {_type(one, page)} | {_cell(meaning)} |"


def _referred(node: Node, page: str) -> Node:
    """Find what a field that is nothing but a reference refers to."""
    file, _, anchor = str(node.get("$ref", "")).partition("#/$defs/")
    found: Node = schema(file.removesuffix(".schema.json") or page)["$defs"].get(anchor, {})
    return {"description": found.get("description", "")}


def _inner(node: Node) -> Node | None:
    """Give the object that a field holds itself, where it is no definition of its own."""
    items = node.get("items", node)
    return items if isinstance(items, dict) and "properties" in items else None


def _values(node: Node) -> Iterator[str]:
    yield "| value | meaning |"
    yield "|---|---|"
    for value, means in node["x-means"].items():
        yield f"| `{value}` | {_cell(means)} |"


def _meaning(node: Node) -> str:
    said = str(node.get("description", ""))
    listed = node if "x-means" in node else next((one for one in node.get("oneOf", ()) if "x-means" in one), None)
    if listed:
        said += " " + "; ".join(f"`{value}`: {means}" for value, means in listed["x-means"].items()) + "."
    return said.strip()


def _type(node: Node, page: str) -> str:
    for key in ("$ref", "$dynamicRef"):
        if key in node:
            return _link(node[key], page)
    if "oneOf" in node:
        return " or ".join(_type(one, page) for one in node["oneOf"])
    if "allOf" in node:
        return " with ".join(_type(one, page) for one in node["allOf"])
    kinds = node.get("type", "any")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if kinds == ["array"]:
        if "prefixItems" in node:
            return "[" + ", ".join(_type(one, page) for one in node["prefixItems"]) + "]"
        return f"list of {_type(node['items'], page)}"
    if "additionalProperties" in node:
        return f"object of {_type(node['additionalProperties'], page)}"
    if "enum" in node:
        return "one of a list"
    bounds = " ".join(f"{sign} {node[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in node)
    return f"{' or '.join(kinds)}{f', {bounds}' if bounds else ''}"


def _link(reference: str, page: str) -> str:
    file, _, anchor = reference.partition("#")
    name = anchor.rsplit("/", 1)[-1]
    target = file.removesuffix(".schema.json") or page
    if not name:
        return f"[{target}]({target}.md)"
    return f"[{name}]({'' if target == page else target + '.md'}#{name.lower()})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _columns_page() -> str:
    lines = [
        MADE,
        "",
        "# CSV: `onrecord read --format csv`",
        "",
        " ".join(
            (
                "One row an incident; a report that speaks of none has one row, its incident's cells empty.",
                "UTF-8, comma, lines end in CRLF (RFC 4180). Lists are joined by `; `.",
                'An empty cell is "not stated"; 0 is 0.',
                "A text that a spreadsheet would take for a formula has an apostrophe before it.",
                "The text of a report is in no column.",
            )
        ),
        "",
        "| column | holds |",
        "|---|---|",
        *(f"| `{column.name}` | {_cell(column.about)} |" for column in COLUMNS),
        "",
        "# CSV: `onrecord assess --format csv`",
        "",
        "One row an incident that the reports tell of, by the same rules.",
        "",
        "| column | holds |",
        "|---|---|",
        *(f"| `{column.name}` | {_cell(column.about)} |" for column in INCIDENT_COLUMNS),
    ]
    return "\n".join(lines) + "\n"


def _exports_page() -> str:
    lines = [
        MADE,
        "",
        "# Exports of incidents: `onrecord assess --format NAME`",
        "",
        "| format | ending | holds |",
        "|---|---|---|",
    ]
    lines += [f"| `{one.name}` | `{one.suffix}` | {one.about} |" for one in INCIDENT_FORMATS.values()]
    lines += ["", "`geojson` and `parquet` hold the columns of [the CSV](csv.md).", ""]
    lines += ["## `hxl`: tag of each column", "", "| column | tag |", "|---|---|"]
    lines += [f"| `{one.name}` | `{tag(one.name)}` |" for one in INCIDENT_COLUMNS]
    for title, columns in (("`acled`", acled.COLUMNS), ("`ucdp`", ucdp.COLUMNS)):
        lines += ["", f"## {title}: what stands in each column", "", "| column | holds |", "|---|---|"]
        lines += [f"| `{one.name}` | {_cell(one.about)} |" for one in columns]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or check that they are current."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is not current")
    check = parser.parse_args(arguments).check
    stale = []
    for name, text in pages().items():
        path = FOLDER / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not check:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    for name in stale:
        sys.stderr.write(f"docs/reference/{name}: {'not current; run make docs' if check else 'written'}\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
