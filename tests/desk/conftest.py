"""Archives on either database, for what the desk does on both."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))

from places import new_place, place, postgresql_server

__all__ = ["new_place", "place", "postgresql_server"]
