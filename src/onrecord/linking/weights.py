"""What each case of each comparison weighs: learned, kept as data beside the figures it was learned with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

import numpy as np

from onrecord.errors import ModelError
from onrecord.linking.features import FEATURES, Cases
from onrecord.linking.profiles import Floats

_FILE = "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds, in the order of FEATURES and of their cases."""

    base: float
    """Of a pair of which nothing is known."""
    of: tuple[tuple[float, ...], ...]
    unseen: float
    """Of two mentions that were never compared: they share neither day nor place nor a telling word."""

    def log_odds(self, cases: Cases) -> Floats:
        """Add up the weights of each pair: [n]."""
        total = np.full(len(cases), self.base)
        for number, weights in enumerate(self.of):
            total += np.array(weights)[cases[:, number]]
        return total


def load_weights() -> Weights:
    """Load the weights that the package carries. ModelError where the file is absent or damaged."""
    try:
        data = tomllib.loads(resources.files("onrecord.linking").joinpath(_FILE).read_text("utf-8"))
        of = tuple(tuple(float(data["weights"][f.name][case]) for case in f.cases) for f in FEATURES)
        return Weights(float(data["base"]), of, float(data["unseen"]))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged weights: {error!r}", where=f"linking/{_FILE}", do="Install onrecord again"
        ) from error
