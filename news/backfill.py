"""History brought in from the sources that keep it, piece by piece; what was brought in is remembered, so that an
interrupted run goes on where it stopped.

A piece is one transaction, together with the mark that says it is done. Feeds and channels keep no history one could
ask for by day; articles of one's own go through `sitrep learn`.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from news.datasets import Dataset, Document, Reading, read_dataset
from news.dating import KYIV
from news.gathering import Pace
from news.importing import Imported, bring_in
from news.sources.dataset import SETTLED, Repository, RussianWarship
from news.sources.source import Request
from news.web import Page, Web
from storage.database import Database
from storage.ledger import Heard
from storage.state import State
from tally.report import Kind

_MONTH = 31
"""Days asked for at once; an answer holds at most a hundred."""

_SETTLES = timedelta(days=30)
"""Rows younger than this are still edited, so the piece that holds them is never done."""


def _nothing(_pages: Sequence[Page]) -> None:
    """What is left to ask of a source that tells everything at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source's history, both ends included, and how to get it.

    `rest` says what is still to be asked for when some answers are there, None when nothing is.
    """

    source: str
    since: date
    until: date
    requests: tuple[Request, ...]
    read: Callable[[Sequence[Page], date], Reading]
    rest: Callable[[Sequence[Page]], Request | None] = _nothing

    @property
    def mark(self) -> str:
        """The name under which it is remembered that this is done."""
        asked = "\n".join(each.url for each in self.requests)
        told = f"{self.since}\n{self.until}\n{asked}"
        return f"backfill:{self.source}:{hashlib.sha256(told.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a piece: None where it was brought in by an earlier run."""

    piece: Piece
    imported: Imported | None


def pieces(source: Repository | RussianWarship, since: date, today: date) -> list[Piece]:
    """The history of *source* from *since* to *today*, the oldest piece first."""
    if isinstance(source, Repository):
        return [Piece(source.name, since, today, tuple(source.requests()), _whole(source.dataset, since))]
    return [_stretch(source, *days) for days in _months(max(since, SETTLED), today)]


async def backfill(
    todo: Sequence[Piece], web: Web, database: Database, now: datetime, pace: Pace | None = None
) -> AsyncIterator[Brought]:
    """Bring in the pieces in turn. Raises FetchError or InputError when one cannot be had, StorageError when it cannot
    be written; what was brought in before stays, and is not asked for again.
    """
    pace = pace or Pace()
    today = now.astimezone(KYIV).date()
    state = State(database)
    for piece in todo:
        if await state.get(piece.mark) is not None:
            yield Brought(piece, None)
            continue
        pages = [await _ask(each, web, pace) for each in piece.requests]
        while (more := piece.rest(pages)) is not None:
            pages.append(await _ask(more, web, pace))
        reading = await asyncio.to_thread(piece.read, pages, today)
        async with database.transaction():
            imported = await bring_in(reading, database, now=now)
            if piece.until < today - _SETTLES:
                await state.put(piece.mark, "done", now)
        yield Brought(piece, imported)


async def _ask(request: Request, web: Web, pace: Pace) -> Page:
    await pace.wait(request.url)
    return await web.fetch(request.url, query=request.body)


def _months(since: date, today: date) -> Iterator[tuple[date, date]]:
    """Stretches that begin on the same days whatever day it is, so that a later run knows them again."""
    while since <= today:
        last = since + timedelta(days=_MONTH - 1)
        yield since, min(last, today)
        since = last + timedelta(days=1)


def _whole(dataset: Dataset, since: date) -> Callable[[Sequence[Page], date], Reading]:
    def read(pages: Sequence[Page], today: date) -> Reading:
        reading = read_dataset(dataset, [Document(page.url, page.body) for page in pages], today=today)
        return replace(reading, reports=tuple(each for each in reading.reports if _day(each) >= since))

    return read


def _stretch(source: RussianWarship, since: date, until: date) -> Piece:
    def read(pages: Sequence[Page], _today: date) -> Reading:
        rows = {_day(row): _totals(row) for page in pages for row in source.rows(page, since, until)}
        return Reading(tuple(rows[day] for day in sorted(rows)), ())

    def rest(pages: Sequence[Page]) -> Request | None:
        return source.rest(pages, since, until)

    return Piece(source.name, since, until, (source.past(since, until),), read, rest)


def _totals(heard: Heard) -> Heard:
    """A row without its gains: history is weighed total against total."""
    claims = tuple(each for each in heard.report.claims if each.kind is Kind.TOTAL)
    return replace(heard, report=replace(heard.report, claims=claims))


def _day(heard: Heard) -> date:
    return heard.report.as_of or date.min
