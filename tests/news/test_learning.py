"""An article is read, judged and kept as one transaction."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from news.learning import Status, learn
from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from storage.tallies import Tallies
from tally.tally import Standing

DAY = date(2023, 5, 21)
NOW = datetime(2023, 5, 21, 6, 30, tzinfo=UTC)
BULLETIN = Article(
    text=(
        "The General Staff of the Armed Forces of Ukraine has published Russia's losses from 24 February 2022"
        " to 21 May 2023:\n\n"
        "personnel - about 203160 (+700) persons\n"
        "tanks - 3783 (+2)\n"
        "artillery systems - 3258 (+25)\n"
        "MLRS - 564 (+1)\n"
    ),
    title="Losses of the enemy as of 21 May 2023",
    url="https://example.org/losses-21-05",
    outlet="Example",
    published=DAY,
    language="en",
)


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


async def test_a_report_becomes_the_tallies_of_its_day(database: Database) -> None:
    outcome = await learn(BULLETIN, database, today=DAY, now=NOW)
    tallies = await Tallies(database).day(DAY)
    assert outcome.status is Status.KEPT
    assert {category: (each.total, each.gain) for category, each in tallies.items()} == {
        "personnel": (203160, 700),
        "tanks": (3783, 2),
        "artillery": (3258, 25),
        "mlrs": (564, 1),
    }


async def test_every_figure_leads_to_its_words_in_the_article(database: Database) -> None:
    await learn(BULLETIN, database, today=DAY, now=NOW)
    for category in ("personnel", "tanks", "artillery", "mlrs"):
        (source,) = await Tallies(database).source(DAY, category)
        assert source.article is not None
        assert source.evidence is not None
        text = source.article.article.text
        assert text == BULLETIN.text
        assert text[source.evidence.start : source.evidence.end] == source.evidence.text


async def test_learning_again_changes_nothing(database: Database) -> None:
    first = await learn(BULLETIN, database, today=DAY, now=NOW)
    again = await learn(BULLETIN, database, today=DAY, now=NOW)
    assert (again.status, again.article) == (Status.KNOWN, first.article)
    assert len(await Tallies(database).revisions(DAY, "tanks")) == 1
    assert len(await Tallies(database).source(DAY, "tanks")) == 1


async def test_a_second_outlet_of_the_same_bulletin_is_no_second_witness(database: Database) -> None:
    await learn(BULLETIN, database, today=DAY, now=NOW)
    rewrite = replace(BULLETIN, url="https://example.net/rewrite", outlet="Another")
    await learn(rewrite, database, today=DAY, now=NOW)
    assert (await Tallies(database).day(DAY))["tanks"].standing is Standing.SINGLE
    assert len(await Tallies(database).source(DAY, "tanks")) == 2


async def test_an_independent_origin_confirms(database: Database) -> None:
    await learn(BULLETIN, database, today=DAY, now=NOW)
    other = replace(BULLETIN, url="https://example.net/other", outlet="Another")
    await learn(other, database, today=DAY, now=NOW, origin="another")
    assert (await Tallies(database).day(DAY))["tanks"].standing is Standing.CONFIRMED


async def test_an_article_that_is_no_report_is_kept_with_a_summary(database: Database) -> None:
    article = Article(
        text="The bridge at Rivne was opened again on Monday after repairs that took the town half a year. "
        "Trains run as before.",
        title="Bridge opened again",
        url="https://example.org/bridge",
    )
    outcome = await learn(article, database, today=DAY, now=NOW)
    (stored,) = await Articles(database).latest(1)
    assert outcome.status is Status.NOT_A_REPORT
    assert stored.article.text == article.text
    assert stored.article.summary
    assert await Tallies(database).latest_day() is None


async def test_a_summary_that_came_with_the_article_is_kept(database: Database) -> None:
    await learn(replace(BULLETIN, summary="By hand.", headline="Losses"), database, today=DAY, now=NOW)
    (stored,) = await Articles(database).latest(1)
    assert (stored.article.summary, stored.article.headline) == ("By hand.", "Losses")


async def test_a_report_without_a_day_is_learned_once_its_day_is_given(database: Database) -> None:
    text = BULLETIN.text.replace(" to 21 May 2023", "")
    undated = replace(BULLETIN, text=text, title="Losses of the enemy", url=None, published=None)
    assert (await learn(undated, database, today=DAY, now=NOW)).status is Status.UNDATED
    assert (await learn(replace(undated, published=DAY), database, today=DAY, now=NOW)).status is Status.KEPT
    assert (await Tallies(database).day(DAY))["tanks"].total == 3783


async def test_a_doubtful_figure_is_held_and_its_neighbours_are_kept(database: Database) -> None:
    for at in range(1, 21):
        await learn(_bulletin_of(date(2023, 5, at), 3700 + 4 * at), database, today=DAY, now=NOW)
    outcome = await learn(_bulletin_of(DAY, 37840), database, today=DAY, now=NOW)
    assert outcome.status is Status.HELD
    assert list(outcome.held) == ["tanks"]
    assert sorted(outcome.accepted) == ["artillery", "mlrs", "personnel"]
    assert [(each.category, each.total) for each in await Tallies(database).held()] == [("tanks", 37840)]


def _bulletin_of(day: date, tanks: int) -> Article:
    personnel, artillery, mlrs = 190_000 + 650 * day.day, 2_900 + 17 * day.day, 550 + day.day
    return Article(
        text=(
            "The General Staff of the Armed Forces of Ukraine has published Russia's losses from 24 February 2022"
            f" to {day.day} May 2023:\n\npersonnel - about {personnel} (+650) persons\ntanks - {tanks} (+4)\n"
            f"artillery systems - {artillery} (+17)\nMLRS - {mlrs} (+1)\n"
        ),
        url=f"https://example.org/losses-{day}",
        outlet="Example",
        published=day,
        language="en",
    )


@pytest.mark.parametrize("text", ["", "\0", "🙂" * 5000, "(" * 20_000, "tanks 99999999999999999999 (+1)", "\ud83d"])
async def test_any_text_can_be_learned(database: Database, text: str) -> None:
    await learn(Article(text=text, published=DAY), database, today=DAY, now=NOW)
    assert await Articles(database).count(with_summary=False) == 1
