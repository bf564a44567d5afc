"""Countries, their first-level divisions and natural regions by their Arabic names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from onrecord.reading.ar.text import fold


@dataclass(frozen=True, slots=True)
class Region:
    """A country, one of its divisions, or a region with a middle and a radius."""

    country: str
    """ISO 3166-1 alpha-2."""
    division: str | None = None
    """First-level code in GeoNames."""
    lat: float | None = None
    """WGS 84 degrees."""
    lon: float | None = None
    """WGS 84 degrees."""
    radius_km: float | None = None

    @property
    def whole(self) -> bool:
        """True for a whole country."""
        return self.division is None and self.lat is None


def _table(name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _regions() -> dict[str, Region]:
    out: dict[str, Region] = {}
    regions, countries = _table("regions.toml"), _table("countries.toml")
    for country, names in countries["names"].items():  # type: ignore[attr-defined]
        out.update({fold(name): Region(country) for name in names})
    for country, divisions in regions["divisions"].items():  # type: ignore[attr-defined]
        for code, names in divisions.items():
            out.update({fold(name): Region(country, code) for name in names})
    for country, areas in regions["areas"].items():  # type: ignore[attr-defined]
        for name, (lat, lon, radius) in areas.items():
            out[fold(name)] = Region(country, None, float(lat), float(lon), float(radius))
    return out


REGIONS: dict[str, Region] = _regions()
"""Folded name -> region."""
LONGEST = max(len(name.split()) for name in REGIONS)
"""Words of the longest name."""


def _adjectives() -> dict[str, str]:
    out: dict[str, str] = {}
    for country, words in _table("countries.toml")["adjectives"].items():  # type: ignore[attr-defined]
        for word in words:
            base = fold(word)
            for form in (base, base + "ه", base + "ين", base + "ون", base + "ات"):
                out[form] = out["ال" + form] = country
    return out


ADJECTIVES: dict[str, str] = _adjectives()
"""Folded adjective, with and without the article -> country (ISO 3166-1 alpha-2)."""
