"""What each case of each comparison weighs: learned, kept as data beside the figures it was learned with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.linking.features import FEATURES, KNOWN, Cases
from onrecord.linking.profiles import Floats

_FILE = "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds, in the order of FEATURES and of their cases."""

    of: tuple[tuple[tuple[float, ...], ...], ...]
    """By how many days are known, in the order of the cases of ``days known``: what a place or a shared word says
    depends on it. The weight of the case itself is that of a pair of which nothing else is known."""
    unseen: float
    """Of two mentions that were never compared: they share neither day nor place nor a telling word."""

    def log_odds(self, cases: Cases) -> Floats:
        """Add up the weights of each pair: [n]."""
        total = np.zeros(len(cases))
        for number in range(cases.shape[1]):
            weights = np.array([table[number] for table in self.of])
            total += weights[cases[:, KNOWN], cases[:, number]]
        return total

    def of_pair(self, cases: npt.NDArray[np.int8]) -> list[float]:
        """Give what each case of one pair weighs, in the order of FEATURES."""
        table = self.of[int(cases[KNOWN])]
        return [weights[case] for weights, case in zip(table, cases.tolist(), strict=True)]


def load_weights() -> Weights:
    """Load the weights that the package carries. ModelError where the file is absent or damaged."""
    try:
        data = tomllib.loads(resources.files("onrecord.linking").joinpath(_FILE).read_text("utf-8"))
        of = tuple(
            tuple(tuple(float(data[known][f.name][case]) for case in f.cases) for f in FEATURES)
            for known in FEATURES[KNOWN].cases
        )
        return Weights(of, float(data["unseen"]))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged weights: {error!r}", where=f"linking/{_FILE}", do="Install onrecord again"
        ) from error
