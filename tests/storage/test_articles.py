"""Articles are kept whole and for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from tests.storage.reporting import NOW

WHOLE = Article(
    text="Танки — 3783 (+2)\n\nReported on Sunday.",
    title="Losses",
    url="https://example.org/losses",
    outlet="Example",
    published=date(2023, 5, 21),
    published_at=datetime(2023, 5, 21, 5, 59, 1, 250, tzinfo=UTC),
    language="uk",
    headline="Losses on Sunday",
    summary="Reported on Sunday.",
)


async def test_an_article_comes_back_as_it_was_kept(database: Database) -> None:
    kept = await Articles(database).keep(WHOLE, NOW)
    stored = await Articles(database).get(kept.id)
    assert stored is not None
    assert (stored.article, stored.read_at) == (WHOLE, NOW)


async def test_an_article_that_is_not_there_is_none(database: Database) -> None:
    assert await Articles(database).get(1) is None


async def test_the_same_article_is_kept_once(database: Database) -> None:
    first = await Articles(database).keep(WHOLE, NOW)
    again = await Articles(database).keep(replace(WHOLE, summary="Another summary."), NOW + timedelta(days=1))
    assert (first.new, again.new, again.id) == (True, False, first.id)


async def test_a_changed_text_is_another_version_beside_the_first(database: Database) -> None:
    await Articles(database).keep(WHOLE, NOW)
    changed = replace(WHOLE, text="Танки — 3784 (+3)")
    await Articles(database).keep(changed, NOW + timedelta(hours=1))
    versions = await Articles(database).versions("https://example.org/losses")
    assert [each.article for each in versions] == [WHOLE, changed]


async def test_only_the_newest_version_is_among_the_latest(database: Database) -> None:
    await Articles(database).keep(WHOLE, NOW)
    changed = replace(WHOLE, text="Танки — 3784 (+3)")
    await Articles(database).keep(changed, NOW + timedelta(hours=1))
    assert [each.article for each in await Articles(database).latest(10)] == [changed]


async def test_pasted_texts_are_told_apart_by_their_words(database: Database) -> None:
    articles = Articles(database)
    first = await articles.keep(Article(text="one"), NOW)
    second = await articles.keep(Article(text="two"), NOW)
    again = await articles.keep(Article(text="one"), NOW)
    assert (first.id, second.new) == (again.id, True)


async def test_the_same_words_at_two_addresses_are_two_articles(database: Database) -> None:
    articles = Articles(database)
    await articles.keep(WHOLE, NOW)
    assert (await articles.keep(replace(WHOLE, url="https://example.net/copy"), NOW)).new


async def test_the_latest_come_first_and_are_paged(database: Database) -> None:
    articles = Articles(database)
    for day in (3, 1, 4, 2):
        text = f"text of day {day}"
        await articles.keep(Article(text=text, summary=text, published=date(2023, 5, day)), NOW)
    pages = [await articles.latest(2), await articles.latest(2, 2), await articles.latest(2, 4)]
    assert [[each.article.text[-1] for each in page] for page in pages] == [["4", "3"], ["2", "1"], []]


async def test_an_article_from_the_future_does_not_stay_on_top(database: Database) -> None:
    articles = Articles(database)
    await articles.keep(Article(text="future", summary="f", published=date(2030, 1, 1)), NOW)
    await articles.keep(Article(text="later", summary="l", published=date(2023, 5, 22)), NOW + timedelta(days=2))
    assert [each.article.text for each in await articles.latest(2)] == ["later", "future"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            Article,
            text=st.sampled_from(["one", "two", "three"]),
            url=st.sampled_from([None, "https://example.org/a", "https://example.org/b"]),
            summary=st.sampled_from([None, "said"]),
        ),
        max_size=12,
    )
)
async def test_the_count_is_what_the_latest_walk_through(articles: list[Article]) -> None:
    async with await open_database("sqlite:///:memory:") as database:
        shelf = Articles(database)
        for at, article in enumerate(articles):
            await shelf.keep(article, NOW + timedelta(minutes=at))
        for with_summary in (True, False):
            listed = await shelf.latest(100, with_summary=with_summary)
            assert await shelf.count(with_summary=with_summary) == len(listed)
