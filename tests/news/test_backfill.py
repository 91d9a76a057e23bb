"""History is brought in piece by piece over real sockets, and an interrupted run goes on where it stopped."""

import json
from datetime import date, timedelta

import pytest
from aiohttp import web

from news.backfill import Piece, backfill, pieces
from news.gathering import Pace
from news.sources.dataset import RussianWarship, orc_losses
from news.web import Limits, Web
from storage.tallies import Tallies
from tally.errors import FetchError
from tests.news.conftest import Field
from tests.news.local_web import at

DAY = date(2026, 8, 22)
NOW = at(DAY, 6)
SINCE = DAY - timedelta(days=90)
LIST = "/api/v2/statistics"


def history(field: Field, first: date = SINCE, days: int = 60) -> None:
    """A list of the local web with a day a record."""
    records = [
        {"date": str(first + timedelta(days=number)), "stats": {"tanks": 12_000 + number}, "increase": {"tanks": 1}}
        for number in range(days)
    ]
    field.local.pages[LIST] = ("application/json", json.dumps({"message": "ok", "data": {"records": records}}))


async def bring(field: Field, todo: list[Piece]) -> list[bool]:
    """Whether each piece was brought in now."""
    async with Web(allow_loopback=True, limits=Limits(total=2.0)) as opened:
        run = backfill(todo, opened, field.database, NOW, Pace(gap=0.0))
        return [each.imported is not None async for each in run]


async def test_every_day_of_the_list_becomes_a_tally(field: Field) -> None:
    history(field)
    await bring(field, pieces(RussianWarship(field.local.base), SINCE, DAY))
    series = await Tallies(field.database).series("tanks", SINCE, DAY)
    assert [each.total for each in series] == list(range(12_000, 12_060))


async def test_a_second_run_asks_only_for_what_is_still_edited(field: Field) -> None:
    history(field)
    todo = pieces(RussianWarship(field.local.base), SINCE, DAY)
    await bring(field, todo)
    asked = field.local.times(LIST)
    assert await bring(field, todo) == [False, True, True]
    assert field.local.times(LIST) == asked + 2


async def test_a_second_run_changes_nothing(field: Field) -> None:
    history(field)
    todo = pieces(RussianWarship(field.local.base), SINCE, DAY)
    await bring(field, todo)
    before = await Tallies(field.database).known(SINCE, DAY)
    await bring(field, todo)
    assert await Tallies(field.database).known(SINCE, DAY) == before


async def test_a_run_that_failed_goes_on_where_it_stopped(field: Field) -> None:
    history(field)
    first, *rest = pieces(RussianWarship(field.local.base), SINCE, DAY)
    await bring(field, [first])
    field.local.faults[LIST] = web.Response(status=500)
    with pytest.raises(FetchError):
        await bring(field, [first, *rest])
    field.local.faults.clear()
    assert await bring(field, [first, *rest]) == [False, True, True]


async def test_a_data_set_gives_the_days_that_were_asked_for(field: Field) -> None:
    rows = [{"date": str(DAY - timedelta(days=number)), "tanks": 12_292 - number} for number in range(100)]
    field.local.pages["/russian-losses.json"] = ("application/json", json.dumps(rows))
    await bring(field, pieces(orc_losses(field.local.base), SINCE, DAY))
    assert await Tallies(field.database).first_day() == SINCE


def test_pieces_cover_every_day_once() -> None:
    todo = pieces(RussianWarship(), SINCE, DAY)
    days = [each.since + timedelta(days=at) for each in todo for at in range((each.until - each.since).days + 1)]
    assert days == [SINCE + timedelta(days=at) for at in range(91)]


def test_days_in_the_future_are_no_history() -> None:
    assert pieces(RussianWarship(), DAY + timedelta(days=1), DAY) == []
