"""History is brought in piece by piece over real sockets, and an interrupted run goes on where it stopped."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from news.backfill import Piece, backfill, pieces
from news.gathering import Pace
from news.sources.dataset import RussianWarship, orc_losses
from news.web import Limits, Page, Web
from storage.tallies import Tallies
from tally.day import day_number
from tally.errors import FetchError, InputError
from tests.news.conftest import Field
from tests.news.local_web import at

DAY = date(2026, 8, 22)
NOW = at(DAY, 6)
SINCE = DAY - timedelta(days=90)
LIST = "/api/v2/statistics"


def history(field: Field, first: date = SINCE, days: int = 60) -> None:
    """A list of the local web with a day a record."""
    field.local.statistics = [
        {
            "date": str(first + timedelta(days=number)),
            "day": day_number(first + timedelta(days=number)),
            "resource": "url",
            "stats": {"tanks": 12_000 + number, "atgm_srbm_systems": 4, "submarines": 0},
            "increase": {"tanks": 1},
        }
        for number in range(days)
    ]


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


async def test_a_list_is_asked_page_by_page(field: Field) -> None:
    history(field)
    await bring(field, pieces(RussianWarship(field.local.base), SINCE, DAY))
    assert field.local.times(LIST) == 5  # twice two pages, and the stretch that has no day yet


async def test_a_list_that_says_the_same_again_and_again_ends(field: Field) -> None:
    history(field, days=5)
    said = field.local.listed({"date_from": str(SINCE), "date_to": str(DAY), "offset": "0", "limit": "100"})
    said["data"]["paging"]["next_url"] = field.local.base
    field.local.faults[LIST] = web.json_response(said)
    first, *_ = pieces(RussianWarship(field.local.base), SINCE, DAY)
    await bring(field, [first])
    assert field.local.times(LIST) == 2


async def test_a_list_of_other_days_is_not_taken_for_the_ones_asked_for(field: Field) -> None:
    history(field, days=5)
    said = field.local.listed({"date_from": str(SINCE), "date_to": str(DAY), "offset": "0", "limit": "100"})
    field.local.faults[LIST] = web.json_response(said)
    *_, last = pieces(RussianWarship(field.local.base), SINCE, DAY)
    with pytest.raises(InputError, match="does not keep to the days"):
        await bring(field, [last])


def test_a_figure_links_to_its_post_where_the_list_names_one() -> None:
    record = {"date": str(DAY), "stats": {"tanks": 12_292}, "increase": []}
    post = "https://www.facebook.com/post"
    listed = {"data": {"records": [record | {"resource": each} for each in (post, "url", None)]}}
    page = Page("https://a.example/list", 200, None, json.dumps(listed).encode())
    assert [each.url for each in RussianWarship().rows(page, DAY, DAY)] == [post, page.url, page.url]


def test_a_day_that_bears_its_number_alone_is_known_by_it() -> None:
    listed = {"data": {"records": [{"day": day_number(DAY), "stats": {"tanks": 12_292, "mlrs": None}}]}}
    page = Page("https://a.example/list", 200, None, json.dumps(listed).encode())
    assert [each.report.as_of for each in RussianWarship().rows(page, DAY, DAY)] == [DAY]


@pytest.mark.shared
def test_answers_as_they_were_published_can_be_read(shared: Path) -> None:
    folder = shared / "data" / "payloads"
    newest = Page(
        "https://a.example", 200, None, (folder / "russianwarship_v1_statistics_2022-11-24.json").read_bytes()
    )
    undated = replace(newest, body=(folder / "russianwarship_v1_statistics_latest_2022-12-17.json").read_bytes())
    listed = replace(newest, body=(folder / "russianwarship_v1_statistics_list_shape.json").read_bytes())
    source = RussianWarship()
    found = [*(row for page in (newest, undated) for row in source.read([page], today=DAY).rows)]
    found += source.rows(listed, date(2022, 12, 1), date(2022, 12, 31))
    totals = [next(claim.value for claim in each.report.claims if claim.category == "tanks") for each in found]
    assert list(zip([str(each.report.as_of) for each in found], totals, strict=True)) == [
        ("2022-11-24", 2898),
        ("2022-12-17", 2985),
        ("2022-12-01", 2915),
    ]


async def test_a_second_run_asks_only_for_what_is_still_edited(field: Field) -> None:
    history(field)
    todo = pieces(RussianWarship(field.local.base), SINCE, DAY)
    await bring(field, todo)
    asked = field.local.times(LIST)
    assert await bring(field, todo) == [False, True, True]
    assert field.local.times(LIST) == asked + 3


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
