"""Draws the map of one place as SVG."""

from __future__ import annotations

import math

from markupsafe import Markup, escape

from onrecord.publishing.map.outlines import Point, Ring, rings

_WIDTH, _HEIGHT = 640, 360
_KM_PER_DEGREE = 111.2
_LEAST_KM, _MOST_KM = 1000.0, 4000.0
"""Kilometres that the map is wide, at least and at most; between them twelve radii."""
_GRID = 9
"""Points a side that are tried for the name of a country."""
_CLEAR = 70
"""Points around the place that are kept free of names."""
_BARS = (10, 25, 50, 100, 250, 500, 1000)


def locator(lat: float, lon: float, radius_km: float | None, name: str) -> Markup:
    """Draw a place and the circle that it is expected in: an SVG of 640 by 360, north up.

    Takes WGS 84 degrees and kilometres. Equirectangular, true to scale at the place's latitude.
    """
    wide_km = min(_MOST_KM, max(_LEAST_KM, 12 * (radius_km or 0.0)))
    per_km = _WIDTH / wide_km
    along = max(0.05, math.cos(math.radians(lat)))

    def x(east: float) -> float:
        return round(_WIDTH / 2 + (east - lon) * along * _KM_PER_DEGREE * per_km, 1)

    def y(north: float) -> float:
        return round(_HEIGHT / 2 - (north - lat) * _KM_PER_DEGREE * per_km, 1)

    half_lon = wide_km / 2 / _KM_PER_DEGREE / along
    half_lat = wide_km * _HEIGHT / _WIDTH / 2 / _KM_PER_DEGREE
    box = (lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)
    seen = [ring for ring in rings() if ring.touches(*box)]
    paths = ["M" + "L".join(f"{x(east)} {y(north)}" for east, north in ring.points) + "Z" for ring in seen]
    names = [_label(ring, x(east), y(north)) for ring in seen for east, north in [_middle(ring, box)]]
    circle = max(4.0, round((radius_km or 0.0) * per_km, 1))
    bar_km = max((km for km in _BARS if km * per_km <= _WIDTH / 4), default=_BARS[0])
    bar = round(bar_km * per_km, 1)
    within = "" if radius_km is None else f", expected within {radius_km:g} km"
    said = escape(f"Map: {name}, {lat:.3f}, {lon:.3f}{within}")
    return Markup(  # noqa: S704 - numbers of our own and escaped text
        f'<svg class="map" role="img" aria-label="{said}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{said}</title>'
        # Colours stand in attributes too: what sets the PDF does not style the parts of a drawing.
        f'<rect class="sea" fill="#e7eef2" width="{_WIDTH}" height="{_HEIGHT}"/>'
        f'<path class="land" fill="#f6f1e4" fill-rule="evenodd" stroke="#a49a83" d="{"".join(paths)}"/>{"".join(names)}'
        f'<circle class="reach" fill="#b3261e" fill-opacity="0.2" stroke="#b3261e" '
        f'cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}" r="{circle}"/>'
        f'<circle class="spot" fill="#b3261e" cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}" r="3"/>'
        f'<text font-size="15" font-weight="600" x="{_WIDTH / 2 + 8}" y="{_HEIGHT / 2 - 8}">{escape(name)}</text>'
        f'<path class="bar" stroke="#1c1b19" stroke-width="2" d="M16 {_HEIGHT - 16}h{bar}"/>'
        f'<text class="small" font-size="12" x="16" y="{_HEIGHT - 22}">{bar_km} km</text></svg>'
    )


def _middle(ring: Ring, box: tuple[float, float, float, float]) -> Point:
    """Give a point on what is seen of a ring: of a grid over it the one nearest its middle that stands on its land."""
    west, south = max(ring.west, box[0]), max(ring.south, box[1])
    east, north = min(ring.east, box[2]), min(ring.north, box[3])
    steps = [(k + 0.5) / _GRID for k in range(_GRID)]
    points = [(west + (east - west) * a, south + (north - south) * b) for a in steps for b in steps]
    on_land = [one for one in points if ring.holds(*one)] or points
    return min(on_land, key=lambda p: abs(p[0] - (west + east) / 2) + abs(p[1] - (south + north) / 2))


def _label(ring: Ring, x: float, y: float) -> str:
    """Name a country on what is seen of its largest piece of land, away from the place and the edges."""
    near = abs(x - _WIDTH / 2) < _CLEAR and abs(y - _HEIGHT / 2) < _CLEAR / 2
    y += _CLEAR if near else 0
    if not ring.largest or not (40 < x < _WIDTH - 40 and 20 < y < _HEIGHT - 40):
        return ""
    named = escape(ring.country)
    return f'<text class="small" font-size="12" fill="#5d584e" text-anchor="middle" x="{x}" y="{y}">{named}</text>'
