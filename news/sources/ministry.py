"""The Ministry of Defence of Ukraine: the list behind its news page, which carries the whole text of each bulletin.

The list is an undocumented search endpoint of the ministry's own front end (mod.gov.ua, since 2024-10). The addresses
of articles follow no rule one could build, so they are taken from the list. `publishedAt` is right where the text's
own date is sometimes not.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import BaseModel, Field, ValidationError

from news.dating import KYIV
from news.extraction import text_of_fragment
from news.language import language_of
from news.sources.source import USUAL, Found, Link, Request, Rhythm
from news.web import Page
from storage.article import Article
from tally.errors import InputError
from tally.report import BULLETIN

SITE = "https://mod.gov.ua"
OUTLET = "Міністерство оборони України"

_QUERY = {
    "sort": [{"publishedAt": {"order": "desc"}}, {"id": {"order": "desc"}}],
    "query": {
        "bool": {
            "must": [
                {"term": {"locale": "uk"}},
                {"terms_set": {"tags": {"terms": ["Відсіч агресору"], "minimum_should_match_script": {"source": "1"}}}},
                {"term": {"type": "news"}},
            ]
        }
    },
    "_source": ["title", "slug", "publishedAt", "locale", "type", "id", "content", "tags"],
    "from": 0,
    "size": 20,
}
_WANTED = re.compile(r"бойові\s+втрати", re.IGNORECASE)


class _News(BaseModel):
    title: str
    slug: str = Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=300)
    published_at: datetime = Field(alias="publishedAt")
    content: str | None = None


class _Hit(BaseModel):
    news: _News = Field(alias="_source")


class _Hits(BaseModel):
    hits: list[_Hit]


class _Listing(BaseModel):
    hits: _Hits


@dataclass(frozen=True, slots=True)
class Ministry:
    """The ministry's list; *site* is another address in tests."""

    site: str = SITE
    name: str = "ministry"
    origin: str = BULLETIN
    rhythm: Rhythm = USUAL

    def requests(self) -> Sequence[Request]:
        """The newest twenty pieces of news about repelling the aggressor."""
        query = json.dumps(_QUERY, ensure_ascii=False)
        return (Request(f"{self.site}/lookup/search?search_type=dfs_query_then_fetch", query),)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """The bulletins of the list, whole where it carries their text."""
        news = [hit.news for page in pages for hit in _listing(page).hits.hits]
        if pages and not news:
            raise InputError(self.site, "the list of news is empty; its layout may have changed")
        wanted = [each for each in news if _WANTED.search(each.title)]
        articles = [article for each in wanted if (article := self._article(each))]
        whole = {article.url for article in articles}
        links = [Link(url, each.title, _aware(each)) for each in wanted if (url := self._address(each)) not in whole]
        # Of bulletins alone: a list that lives and names them otherwise would be quiet for ever.
        return Found(tuple(articles), tuple(links), newest=max(map(_aware, wanted), default=None))

    def _article(self, news: _News) -> Article | None:
        text = text_of_fragment(news.content or "")
        if not text:
            return None
        at = _aware(news)
        return Article(
            text=text,
            title=news.title.strip(),
            url=self._address(news),
            outlet=OUTLET,
            published=at.astimezone(KYIV).date(),
            published_at=at,
            language=language_of(text),
        )

    def _address(self, news: _News) -> str:
        return f"{self.site}/news/{news.slug}"


def _aware(news: _News) -> datetime:
    at = news.published_at
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=KYIV).astimezone(UTC)


def _listing(page: Page) -> _Listing:
    try:
        return _Listing.model_validate_json(page.body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(page.url, f"is not the list it was: {where or 'the answer'}: {first['msg']}") from None
