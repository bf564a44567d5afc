"""How many place names are found, and how near: ``python bench/places.py [PLACES.jsonl]``.

Each name is read in a sentence of its own with its region and country, by the built-in gazetteer alone, and only names
that the train half does not have are counted. Printed beside it: what the middle of the named region would give (a
constant answer), and what the Arabic name gives in an Arabic sentence with the country alone, regions being coded in
English.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import spacy

from onrecord.model import Place, Report
from onrecord.reading.ar.places import ArabicPlaceFinder
from onrecord.reading.ar.text import parse
from onrecord.reading.en.parse import Parsed, parseable
from onrecord.reading.en.places import PlaceFinder
from onrecord.reading.gazetteer.areas import km
from onrecord.settings import Settings

DATA = Path("../shared/data/airwars/dev/syria_places.jsonl")
LIMITS = (1, 5, 10, 25)


def parsed(text: str) -> Parsed:
    """Tokenise a sentence; places need no tree."""
    straight, back = parseable(text)
    return Parsed(Report("bench", "", text, language="en"), spacy.blank("en")(straight), back)


def found(finder: PlaceFinder, name: str, region: str | None) -> tuple[Place | None, bool]:
    """Read one name in a sentence: its place, and whether any part of the sentence could be resolved."""
    names = [name] + ([region] if region and region.lower() not in name.lower() else [])
    places = finder.find(parsed(f"An air strike killed people in {', '.join(names)}, Syria."))
    return (places[0], places[0].gazetteer_id is not None) if places else (None, False)


def found_arabic(finder: ArabicPlaceFinder, name: str | None) -> Place | None:
    """Read one Arabic name in a sentence."""
    places = finder.find(parse(Report("bench", "", f"قصف على {name} في سوريا", language="ar"))) if name else []
    return next((place for place in places if place.lat is not None), None)


def main(path: Path) -> None:
    """Print the shares of names found and within so many kilometres."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [
        r for r in rows if not r.get("name_seen_in_train") and r["lat"] is not None and r.get("in_syria_bbox", True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        finder = PlaceFinder(Settings(data_folder=Path(folder)))
        arabic = ArabicPlaceFinder(Settings(data_folder=Path(folder)))
        hits, have = dict.fromkeys(LIMITS, 0), 0
        local, local_have, local_all = dict.fromkeys(LIMITS, 0), 0, 0
        constant = dict.fromkeys(LIMITS, 0)
        for row in rows:
            place, named = found(finder, row["location_text"], row["region"])
            have += named
            region, _ = found(finder, row["region"], None) if row["region"] else (None, False)
            for limit in LIMITS:
                hits[limit] += near(place, row, limit)
                constant[limit] += near(region, row, limit)
            written = found_arabic(arabic, row["location_local"])
            local_all += bool(row["location_local"])
            local_have += written is not None
            for limit in LIMITS:
                local[limit] += near(written, row, limit)
    print(f"names not seen in train: {len(rows)}")
    print(f"resolved to a place with coordinates: {have / len(rows):.3f}")
    for limit in LIMITS:
        share, always = hits[limit] / len(rows), constant[limit] / len(rows)
        print(f"within {limit:>2} km: {share:.3f}   (the region's capital always: {always:.3f})")
    print(f"Arabic names: {local_all}; resolved to a place with coordinates: {local_have / local_all:.3f}")
    for limit in LIMITS:
        print(f"within {limit:>2} km: {local[limit] / local_all:.3f}")


def near(place: Place | None, row: dict[str, float], limit: int) -> bool:
    """Tell whether a place lies within ``limit`` kilometres of the coded point."""
    return (
        place is not None
        and place.lat is not None
        and km((place.lat, place.lon or 0.0), (row["lat"], row["lon"])) <= limit
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
