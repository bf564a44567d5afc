"""The scorers, which are no part of the project and lie beside the evaluation data."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

DATA = Path(__file__).parents[2] / "shared"
"""Where the evaluation data are looked for: beside the checkout."""


def scorer(data: Path, name: str) -> ModuleType:
    """Load a scorer of the data folder by its name. FileNotFoundError where the data are not there."""
    path = data / "score" / f"{name}.py"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the evaluation data are not there")
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))  # the scorers import each other by their bare names
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
