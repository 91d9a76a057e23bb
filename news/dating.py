"""When a page was published, from what says so plainly.

Guessing dates from anywhere on a page is wrong one time in twelve, and a wrong day would be a wrong figure: only marks
that are meant as the publication time count, and a page without one has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from news.linked_data import stated
from news.reading.dates import day_in_path

KYIV = ZoneInfo("Europe/Kyiv")

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "cxenseparse:recs:publishtime",
    "date",
)
_DATELINES = (
    "//*[contains(concat(' ',normalize-space(@class),' '),' aticle-date ')]",  # mil.gov.ua, its own spelling
    "//*[contains(concat(' ',normalize-space(@class),' '),' page_title-desc ')]",  # kmu.gov.ua
    "//*[@itemprop='datePublished']",
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan січня января",
            "february feb лютого февраля",
            "march mar березня марта",
            "april apr квітня апреля",
            "may травня мая",
            "june jun червня июня",
            "july jul липня июля",
            "august aug серпня августа",
            "september sep sept вересня сентября",
            "october oct жовтня октября",
            "november nov листопада ноября",
            "december dec грудня декабря",
        ),
        start=1,
    )
    for name in names.split()
}
# 05/06/2023 is May or June depending on the country: not read.
_NUMERIC = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_NAMED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{4})\b|\b([A-Za-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})\b"
)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")


@dataclass(frozen=True, slots=True)
class Published:
    """A day in Kyiv and, when it is known, the moment (aware, UTC)."""

    day: date
    at: datetime | None = None


def published(tree: HtmlElement, url: str | None) -> Published | None:
    """When the page says it was published, or None."""
    for each in _statements(tree):
        found = read_time(each)
        if found:
            return found
    day = day_in_path(url)
    return Published(day) if day and _plausible(day) else None


def read_time(stated: str) -> Published | None:
    """A time as pages write it: ISO 8601, or a day with or without a clock, which then is Kyiv's; else None."""
    stated = " ".join(stated.split())
    try:
        at = datetime.fromisoformat(stated)
    except ValueError:
        return _written(stated)
    if len(stated) <= len("2023-05-21"):
        return Published(at.date()) if _plausible(at.date()) else None
    return _moment(at)


def _statements(tree: HtmlElement) -> Iterator[str]:
    for path in _DATELINES[:2]:
        for element in tree.xpath(path):
            yield element.text_content()
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content") or ""
        for meta in tree.iter("meta")
    }
    yield from (metas[name] for name in _META[:8] if name in metas)
    yield from stated(tree, "datePublished")
    yield from (metas[name] for name in _META[8:] if name in metas)
    for element in tree.xpath(_DATELINES[2]):
        yield element.get("datetime") or element.get("content") or element.text_content()
    for element in tree.xpath("//time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav)][1]"):
        yield element.get("datetime")


def _written(stated: str) -> Published | None:
    day = next((day for day in (_numeric(stated), _named(stated)) if day), None)
    if day is None:
        return None
    clock = _CLOCK.search(stated)
    if clock is None:
        return Published(day)
    return _moment(datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2])))


def _numeric(stated: str) -> date | None:
    found = _NUMERIC.search(stated)
    if found is None:
        return None
    if found[1]:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return _day(int(found[6]), int(found[5]), int(found[4]))


def _named(stated: str) -> date | None:
    for found in _NAMED.finditer(stated):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        number = _MONTHS.get(month.lower())
        if number:
            return _day(int(year), number, int(day))
    return None


def _moment(at: datetime) -> Published | None:
    """A time without an offset is Kyiv's: that is where these pages are made."""
    local = at.replace(tzinfo=KYIV) if at.tzinfo is None else at
    if not _plausible(local.date()):
        return None
    return Published(local.astimezone(KYIV).date(), local.astimezone(UTC))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if _plausible(made) else None


def _plausible(day: date) -> bool:
    return 2014 <= day.year <= 2100
