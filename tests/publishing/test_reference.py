"""The reference is what the schemas and the columns say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("contract", DOCS / "generate" / "contract.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES: dict[str, str] = builder().pages()


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_current(name: str) -> None:
    assert (DOCS / "reference" / name).read_text("utf-8") == PAGES[name], "run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_the_reference_arrives(name: str) -> None:
    for file, anchor in re.findall(r"\]\(([\w.]*)#?([\w]*)\)", PAGES[name]):
        target = PAGES[file or name]
        if anchor:
            headings = [line[3:].lower() for line in target.splitlines() if line.startswith("## ")]
            assert anchor in headings, f"{name}: {file}#{anchor}"


def test_a_stale_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = builder()
    module.FOLDER = tmp_path
    assert module.main(["--check"]) == 1
    assert "not current" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0
