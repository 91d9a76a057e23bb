"""Data sets kept by hand in public repositories, and the numbers API of russianwarship.rip.

Rows are edited for weeks after they appear, so the last thirty days are read again on every look; `news.gathering`
hands on only those that say something new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator

from news.datasets import CLAIMED_BY, IVANIUK, ORC_LOSSES, Dataset, Document, read_dataset
from news.sources.source import Found, Request, Rhythm
from news.web import Page
from storage.ledger import Heard
from tally.category import CATEGORIES
from tally.day import day_of_number
from tally.errors import InputError
from tally.report import Claim, Evidence, Kind, Report

AGAIN = timedelta(days=30)
"""How far back rows are read again."""

_RHYTHM = Rhythm(often=timedelta(minutes=45), rest=timedelta(hours=4), stale=timedelta(days=10))
_HOURLY = Rhythm(often=timedelta(hours=1), rest=timedelta(hours=6), stale=timedelta(days=5))


def _morning(day: date | None) -> datetime | None:
    return datetime.combine(day, time(5), UTC) if day else None


@dataclass(frozen=True, slots=True)
class Repository:
    """The files of a data set under *folder*."""

    dataset: Dataset
    folder: str
    rhythm: Rhythm = _RHYTHM

    @property
    def name(self) -> str:
        """The data set's name."""
        return self.dataset.name

    @property
    def origin(self) -> str:
        """Each data set is typed by its own keepers."""
        return self.dataset.name

    def requests(self) -> Sequence[Request]:
        """The data set's files."""
        return tuple(Request(f"{self.folder}/{file}") for file in self.dataset.files)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """The rows of the last thirty days."""
        if not pages:
            return Found()
        reading = read_dataset(self.dataset, [Document(page.url, page.body) for page in pages], today=today)
        recent = [each for each in reading.reports if each.report.as_of and each.report.as_of > today - AGAIN]
        newest = max((each.report.as_of for each in reading.reports if each.report.as_of), default=None)
        return Found(rows=tuple(recent), newest=_morning(newest), warnings=reading.warnings)


def ivaniuk(
    folder: str = "https://raw.githubusercontent.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset/main/data",
) -> Repository:
    """Petro Ivaniuk's data set (MIT)."""
    return Repository(IVANIUK, folder)


def orc_losses(folder: str = "https://raw.githubusercontent.com/lod-db/orc-losses/main") -> Repository:
    """The orc-losses data set (MIT)."""
    return Repository(ORC_LOSSES, folder)


_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "personnel_units": "personnel",
        "tanks": "tanks",
        "armoured_fighting_vehicles": "armoured_vehicles",
        "artillery_systems": "artillery",
        "mlrs": "mlrs",
        "aa_warfare_systems": "air_defence",
        "planes": "aircraft",
        "helicopters": "helicopters",
        "uav_systems": "uavs",
        "cruise_missiles": "cruise_missiles",
        "warships_cutters": "ships",
        "submarines": "submarines",
        "vehicles_fuel_tanks": "vehicles",
        "special_military_equip": "special_equipment",
    }
)
"""Fields of the API; `atgm_srbm_systems` has stood still at 4 since the bulletin dropped that line."""


_Figures = Annotated[dict[str, int | None], BeforeValidator(lambda value: {} if value in ([], None) else value)]
"""Figures by field; the API's language writes an empty map as a list."""


class _Statistics(BaseModel):
    """A day; the oldest answers bear its number alone."""

    date: date
    resource: str | None = None
    stats: _Figures
    increase: _Figures = {}

    @model_validator(mode="before")
    @classmethod
    def _dated(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("date") is None and type(given.get("day")) is int:
            return given | {"date": day_of_number(min(given["day"], 100_000))}
        return given


class _Answer(BaseModel):
    data: _Statistics


class _Paging(BaseModel):
    next_url: str | None = None


class _Records(BaseModel):
    records: list[_Statistics]
    paging: _Paging = _Paging()


class _Listing(BaseModel):
    data: _Records


SETTLED = date(2022, 5, 1)
"""From here on its lines are the bulletin's; before, vehicles are without fuel tanks."""


@dataclass(frozen=True, slots=True)
class RussianWarship:
    """The newest day of russianwarship.rip's API, second version, which gives totals and gains."""

    site: str = "https://russianwarship.rip"
    name: str = "russianwarship"
    origin: str = "russianwarship"
    rhythm: Rhythm = _HOURLY

    def requests(self) -> Sequence[Request]:
        """The newest day."""
        return (Request(f"{self.site}/api/v2/statistics/latest"),)

    def past(self, since: date, until: date, offset: int = 0) -> Request:
        """The days from *since* to *until*, at most a hundred, but the first *offset* of them."""
        return Request(f"{self.site}/api/v2/statistics?offset={offset}&limit=100&date_from={since}&date_to={until}")

    def rest(self, pages: Sequence[Page], since: date, until: date) -> Request | None:
        """What to ask for after *pages*, the answers to `past` so far; None when nothing more is to be had."""
        listings = [_parsed(_Listing, page).data for page in pages]
        *before, last = ({each.date for each in listed.records} for listed in listings)
        known = last.union(*before)
        if listings[-1].paging.next_url is None or known == set().union(*before) or len(known) > (until - since).days:
            return None
        return self.past(since, until, sum(len(listed.records) for listed in listings))

    def rows(self, page: Page, since: date, until: date) -> tuple[Heard, ...]:
        """The days of an answer to `past`, those before May 2022 left out.

        Raises InputError as `read` does, and when the answer speaks of other days than were asked for.
        """
        days = _parsed(_Listing, page).data.records
        asked = [each for each in days if since <= each.date <= until]
        if days and not asked:
            raise InputError(page.url, f"does not keep to the days that are asked for: it names {days[0].date}")
        return tuple(self._heard(each, page) for each in asked if each.date >= SETTLED)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """The newest day's totals and gains."""
        rows = tuple(self._row(page, today) for page in pages)
        newest = max((each.report.as_of for each in rows if each.report.as_of), default=None)
        return Found(rows=rows, newest=_morning(newest))

    def _row(self, page: Page, today: date) -> Heard:
        said = _parsed(_Answer, page).data
        if not CATEGORIES["vehicles"].on(said.date) or said.date > today + timedelta(days=1):
            raise InputError(page.url, f"names {said.date} as its newest day")
        return self._heard(said, page)

    def _heard(self, said: _Statistics, page: Page) -> Heard:
        claims = (
            Claim(_FIELDS[key], kind, value, Evidence(words, 0, len(words)))
            for kind, figures in ((Kind.TOTAL, said.stats), (Kind.GAIN, said.increase))
            for key, value in figures.items()
            if key in _FIELDS
            and value is not None
            and (value > 0 or kind is Kind.GAIN)
            and (words := f'"{key}": {value}')
        )
        report = Report(said.date, "russia", CLAIMED_BY, None, tuple(claims), source=self.name, origin=self.origin)
        link = said.resource if (said.resource or "").startswith(("https://", "http://")) else page.url
        return Heard(report, url=link)


Shape = TypeVar("Shape", bound=BaseModel)


def _parsed(shape: type[Shape], page: Page) -> Shape:
    try:
        return shape.model_validate_json(page.body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the answer"
        raise InputError(page.url, f"is not the answer it was: {where}: {first['msg']}") from None
