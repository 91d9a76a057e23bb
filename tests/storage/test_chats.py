"""What chats choose, and what is kept for readers of a language."""

from dataclasses import replace
from datetime import UTC, datetime

from storage.article import Article
from storage.articles import Articles
from storage.chats import Chats
from storage.database import Database

NOW = datetime(2026, 8, 22, 6, tzinfo=UTC)


async def test_the_languages_of_most_chats_come_first(database: Database) -> None:
    for chat, language in enumerate(("uk", "de", "uk", "pl", "de", "uk")):
        await Chats(database).set_language(chat, language)
    assert await Chats(database).languages(2) == ["uk", "de"]


async def test_a_summary_for_readers_of_a_language_is_theirs_alone(database: Database) -> None:
    articles = Articles(database)
    article = Article("A bridge was closed.", language="en", summary="A bridge was closed.")
    kept = await articles.keep(article, NOW)
    await articles.word(kept.id, "uk", "Міст закрили.", NOW)
    stored = await articles.latest(1)
    assert await articles.in_language(stored, "de") == stored
    assert [each.article for each in await articles.in_language(stored, "uk")] == [
        replace(article, summary="Міст закрили.")
    ]
