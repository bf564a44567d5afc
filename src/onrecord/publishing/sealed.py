"""Pages that need nothing else: templates that escape all they are given, and a policy that lets in the one style."""

from __future__ import annotations

import base64
import hashlib
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.publishing.page.fonts import font_rules
from onrecord.publishing.page.safe import clean

_STYLE_MARK = "<!--onrecord style-->"
_HASH_MARK = "onrecord-style-hash"


def environment(package: str, said: dict[str, Any]) -> Environment:
    """Load a package's templates. They call ``said`` by the name ``say``; every value is escaped and cleaned."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    made.globals["say"] = SimpleNamespace(**said)
    return made


def sealed(body: str, *styles: str) -> str:
    """Put style, and the fonts that the words need, into a page that bears both marks in its head.

    The page's policy names the style's hash, so that no other is applied.
    """
    style = "\n".join((font_rules(body), *styles))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    # Both marks stand in the head, before anything that a report fills, so the first of each is the template's own.
    return body.replace(_HASH_MARK, f"sha256-{digest}", 1).replace(_STYLE_MARK, f"<style>{style}</style>", 1)
