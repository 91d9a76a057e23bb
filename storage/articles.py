"""Articles: kept whole and for ever. A changed text under the same address is another version beside the first."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from storage.alphabet import indexed, sought
from storage.article import Article
from storage.engine import Database, Row
from storage.rows import day_of, day_text, list_of, moment_of, moment_text
from storage.state import State
from storage.statements import Dialect
from tally.report import Claim, Evidence, Kind

_MOST_FOUND = 1_000
_ALL, _SUMMARISED = "articles", "articles with a summary"


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did: the article's id, and whether it was not there before."""

    id: int
    new: bool


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as we keep it. `read_at` is when we first read this version."""

    id: int
    article: Article
    read_at: datetime


@dataclass(frozen=True, slots=True)
class FigureRead:
    """A figure that was read from an article: for which day, in which words, and why it was held if it was.

    `outcome` is what became of a held one (`storage.provenance.Held`), None while it waits.
    """

    claim: Claim
    day: date | None
    reasons: tuple[str, ...] = ()
    outcome: str | None = None


def _figure_read(row: Row) -> FigureRead:
    evidence = Evidence(row["words"], row["first_char"], row["end_char"])
    claim = Claim(row["category"], Kind(row["kind"]), row["figure"], evidence, row["approximate"] == 1)
    reasons = () if row["reasons"] is None else tuple(list_of(row["reasons"]))
    return FigureRead(claim, day_of(row["day"]), reasons, row["outcome"])


def stored_article(row: Row) -> StoredArticle:
    """The article in *row*."""
    return StoredArticle(
        id=row["id"],
        article=Article(
            text=row["body"],
            title=row["title"],
            url=row["url"],
            outlet=row["outlet"],
            published=day_of(row["published"]),
            published_at=None if row["published_at"] is None else moment_of(row["published_at"]),
            language=row["language"],
            headline=row["headline"],
            summary=row["summary"],
        ),
        read_at=moment_of(row["read_at"]),
    )


class Articles:
    """The shelf of articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, article: Article, now: datetime) -> Kept:
        """Keep *article*; one with the same address (or none) and the same words is known already."""
        content = _content(article)
        async with self._database.transaction():
            added = await self._database.write(
                "article_add",
                url=article.url,
                content=content,
                outlet=article.outlet,
                title=article.title,
                body=article.text,
                published=day_text(article.published),
                published_at=None if article.published_at is None else moment_text(article.published_at),
                language=article.language,
                headline=article.headline,
                summary=article.summary,
                read_at=moment_text(now),
                ranked_at=moment_text(_rank(article, now)),
            )
            if not added:
                return Kept(await self._known(article.url, content), new=False)
            await self._count(article)
            if words := indexed(article.title, article.text):
                await self._database.write("article_index", id=added[0]["id"], words=words)
            return Kept(added[0]["id"], new=True)

    async def find(self, article: Article) -> int | None:
        """The id of the kept article with this address and these words."""
        row = await self._find(article.url, _content(article))
        return None if row is None else int(row["id"])

    async def get(self, id: int) -> StoredArticle | None:
        """The article with this id."""
        row = await self._database.row("article_by_id", id=id)
        return None if row is None else stored_article(row)

    async def versions(self, url: str) -> list[StoredArticle]:
        """Every version of the article at *url* that we read, the oldest first."""
        return [stored_article(row) for row in await self._database.rows("article_versions", url=url)]

    async def has(self, url: str) -> bool:
        """Whether we read some version of the article at *url*."""
        return await self._database.row("article_at", url=url) is not None

    async def latest(self, limit: int, offset: int = 0, *, with_summary: bool = True) -> list[StoredArticle]:
        """The newest articles by time of publication, those with a summary unless told otherwise."""
        query = "articles_latest_summarised" if with_summary else "articles_latest"
        return [stored_article(row) for row in await self._database.rows(query, limit=limit, offset=offset)]

    async def count(self, *, with_summary: bool = True) -> int:
        """How many articles `latest` walks through."""
        row = await self._database.row("counter", name=_SUMMARISED if with_summary else _ALL)
        return 0 if row is None else int(row["figure"])

    async def search(self, query: str, limit: int, offset: int = 0) -> tuple[list[StoredArticle], int]:
        """The newest articles in which every word of *query* occurs, in whatever case, form or alphabet; and how many.

        Whatever stands in *query* is taken as words. Among more than a thousand matches, those read last are found.
        """
        words = sought(query)
        if not words:
            return [], 0
        values = {"sought": self._sought(words), "most": _MOST_FOUND}
        counted = await self._database.row("articles_found_count", **values)
        found = await self._database.rows("articles_found", **values, limit=limit, offset=offset)
        return [stored_article(row) for row in found], 0 if counted is None else int(counted["n"])

    async def since(self, moment: datetime, *, limit: int = 200) -> list[StoredArticle]:
        """The newest articles with a summary since *moment*, with the beginning of their texts."""
        rows = await self._database.rows("articles_since", since=moment_text(moment), limit=limit)
        return [stored_article(row) for row in rows]

    async def word(self, id: int, language: str, summary: str, now: datetime) -> None:
        """Keep a *summary* of the article with this id for readers of *language*, which is not the article's own."""
        await State(self._database).put(_wording(id, language), summary, now)

    async def in_language(self, stored: Sequence[StoredArticle], language: str) -> list[StoredArticle]:
        """*stored*, those in other languages with the summary that is kept for readers of *language*, where one is."""
        return [each if each.article.language == language else await self._worded(each, language) for each in stored]

    async def _worded(self, stored: StoredArticle, language: str) -> StoredArticle:
        summary = await State(self._database).get(_wording(stored.id, language))
        return stored if summary is None else replace(stored, article=replace(stored.article, summary=summary))

    async def figures(self, id: int, *, limit: int = 60) -> list[FigureRead]:
        """What was read from the article with this id, in its order."""
        return [_figure_read(row) for row in await self._database.rows("article_figures", article=id, limit=limit)]

    def _sought(self, words: list[str]) -> str:
        """Every one of *words*, letters and digits alone, as the beginning of a word: as the database wants it said."""
        if self._database.dialect is Dialect.SQLITE:
            return " AND ".join(f'"{word}" *' for word in words)
        return " & ".join(f"'{word}':*" for word in words)

    async def _find(self, url: str | None, content: str) -> Row | None:
        if url is None:
            return await self._database.row("article_known_by_content", content=content)
        return await self._database.row("article_known_by_url", url=url, content=content)

    async def _known(self, url: str | None, content: str) -> int:
        row = await self._find(url, content)
        assert row is not None, "the insert met this very row"
        return int(row["id"])

    async def _count(self, article: Article) -> None:
        """Count the article just added; a newer version takes the place of the one before it."""
        versions = [] if article.url is None else await self.versions(article.url)
        before = versions[-2].article if len(versions) > 1 else None
        summarised = (article.summary is not None) - (before is not None and before.summary is not None)
        if before is None:
            await self._database.write("counter_add", name=_ALL, step=1)
        if summarised:
            await self._database.write("counter_add", name=_SUMMARISED, step=summarised)


def _wording(id: int, language: str) -> str:
    return f"wording:{id}:{language}"


def _content(article: Article) -> str:
    """What tells one version from another: title and text, and nothing that we drew from them."""
    return hashlib.sha256(f"{article.title or ''}\0{article.text}".encode()).hexdigest()


def _rank(article: Article, now: datetime) -> datetime:
    """The moment that orders articles. A page that claims to come from the future does not stay on top."""
    if article.published_at is not None:
        return min(article.published_at, now)
    if article.published is not None:
        return min(datetime.combine(article.published, time(), UTC), now)
    return now
