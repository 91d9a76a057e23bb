"""Data sets that people keep by hand, read whole and checked at the edge.

Their formats as published (both MIT), with what changed over the years and went wrong on the way:
github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset (`data/russia_losses_equipment.json`, `..._personnel.json`) and
github.com/lod-db/orc-losses (`russian-losses.json`). A file that cannot be what it should be is refused whole; a row
that contradicts itself is left out with a warning, for rows have been published under a wrong date.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from storage.ledger import Heard
from tally.category import CATEGORIES
from tally.day import FIRST_DAY, day_number
from tally.errors import InputError
from tally.report import Claim, Evidence, Kind, Report

CLAIMED_BY = "General Staff of the Armed Forces of Ukraine"

PRISONERS = "pow"
"""Prisoners, which the bulletin never counted: kept as what the data set says, never a tally."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """How one data set names what we know.

    `name` is its source and its origin; `files` are those of its folder that hold totals. `fields` maps its keys to
    categories, `until_merge` some of them to others up to 2022-04-30; `texts` are keys that hold no figure. `about` is
    the key whose presence says that a figure is approximate, and the category of that figure; `link` is the key of a
    row's address.
    """

    name: str
    files: tuple[str, ...]
    fields: Mapping[str, str]
    texts: frozenset[str] = frozenset()
    until_merge: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, str] | None = None
    link: str | None = None


IVANIUK = Dataset(
    name="ivaniuk",
    files=("russia_losses_equipment.json", "russia_losses_personnel.json"),
    fields=MappingProxyType(
        {
            "personnel": "personnel",
            "tank": "tanks",
            "APC": "armoured_vehicles",
            "field artillery": "artillery",
            "MRL": "mlrs",
            "anti-aircraft warfare": "air_defence",
            "aircraft": "aircraft",
            "helicopter": "helicopters",
            "drone": "uavs",
            "cruise missiles": "cruise_missiles",
            "naval ship": "ships",
            "submarines": "submarines",
            "vehicles and fuel tanks": "vehicles",
            "special equipment": "special_equipment",
            "ground robotic systems": "ground_robots",
            "military auto": "automobiles",
            "fuel tank": "fuel_tanks",
            "mobile SRBM system": "srbm",
            "POW": PRISONERS,
        }
    ),
    texts=frozenset({"greatest losses direction"}),
    about=("personnel*", "personnel"),
)

ORC_LOSSES = Dataset(
    name="orc-losses",
    files=("russian-losses.json",),
    fields=MappingProxyType(
        {
            "personnel": "personnel",
            "tanks": "tanks",
            "afvs": "armoured_vehicles",
            "artillery": "artillery",
            "rocketSystems": "mlrs",
            "airDefense": "air_defence",
            "fixedWingAircraft": "aircraft",
            "rotaryWingAircraft": "helicopters",
            "uavs": "uavs",
            "missiles": "cruise_missiles",
            "ships": "ships",
            "submarines": "submarines",
            "unarmoredVehicles": "vehicles",
            "specialEquipment": "special_equipment",
        }
    ),
    # Before the bulletin merged the two lines, this one left fuel tanks out.
    until_merge=MappingProxyType({"unarmoredVehicles": "automobiles"}),
    link="sourceUri",
)

DATASETS: Mapping[str, Dataset] = MappingProxyType({each.name: each for each in (IVANIUK, ORC_LOSSES)})
"""The data sets we can bring in, by name."""

_Figure = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
_Text = Annotated[str, Field(strict=True, max_length=2_000)]


class _Row(BaseModel):
    """A row as published: a day, perhaps its number, and cells under keys that come and go."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, _Figure | _Text | None]

    date: date
    day: Annotated[int, Field(strict=True)] | None = None


_ROWS = TypeAdapter(list[_Row])


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a data set. `name` is its path or address."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What the documents of a data set hold: a report a day in ascending order, and what an operator should know."""

    reports: tuple[Heard, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    key: str
    value: int


@dataclass(slots=True)
class _Day:
    """What the documents say of one day; `at_odds` when two of their rows say different things."""

    cells: dict[str, _Cell] = field(default_factory=dict)
    about: bool = False
    link: str | None = None
    at_odds: bool = False


def read_dataset(dataset: Dataset, documents: Sequence[Document], *, today: date) -> Reading:
    """Read *documents* as one data set. Rows for days after *today* (and a day's grace for time zones) are left out.

    Raises InputError that names the place for a file that is not JSON, not a list of rows, lacks a day, or has a cell
    that is no whole number of zero or more; also when nothing is left.
    """
    days: dict[date, _Day] = {}
    warnings: dict[str, None] = {}
    for document in documents:
        for number, row in enumerate(_rows(document), start=1):
            place = f"{document.name}: row {number} ({row.date})"
            if problem := _doubt(row, today):
                warnings[f"{place}: {problem}; left out"] = None
                continue
            _enter(dataset, row, days.setdefault(row.date, _Day()), place, warnings)
    for day in sorted(day for day, said in days.items() if said.at_odds):
        del days[day]
        warnings[f"{dataset.name}: {day} comes twice with different figures; left out"] = None
    if not any(said.cells for said in days.values()):
        raise InputError(", ".join(each.name for each in documents), f"holds no day of {dataset.name}")
    reports = tuple(_report(dataset, day, days[day]) for day in sorted(days) if days[day].cells)
    return Reading(reports, tuple(warnings))


def _rows(document: Document) -> list[_Row]:
    try:
        return _ROWS.validate_json(document.body)
    except ValidationError as error:
        raise InputError(*_place(document, error)) from None


def _place(document: Document, error: ValidationError) -> tuple[str, str]:
    """Where *document* is broken first, and how."""
    first = error.errors(include_url=False)[0]
    problem = str(first["msg"])
    if not first["loc"]:
        return document.name, problem
    number, *rest = first["loc"]
    key = f", {rest[0]}" if rest else ""
    row = json.loads(document.body)[number]
    day = f" ({row['date']})" if isinstance(row, dict) and "date" in row else ""
    return f"{document.name}: row {int(number) + 1}{day}{key}", problem


def _doubt(row: _Row, today: date) -> str | None:
    """Why *row* cannot be of its day."""
    if row.date < FIRST_DAY:
        return "before 2022-02-24"
    if row.date > today + timedelta(days=1):
        return "in the future"
    if row.day is not None and row.day != day_number(row.date):
        return f"says day {row.day}, the day is {day_number(row.date)}"
    return None


def _enter(dataset: Dataset, row: _Row, day: _Day, place: str, warnings: dict[str, None]) -> None:
    for key, value in (row.__pydantic_extra__ or {}).items():
        if dataset.about is not None and key == dataset.about[0]:
            day.about = value is not None
        elif key == dataset.link:
            day.link = value if isinstance(value, str) else None
        elif key not in dataset.texts and value is not None:
            _enter_cell(dataset, row.date, _Cell(key, _whole(value, key, place)), day, place, warnings)


def _whole(value: int | str, key: str, place: str) -> int:
    if isinstance(value, str):
        raise InputError(f"{place}, {key}", "is text, not a number")
    return value


def _enter_cell(dataset: Dataset, on: date, cell: _Cell, day: _Day, place: str, warnings: dict[str, None]) -> None:
    category = _category(dataset, cell.key, on)
    if category is None:
        category = _own_name(cell.key)
        note = f"{dataset.name}: unknown field {cell.key!r}, kept as {category}"
        warnings.setdefault(note)
    before = day.cells.setdefault(category, cell)
    day.at_odds |= before.value != cell.value


def _category(dataset: Dataset, key: str, on: date) -> str | None:
    if key in dataset.until_merge and on < CATEGORIES["vehicles"].first:
        return dataset.until_merge[key]
    if key in dataset.fields:
        return dataset.fields[key]
    # "groun d robotic systems" stood in the file for three days.
    squeezed = re.sub(r"\s", "", key).casefold()
    return next((slug for name, slug in dataset.fields.items() if re.sub(r"\s", "", name).casefold() == squeezed), None)


def _own_name(key: str) -> str:
    return re.sub(r"[^\w]+", "_", key.casefold()).strip("_")[:60] or "unnamed"


def _report(dataset: Dataset, day: date, said: _Day) -> Heard:
    about = dataset.about[1] if dataset.about is not None and said.about else None
    report = Report(
        as_of=day,
        side="russia",
        claimed_by=CLAIMED_BY,
        language=None,
        claims=tuple(_claims(said.cells.items(), about)),
        source=dataset.name,
        origin=dataset.name,
    )
    return Heard(report, url=said.link)


def _claims(cells: Iterable[tuple[str, _Cell]], about: str | None) -> Iterable[Claim]:
    for category, cell in cells:
        # The words of a row are the cell itself, as the file has it.
        words = f"{_quoted(cell.key)}: {cell.value}"
        yield Claim(category, Kind.TOTAL, cell.value, Evidence(words, 0, len(words)), approximate=category == about)


@lru_cache(maxsize=256)
def _quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)
