"""Addresses, pasted and forwarded posts: an operator's are learned, anybody else's are shown; over a local web."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from answers.digest import digest
from answers.page import plain
from bot.command import Ask, House, Reply
from bot.commands import respond, respond_press
from bot.commands.reading import MOST_A_DAY
from bot.lessons import Forwarded
from news.web import Limits, Web
from storage.article import Article
from storage.database import Database, open_database
from storage.tallies import Tallies
from tests.news.local_web import LocalWeb, serving

DAY = date(2026, 8, 22)
NOW = datetime(2026, 8, 22, 6, tzinfo=UTC)
PASTED = (
    "The total combat losses of the enemy from 24.02.22 to 22.08.26 were approximately:\n"
    "personnel - about 1475270 (+1240) people,\ntanks - 12292 (+6) units,\nhelicopters - 354 (+0) units."
)


@dataclass
class Field:
    local: LocalWeb
    database: Database
    house: House
    operator: Ask
    reader: Ask

    async def known(self) -> set[str]:
        return set(await Tallies(self.database).day(DAY))


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    async with (
        serving() as local,
        Web(allow_loopback=True, limits=Limits(total=2.0)) as web,
        await open_database(f"sqlite:///{tmp_path}/news.db") as database,
    ):
        reader = Ask("", "en", NOW, chat=7, user=7)
        operator = replace(reader, chat=8, user=8, operator=True)
        yield Field(local, database, House.over(database, web=web), operator, reader)


def shown(reply: Reply) -> str:
    return plain(reply.html)


async def test_an_operators_address_is_learned(field: Field) -> None:
    url = field.local.article("/losses", DAY)
    reply = await respond(url, field.operator, field.house)
    assert "Tanks: 12,292 (+6)" in shown(reply)
    assert "tanks" in await field.known()


@pytest.mark.parametrize("command", ["/article {}", "/articles {}"])
async def test_a_strangers_address_is_read_and_not_learned(field: Field, command: str) -> None:
    url = field.local.article("/losses", DAY)
    reply = await respond(command.format(url), field.reader, field.house)
    assert "Tanks: 12,292 (+6)" in shown(reply)
    assert await field.known() == set()
    assert await field.house.articles.count(with_summary=False) == 0


async def test_a_stranger_has_a_few_a_day(field: Field) -> None:
    url = field.local.article("/losses", DAY)
    answers = [shown(await respond(f"/article {url}", field.reader, field.house)) for _ in range(MOST_A_DAY + 1)]
    assert "used up" in answers[-1]
    assert not any("used up" in each for each in answers[:-1])


async def test_the_next_day_there_are_more(field: Field) -> None:
    url = field.local.article("/losses", DAY)
    for _ in range(MOST_A_DAY + 1):
        await respond(f"/article {url}", field.reader, field.house)
    tomorrow = replace(field.reader, now=NOW + timedelta(days=1))
    assert "Tanks" in shown(await respond(f"/article {url}", tomorrow, field.house))


async def test_an_address_inside_the_network_is_refused(field: Field, tmp_path: Path) -> None:
    async with Web() as web:
        house = House.over(field.database, web=web)
        reply = await respond("/article http://169.254.169.254/latest/meta-data", field.operator, house)
    assert "not a public address" in shown(reply)


async def test_a_pasted_report_is_learned_with_its_words(field: Field) -> None:
    said = shown(await respond(PASTED, field.operator, field.house))
    assert "tanks - 12292" in said
    assert await field.known() == {"personnel", "tanks", "helicopters"}


async def test_a_held_figure_says_why(field: Field) -> None:
    await respond(PASTED, field.operator, field.house)
    wrong = PASTED.replace("22.08.26", "23.08.26").replace("12292 (+6)", "11400 (+6)").replace("1475270", "1476510")
    tomorrow = replace(field.operator, now=NOW + timedelta(days=1))
    reply = await respond(wrong, tomorrow, field.house)
    assert "Under check:" in shown(reply)
    assert any(each.press == "1|review|" for row in reply.buttons for each in row)


async def test_a_report_read_before_changes_nothing(field: Field) -> None:
    await respond(PASTED, field.operator, field.house)
    assert "nothing changed" in shown(await respond(PASTED, field.operator, field.house))


async def test_a_forwarded_post_is_learned_for_the_day_it_was_written(field: Field) -> None:
    post = Forwarded(NOW - timedelta(hours=1), "t.me/GeneralStaffZSU", "https://t.me/GeneralStaffZSU/12")
    text = "Total Russian losses since 24 February 2022 by the General Staff's count: tanks 12292 (+6)"
    await respond(text, replace(field.operator, forwarded=post), field.house)
    [source] = await Tallies(field.database).source(DAY, "tanks")
    assert (source.witness.source, source.article and source.article.article.url) == (post.outlet, post.url)


async def test_a_strangers_paste_is_a_question_like_any_other(field: Field) -> None:
    await respond(PASTED, field.reader, field.house)
    assert await field.known() == set()


@pytest.mark.parametrize("question", ["tanks", "how many tanks in the last 7 days", "/latest tanks"])
async def test_an_operators_question_is_still_a_question(field: Field, question: str) -> None:
    await respond(PASTED, field.operator, field.house)
    assert "12,292" in shown(await respond(question, field.operator, field.house))


async def test_found_articles_say_what_was_read_from_them(field: Field) -> None:
    await respond(PASTED + "\nFighting goes on near Bakhmut.", field.operator, field.house)
    said = shown(await respond("/article БАХМУТ", field.reader, field.house))
    assert "Read from it: personnel ≈1,475,270 (+1,240)" in said


async def test_what_was_found_is_paged_by_buttons(field: Field) -> None:
    for number in range(12):
        story = Article(f"Bakhmut, part {number}.", title=f"Part {number}", url=f"https://example.org/{number}")
        await field.house.articles.keep(story, NOW + timedelta(minutes=number))
    reply = await respond("/article бахмутський напрямок " + "б" * 60, field.reader, field.house)
    assert "Nothing found" in shown(reply)
    reply = await respond("/article Бахмут part", field.reader, field.house)
    [older] = [each for row in reply.buttons for each in row if each.press and each.press.startswith("1|article|2")]
    assert "Part 6" in shown(await respond_press(older.press or "", field.reader, field.house))


async def test_a_story_is_told_in_the_readers_language_where_an_outlet_does(field: Field) -> None:
    english = "The General Staff counts 12,292 tanks, 48,382 guns, 25,176 vehicles and 1,475,270 people lost by Russia."
    ukrainian = "Генштаб нарахував 12 292 танки, 48 382 гармати, 25 176 машин та 1 475 270 осіб втрат Росії."
    for language, text in (("uk", ukrainian), ("en", english)):
        story = Article(text, title=text[:30], outlet=language.upper(), language=language, summary=text)
        await field.house.articles.keep(replace(story, published_at=NOW), NOW)
    for language, text in (("uk", ukrainian), ("en", english)):
        said = shown(await respond("/news", replace(field.reader, language=language), field.house))
        assert text in said
        assert said.count("48") == 1


async def test_one_story_of_several_outlets_is_told_once(field: Field) -> None:
    text = (
        "A drone struck an oil depot near Ryazan during the night and set two tanks on fire, the regional governor"
        " said. Firemen worked until the morning. Nobody was hurt, he wrote, and the railway runs as usual."
    )
    for number, outlet in enumerate(("Herald", "Courier", "Gazette")):
        story = Article(
            f"{text} {outlet} adds nothing." if number else text,
            title=f"Depot burns ({outlet})",
            url=f"https://example.org/{outlet}",
            outlet=outlet,
            published_at=NOW - timedelta(minutes=30 - number),
            summary="A depot burns.",
        )
        await field.house.articles.keep(story, NOW)
    other = Article("Another matter.", title="Other", outlet="Herald", published_at=NOW, summary="Another matter.")
    await field.house.articles.keep(other, NOW)
    await respond(PASTED, field.operator, field.house)
    told = await digest(field.house.tallies, field.house.articles, "daily", DAY, summaries=True)
    assert told is not None
    assert sum("Depot burns" in (each.article.title or "") for each in told.stories) == 1
    said = shown(await respond("/news", field.reader, field.house))
    assert "Herald, Courier and Gazette" in said
    assert said.count("Depot burns") == 1
    assert "Other" in said
