"""An address or a text that a person gave in the chat, read; an operator's is learned as well."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime

from news.dating import KYIV
from news.learning import Lesson, Outcome, prepare, take_in
from news.page import article_from_html, article_from_text
from news.web import Web
from storage.article import Article
from storage.database import Database
from tally.errors import FetchError


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Where a forwarded post is from: when it was written, who wrote it, and if it is a channel's, its address and the
    channel's id.
    """

    at: datetime
    outlet: str = ""
    url: str | None = None
    channel: int | None = None


class Lessons:
    """Reads what people give. Without *web*, addresses cannot be opened."""

    def __init__(self, database: Database, web: Web | None = None) -> None:
        self._database = database
        self._web = web

    async def open(self, url: str) -> Lesson:
        """The article at *url*, read and not kept. Raises FetchError or InputError when there is none to be had."""
        if self._web is None:
            raise FetchError(url, "there is no way to the web from here", permanent=True)
        page = await self._web.fetch(url)
        article = await asyncio.to_thread(article_from_html, page.body, url=page.url, content_type=page.content_type)
        return await asyncio.to_thread(prepare, article)

    async def paste(self, text: str, origin: Forwarded | None = None) -> Lesson:
        """A pasted text, or a forwarded post, read and not kept. Raises InputError when there is no text."""
        article = await asyncio.to_thread(article_from_text, text)
        return await asyncio.to_thread(prepare, _told_of(article, origin) if origin else article)

    async def learn(self, lesson: Lesson, now: datetime) -> Outcome:
        """Keep and judge what was read. Raises StorageError."""
        today: date = now.astimezone(KYIV).date()
        return await take_in(lesson, self._database, today=today, now=now)


def _told_of(article: Article, origin: Forwarded) -> Article:
    return replace(
        article,
        url=origin.url,
        outlet=origin.outlet,
        published=origin.at.astimezone(KYIV).date(),
        published_at=origin.at,
    )
