"""Articles are found by their words, whatever the case, the form, the alphabet or the hostility of the query."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.alphabet import indexed, sought, spelt
from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from storage.migrate import migrate_sqlite
from tests.storage.reporting import NOW

ENGLISH = Article("Troops hold the western edge of Bakhmut.", title="Fighting goes on", url="https://example.org/en")
UKRAINIAN = Article("Бої за Бахмут тривають; у Кам’янському тихо.", title="Зведення", url="https://example.org/uk")
OTHER = Article("A drone hit an oil depot near Ryazan.", title="Depot burns", url="https://example.org/depot")


async def found(database: Database, query: str) -> set[str | None]:
    articles, count = await Articles(database).search(query, 10)
    assert count == len(articles)
    return {each.article.url for each in articles}


@pytest.fixture
async def shelf(database: Database) -> Database:
    for each in (ENGLISH, UKRAINIAN, OTHER):
        await Articles(database).keep(each, NOW)
    return database


@pytest.mark.parametrize("query", ["bakhmut", "BAKHMUT", "Бахмут", "БАХМУТУ", "бахмуті", "  bakhmut!  "])
async def test_a_town_is_found_in_both_alphabets_and_any_form(shelf: Database, query: str) -> None:
    assert await found(shelf, query) == {ENGLISH.url, UKRAINIAN.url}


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("depot", OTHER.url),
        ("drones depots", OTHER.url),
        ("тривають", UKRAINIAN.url),
        ("ЗВЕДЕННЯ", UKRAINIAN.url),
        ("кам'янське", UKRAINIAN.url),
        ("fighting bakhmut", ENGLISH.url),
    ],
)
async def test_every_word_must_occur(shelf: Database, query: str, url: str) -> None:
    assert await found(shelf, query) == {url}


@pytest.mark.parametrize("query", ["avdiivka", "bakhmut avdiivka", "", "!!!", "'", '"', "*", "-", "()"])
async def test_what_is_nowhere_is_not_found(shelf: Database, query: str) -> None:
    assert await found(shelf, query) == set()


@pytest.mark.parametrize(
    "query",
    [
        'bakhmut" OR "depot',
        "bakhmut' | 'depot",
        "bakhmut) OR (words:depot",
        "NEAR(bakhmut depot)",
        "bakhmut & !depot",
        "bakhmut:* <-> depot",
        "'; DROP TABLE articles; --",
    ],
)
async def test_query_syntax_is_taken_as_words(shelf: Database, query: str) -> None:
    assert await found(shelf, query) == set()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), query=st.text(max_size=60))
async def test_any_text_can_be_kept_and_any_query_asked(shelf: Database, text: str, query: str) -> None:
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode()
    await Articles(shelf).keep(Article(clean), NOW)
    await Articles(shelf).search(query, 5)


async def test_of_an_article_that_changed_the_newest_version_is_found(database: Database) -> None:
    articles = Articles(database)
    await articles.keep(ENGLISH, NOW)
    await articles.keep(replace(ENGLISH, text="Bakhmut, as corrected."), NOW + timedelta(hours=1))
    shown, count = await articles.search("bakhmut", 5)
    assert [each.article.text for each in shown] == ["Bakhmut, as corrected."]
    assert count == 1


async def test_pages_follow_each_other_newest_first(database: Database) -> None:
    articles = Articles(database)
    for number in range(7):
        await articles.keep(
            Article(f"Bakhmut, day {number}", url=f"https://example.org/{number}"), NOW + timedelta(number)
        )
    first, count = await articles.search("bakhmut", 5)
    second, _ = await articles.search("bakhmut", 5, 5)
    assert count == 7
    assert [each.article.text[-1] for each in (*first, *second)] == list("6543210")


async def test_articles_of_an_older_database_are_found_after_its_migration(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    migrate_sqlite(str(path), "0002")
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO articles (content, outlet, body, read_at, ranked_at) VALUES ('x', '', 'Бої за Бахмут', ?, ?)",
        ("2023-05-21T06:00:00.000000Z",) * 2,
    )
    connection.commit()
    connection.close()
    async with await open_database(f"sqlite:///{path}") as database:
        assert [each.article.text for each in (await Articles(database).search("bakhmut", 5))[0]] == ["Бої за Бахмут"]


@given(st.text())
def test_what_is_sought_is_letters_and_digits_alone(query: str) -> None:
    assert all(word.isalnum() for word in sought(query))


@given(st.text())
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    there = indexed(None, text).split()
    assert all(any(word.startswith(stem) for word in there) for stem in sought(text[:500]))


def test_both_alphabets_spell_a_name_alike() -> None:
    assert spelt("Запоріжжя, Харків і Щастя") == ["zaporizhzhia", "kharkiv", "i", "shchastia"]
