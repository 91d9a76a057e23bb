"""Looks at sources over real sockets: what is learned, what is remembered, and what a fault does."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from news.gathering import MOST_OPENED
from news.learning import Status
from news.memory import remembered
from news.sources.channel import Channel
from news.sources.dataset import RussianWarship, ivaniuk, orc_losses
from news.sources.feed import Feed, feeds
from news.sources.ministry import Ministry
from news.sources.source import Source
from storage.articles import Articles
from storage.tallies import Tallies
from tally.errors import SettingError
from tests.news.conftest import Field
from tests.news.local_web import at

DAY = date(2026, 8, 22)
NOW = at(DAY, 6)
LOSSES = (
    "Total Russian losses from 24.02.22 to 22.08.26, by the General Staff's count:"
    "<br/>personnel ‒ about 1475270 (+1240)<br/>tanks ‒ 12292 (+6)"
)


def feed(field: Field, *items: tuple[str, str, int]) -> Feed:
    """A feed of the local web with (title, path, hours ago) as items."""
    local = field.local
    url = local.feed(*((title, local.base + path, NOW - timedelta(hours=hours)) for title, path, hours in items))
    like = feeds()[0]
    return Feed("test", "Test", url, like.wanted, like.rhythm)


async def totals(field: Field) -> dict[str, int | None]:
    return {slug: tally.total for slug, tally in (await Tallies(field.database).day(DAY)).items()}


# What each source brings


async def test_the_ministrys_bulletin_is_learned_from_its_list(field: Field) -> None:
    field.local.ministry(DAY)
    look = await field.gathering.look(Ministry(field.local.base), NOW)
    assert look.articles == {Status.KEPT: 1}
    assert await totals(field) == {"personnel": 1475270, "tanks": 12292, "artillery": 48382}


async def test_the_day_of_a_bulletin_is_the_day_of_its_publication(field: Field) -> None:
    field.local.ministry(DAY, DAY - timedelta(days=1))
    await field.gathering.look(Ministry(field.local.base), NOW)
    days = [each.article.published for each in await Articles(field.database).latest(5)]
    assert days == [DAY, DAY - timedelta(days=1)]


async def test_posts_about_losses_are_learned_and_others_left(field: Field) -> None:
    field.local.channel(
        (11, at(DAY, 5), "Situation at the front by 08:00: 152 clashes"), (12, at(DAY, 6), LOSSES), (13, NOW, "")
    )
    look = await field.gathering.look(Channel(site=field.local.base), NOW)
    assert look.articles == {Status.KEPT: 1}
    assert (await Articles(field.database).latest(1))[0].article.url == "https://t.me/GeneralStaffZSU/12"


async def test_articles_that_a_feed_announces_are_opened(field: Field) -> None:
    field.local.article("/losses", DAY)
    source = feed(field, ("Russian losses on 22 August", "/losses", 1), ("A new film festival", "/film", 1))
    look = await field.gathering.look(source, NOW)
    assert look.articles == {Status.KEPT: 1}
    assert field.local.times("/film") == 0


async def test_a_feeds_time_of_publication_is_kept(field: Field) -> None:
    field.local.article("/losses", DAY)
    await field.gathering.look(feed(field, ("Russian losses", "/losses", 1)), NOW)
    assert (await Articles(field.database).latest(1))[0].article.published_at == NOW - timedelta(hours=1)


async def test_rows_of_a_data_set_are_learned_as_their_own_witness(field: Field) -> None:
    rows = [{"date": str(DAY), "personnel": 1475270, "tanks": 12292, "afvs": 25176}]
    field.local.pages["/russian-losses.json"] = ("application/json", json.dumps(rows))
    look = await field.gathering.look(orc_losses(field.local.base), NOW)
    assert look.rows == 1
    assert [each.witness.origin for each in await Tallies(field.database).source(DAY, "tanks")] == ["orc-losses"]


async def test_only_rows_that_changed_are_taken_again(field: Field) -> None:
    rows = [{"date": str(DAY - timedelta(days=ago)), "day": 1641 - ago, "tank": 12292 - ago} for ago in range(40)]
    path, file = "/russia_losses_equipment.json", "application/json"
    field.local.pages["/russia_losses_personnel.json"] = (
        file,
        json.dumps([{"date": str(DAY), "day": 1641, "personnel": 1}]),
    )
    field.local.pages[path] = (file, json.dumps(rows))
    first = await field.gathering.look(ivaniuk(field.local.base), NOW)
    rows[3]["tank"] = 12290
    field.local.pages[path] = (file, json.dumps(rows))
    second = await field.gathering.look(ivaniuk(field.local.base), NOW)
    assert (first.rows, second.rows) == (30, 1)


async def test_an_api_gives_totals_and_gains(field: Field) -> None:
    answer = {
        "data": {"date": str(DAY), "stats": {"tanks": 12292, "planes": 439}, "increase": {"tanks": 6, "planes": 0}}
    }
    field.local.pages["/api/v2/statistics/latest"] = ("application/json", json.dumps(answer))
    await field.gathering.look(RussianWarship(field.local.base), NOW)
    tallies = await Tallies(field.database).day(DAY)
    assert {slug: (each.total, each.gain) for slug, each in tallies.items()} == {
        "tanks": (12292, 6),
        "aircraft": (439, 0),
    }


# Politeness and memory


async def test_an_unchanged_page_costs_neither_reading_nor_learning(field: Field) -> None:
    field.local.ministry(DAY)
    source = Ministry(field.local.base)
    await field.gathering.look(source, NOW)
    again = await field.gathering.look(source, NOW)
    assert "If-None-Match" in field.local.asked[-1][1]
    assert (again.articles, again.problem) == ({}, None)


async def test_a_known_article_is_not_opened_again(field: Field) -> None:
    field.local.article("/losses", DAY)
    await field.gathering.look(feed(field, ("Russian losses", "/losses", 1)), NOW)
    await field.gathering.look(feed(field, ("Russian losses", "/losses", 1), ("Enemy losses", "/more", 0)), NOW)
    assert field.local.times("/losses") == 1


async def test_a_long_feed_is_opened_in_several_looks(field: Field) -> None:
    count = MOST_OPENED + 3
    for number in range(count):
        field.local.article(
            f"/losses-{number}", DAY, words=f"<p>This is the version of the outlet number {number}.</p>"
        )
    source = feed(field, *((f"Losses {number}", f"/losses-{number}", 1) for number in range(count)))
    first = await field.gathering.look(source, NOW)
    second = await field.gathering.look(source, NOW)
    assert first.articles.total() == MOST_OPENED
    assert second.articles[Status.KEPT] == 3


async def test_an_article_that_is_gone_is_asked_for_once(field: Field) -> None:
    source = feed(field, ("Russian losses", "/gone", 1))
    look = await field.gathering.look(source, NOW)
    field.local.feed(("Russian losses", field.local.base + "/gone", NOW), ("Sport", field.local.base + "/sport", NOW))
    await field.gathering.look(source, NOW)
    assert "404" in look.warnings[0]
    assert look.problem is None
    assert field.local.times("/gone") == 1


async def test_what_was_remembered_survives_a_restart(field: Field) -> None:
    field.local.ministry(DAY)
    look = await field.gathering.look(Ministry(field.local.base), NOW)
    memory = await remembered("ministry", field.database)
    assert (memory.looked_at, memory.next_look) == (NOW, look.next_look)


async def test_a_source_rests_until_it_is_due(field: Field) -> None:
    field.local.ministry(DAY)
    source = Ministry(field.local.base)
    look = await field.gathering.look(source, NOW)
    assert look.next_look is not None
    assert await field.gathering.due([source], look.next_look - timedelta(seconds=1)) == []
    assert await field.gathering.due([source], look.next_look) == [source]


# Faults

CAPTCHA = b"<html><head><title>Just a moment...</title></head><body>Please solve this captcha</body></html>"


def faulty(field: Field, kind: str) -> tuple[Source, str]:
    """A source of each kind and the path it asks for."""
    base = field.local.base
    found: dict[str, tuple[Source, str]] = {
        "ministry": (Ministry(base), "/lookup/search"),
        "channel": (Channel(site=base), "/s/GeneralStaffZSU"),
        "orc": (orc_losses(base), "/russian-losses.json"),
        "warship": (RussianWarship(base), "/api/v2/statistics/latest"),
        "feed": (feed(field), "/rss"),
    }
    return found[kind]


KINDS = ["ministry", "channel", "orc", "warship", "feed"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fault",
    [
        web.Response(status=200, body=CAPTCHA, content_type="text/html"),
        web.Response(status=200, body=b"", content_type="text/html"),
        web.Response(status=200, body=b"{}", content_type="application/json"),
        web.Response(status=200, body=b'{"data": null, "hits": []}', content_type="application/json"),
        web.Response(status=500),
        web.Response(status=404),
        web.Response(status=302, headers={"Location": "http://10.0.0.1/"}),
        web.Response(status=302, headers={"Location": "?again"}),
        web.Response(status=200, body=gzip.compress(b"x" * 9_000_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["captcha", "empty", "other json", "null json", "500", "404", "redirect inside", "redirect loop", "bomb"],
)
async def test_a_fault_is_told_once_and_passes(field: Field, kind: str, fault: web.Response) -> None:
    source, path = faulty(field, kind)
    field.local.faults[path] = fault
    first = await field.gathering.look(source, NOW)
    second = await field.gathering.look(source, NOW)
    assert first.told
    assert second.problem
    assert second.told is None


async def test_a_source_that_works_again_is_told(field: Field) -> None:
    field.local.ministry(DAY)
    field.local.faults["/lookup/search"] = web.Response(status=500)
    source = Ministry(field.local.base)
    await field.gathering.look(source, NOW)
    field.local.faults.clear()
    look = await field.gathering.look(source, NOW)
    assert look.recovered
    assert look.articles == {Status.KEPT: 1}


async def test_a_wish_to_wait_is_respected(field: Field) -> None:
    field.local.faults["/lookup/search"] = web.Response(status=429, headers={"Retry-After": "36000"})
    look = await field.gathering.look(Ministry(field.local.base), NOW)
    assert look.next_look is not None
    assert look.next_look >= NOW + timedelta(seconds=36000)


async def test_a_feed_that_stands_still_is_told(field: Field) -> None:
    look = await field.gathering.look(feed(field, ("Russian losses", "/losses", 24 * 30)), NOW)
    assert look.told is not None
    assert "nothing new since 2026-07-23" in look.told


async def test_a_list_that_names_its_bulletins_otherwise_is_told(field: Field) -> None:
    field.local.ministry(DAY)
    source = Ministry(field.local.base)
    await field.gathering.look(source, NOW)
    later = DAY + timedelta(days=4)
    field.local.ministry(later)
    kind, listed = field.local.pages["/lookup/search"]
    field.local.pages["/lookup/search"] = kind, json.dumps(json.loads(listed)).replace("\\u0432\\u0442\\u0440", "x")
    look = await field.gathering.look(source, at(later, 6))
    assert "nothing new since 2026-08-22" in (look.told or "")


async def test_a_feed_without_an_item_is_told(field: Field) -> None:
    look = await field.gathering.look(feed(field), NOW)
    assert "without a single item" in (look.told or "")


async def test_a_feed_in_another_charset_than_its_server_says_is_read(field: Field) -> None:
    field.local.article("/losses", DAY)
    source = feed(field, ("Втрати ворога", "/losses", 1))
    body = field.local.pages["/rss"][1].replace(
        "<?xml version='1.0'?>", "<?xml version='1.0' encoding='windows-1251'?>"
    )
    headers = {"Content-Type": "application/rss+xml; charset=utf-8"}
    field.local.faults["/rss"] = web.Response(body=body.encode("cp1251"), headers=headers)
    look = await field.gathering.look(source, NOW)
    assert look.articles == {Status.KEPT: 1}


async def test_a_feed_that_declares_entities_is_refused(field: Field) -> None:
    source = feed(field)
    bomb = "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss version='2.0'><title>&b;</title></rss>"
    field.local.pages["/rss"] = ("application/rss+xml", bomb)
    look = await field.gathering.look(source, NOW)
    assert "entities" in (look.told or "")


async def test_one_bad_row_does_not_silence_a_data_set_for_ever(field: Field) -> None:
    rows = [{"date": str(DAY), "tanks": "many"}]
    field.local.pages["/russian-losses.json"] = ("application/json", json.dumps(rows))
    broken = await field.gathering.look(orc_losses(field.local.base), NOW)
    field.local.pages["/russian-losses.json"] = ("application/json", json.dumps([{"date": str(DAY), "tanks": 12292}]))
    mended = await field.gathering.look(orc_losses(field.local.base), NOW)
    assert broken.problem is not None
    assert (mended.problem, mended.rows) == (None, 1)


# The list of feeds


def test_our_own_list_of_feeds_can_be_read() -> None:
    names = [each.name for each in feeds()]
    assert len(names) == len(set(names)) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "[[feed",
        "[[feed]]\nname = 'a'",
        "[[feed]]\nname='a'\noutlet='A'\nurl='ftp://a'",
        "[[feed]]\nname='a'\noutlet='A'\nurl='http://a'\nwanted='('",
    ],
)
def test_a_list_that_cannot_be_used_says_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SettingError, match=r"mine\.toml"):
        feeds(path)
