"""The fonts that a page carries in itself."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.errors import ModelError


@dataclass(frozen=True, slots=True)
class Font:
    """One file of ``fonts.toml``."""

    file: str
    sha256: str
    family: str
    weight: int
    style: str
    range: str
    when: str | None = None
    """Pattern of the characters that call for it; None: always."""

    def rule(self) -> str:
        """Write the font as a rule of CSS with its data in it. ModelError when the file is not the one listed."""
        data = resources.files(__package__).joinpath(self.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ModelError("damaged font", where=f"publishing/page/fonts/{self.file}", do="Install onrecord again")
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f"font-display:block;src:url(data:font/woff2;base64,{base64.b64encode(data).decode('ascii')}) "
            f'format("woff2");unicode-range:{self.range}}}'
        )


@cache
def fonts() -> tuple[Font, ...]:
    """Load the list of fonts, in the order of its file. ModelError when it is damaged."""
    where = "publishing/page/fonts/fonts.toml"
    try:
        data = tomllib.loads(resources.files(__package__).joinpath("fonts.toml").read_text("utf-8"))
        return tuple(Font(**row) for row in data["font"])
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(f"damaged list of fonts: {error!r}", where=where, do="Install onrecord again") from error


def font_rules(shown: str) -> str:
    """Write the rules of the fonts that the characters of ``shown`` call for."""
    return "\n".join(font.rule() for font in fonts() if font.when is None or re.search(font.when, shown))
