"""The JSON Schemas (draft 2020-12) of what onrecord prints.

``incident`` refers to definitions of ``reading`` and the other way round. What differs between a line of its own and an
item of a reading (passages, claims, counts) is bound where the reading of the schema begins, by ``$dynamicRef``.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

NAMES = ("reading", "incident")


def schema(name: str) -> dict[str, Any]:
    """Load the schema of a ``reading`` or an ``incident``. KeyError for any other name."""
    if name not in NAMES:
        raise KeyError(name)
    loaded: dict[str, Any] = json.loads(resources.files(__package__).joinpath(f"{name}.schema.json").read_text("utf-8"))
    return loaded
