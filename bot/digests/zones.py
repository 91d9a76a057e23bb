"""Time zones as people name them: by zone, city, offset, or where they are. All offline, from tzdata and CLDR."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from zoneinfo import available_timezones

from babel import Locale
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from answers.question import fold
from answers.words import LANGUAGES

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\N{MINUS SIGN}\-–])\s*(\d{1,2})(?:[:.]?([0-5]\d))?", re.IGNORECASE)
_PLACE = re.compile(r"(-?\d{1,2}(?:\.\d+)?)[,\s]+(-?\d{1,3}(?:\.\d+)?)")
_ISO6709 = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")

_ENOUGH = 60
"""How alike, of 100, a name must be to be offered for another."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What was understood: `name` as `schedule.zone_of` takes it, None with the `nearest` names otherwise."""

    name: str | None
    nearest: tuple[str, ...] = ()


def find_zone(text: str) -> Zone:
    """The zone that *text* names: `Europe/Kyiv`, `Lviv`, `Варшава`, `UTC+5:45`, or `49.84 24.03`."""
    text = text.strip()
    if place := _PLACE.fullmatch(text):
        latitude, longitude = float(place[1]), float(place[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Zone(nearest_zone(latitude, longitude))
    if offset := _OFFSET.fullmatch(text):
        return Zone(_offset(offset))
    if text.casefold() in ("utc", "gmt", "z"):
        return Zone("UTC")
    names = _names()
    found = names.get(fold(text)) or names.get(fold(text.replace("_", " ")))
    if found:
        return Zone(found)
    close = process.extract(fold(text), list(names), scorer=ratio, limit=8, score_cutoff=_ENOUGH)
    return Zone(None, tuple(dict.fromkeys(names[name] for name, _, _ in close))[:3])


def nearest_zone(latitude: float, longitude: float) -> str:
    """The zone that a known city near by is in, in degrees north and east. Near a border it may be
    the neighbour's."""
    here = radians(latitude), radians(longitude)
    return min(_towns(), key=lambda town: _distance(here, town[1]))[0]


def city(zone: str, language: str) -> str:
    """What the zone is called: its city in *language*, or its offset."""
    if zone.startswith("UTC"):
        return zone.replace("-", "\N{MINUS SIGN}")
    known = Locale(language).time_zones.get(_cldr(zone), {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))


def _offset(match: re.Match[str]) -> str | None:
    sign = "+" if match[1] == "+" else "-"
    hours, minutes = int(match[2]), int(match[3] or 0)
    return f"UTC{sign}{hours:02}:{minutes:02}" if hours * 60 + minutes <= 14 * 60 else None


@cache
def _names() -> Mapping[str, str]:
    """Folded name -> zone: CLDR's city names, the zones' own, and cities that are no zone's name."""
    names: dict[str, str] = {}
    zones = sorted(each for each in available_timezones() if "/" in each and not each.startswith(("Etc/", "SystemV/")))
    for zone in zones:
        names.setdefault(fold(zone.rpartition("/")[2].replace("_", " ")), zone)
        names[fold(zone)] = zone
    for language in LANGUAGES:
        for zone in _places():
            names[fold(city(zone, language))] = zone
    for line in (files("bot.digests") / "cities.txt").read_text(encoding="utf-8").splitlines():
        zone, _, others = line.partition(":")
        if not line.startswith("#"):
            names |= {fold(other): zone for other in others.split(";")}
    return {name: zone for name, zone in names.items() if name}


@cache
def _places() -> Mapping[str, tuple[float, float]]:
    """Zone -> where its main city lies, in radians north and east (tzdata's `zone.tab`)."""
    places = {}
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        _, where, zone, *_ = line.split("\t")
        if match := _ISO6709.fullmatch(where):
            north, east = _degrees(*match.groups()[:4]), _degrees(*match.groups()[4:])
            places[zone] = radians(north), radians(east)
    return places


@cache
def _towns() -> tuple[tuple[str, tuple[float, float]], ...]:
    """Zones with the places of their main cities, and of towns on borders."""
    lines = (files("bot.digests") / "towns.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    more = [(zone, (radians(float(north)), radians(float(east)))) for zone, north, east in rows]
    return (*_places().items(), *more)


def _degrees(sign: str, degrees: str, minutes: str, seconds: str | None) -> float:
    size = int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
    return -size if sign == "-" else size


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two places (haversine)."""
    half = sin((one[0] - other[0]) / 2) ** 2
    half += cos(one[0]) * cos(other[0]) * sin((one[1] - other[1]) / 2) ** 2
    return 2 * asin(sqrt(half))


def _cldr(zone: str) -> str:
    """The zone's name in CLDR, which keeps the first one for ever."""
    return "Europe/Kiev" if zone == "Europe/Kyiv" else zone
