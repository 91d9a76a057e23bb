"""The facts about articles: what was found, what was read from each, which tell the same story."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from answers.alike import groups
from answers.provenance import start_of
from storage.article import Article
from storage.articles import Articles, FigureRead, StoredArticle
from tally.category import bulletin_order
from tally.report import Claim, Kind

_MOST_NEWS = 200
_COMPARED = 4_000
"""Characters of a text that are compared with others': the rest is background."""


@dataclass(frozen=True, slots=True)
class Read:
    """A figure as an article gives it: the words it stands in, and why it waits if it does."""

    category: str
    total: int | None
    gain: int | None
    approximate: bool
    words: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article with what was read from it, for which day."""

    stored: StoredArticle
    figures: tuple[Read, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of articles, the newest first; `query` is None where nothing was sought. `number` counts from 1."""

    query: str | None
    articles: Sequence[Shelved]
    count: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Story:
    """One story: the first article that told it in the reader's language (else the first of all), and all outlets in
    the order in which they did.
    """

    told: StoredArticle
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A page of the stories since `since`, the newest first."""

    since: datetime
    stories: Sequence[Story]
    number: int
    pages: int


async def found(articles: Articles, query: str | None, number: int, size: int, language: str) -> Found:
    """Page *number* of the articles that hold the words of *query*, or of all; the last page when there are fewer.

    Their summaries are in *language* where they were put into it.
    """
    if query is None:
        count = await articles.count()
    else:
        count = (await articles.search(query, 0))[1]
    pages = -(-count // size)
    number = max(1, min(number, pages))
    offset = (number - 1) * size
    stored = await articles.latest(size, offset) if query is None else (await articles.search(query, size, offset))[0]
    told = await articles.in_language(stored, language)
    shelved = [shelved_of(each, await articles.figures(each.id)) for each in told]
    return Found(query, shelved, count, number, pages)


def shelved_of(stored: StoredArticle, figures: Sequence[FigureRead]) -> Shelved:
    """*stored* with the *figures* that were read from it."""
    doubts = {each.claim.category: each.reasons for each in figures if each.reasons and each.outcome is None}
    day = next((each.day for each in figures), None)
    return Shelved(stored, read_figures([each.claim for each in figures], doubts), day)


def read_figures(claims: Iterable[Claim], doubts: Mapping[str, Sequence[str]]) -> tuple[Read, ...]:
    """*claims* put together by category, in bulletin order; of several of a kind the last, as the judge takes them."""
    kinds: dict[str, dict[Kind, Claim]] = {}
    for claim in claims:
        kinds.setdefault(claim.category, {})[claim.kind] = claim
    read = []
    for category in sorted(kinds, key=bulletin_order):
        total, gain = kinds[category].get(Kind.TOTAL), kinds[category].get(Kind.GAIN)
        said = total or gain
        read.append(
            Read(
                category,
                total.value if total else None,
                gain.value if gain else None,
                any(each.approximate for each in kinds[category].values()),
                said.evidence.text if said else "",
                tuple(doubts.get(category, ())),
            )
        )
    return tuple(read)


async def news(articles: Articles, today: date, now: datetime, number: int, size: int, language: str) -> News:
    """Page *number* of today's stories, told in *language* where somebody does; of the last day's while today has
    none.
    """
    since = start_of(today)
    stored = await articles.since(since, limit=_MOST_NEWS)
    if not stored:
        since = now - timedelta(days=1)
        stored = await articles.since(since, limit=_MOST_NEWS)
    told = await asyncio.to_thread(stories, stored, language)
    pages = -(-len(told) // size)
    number = max(1, min(number, pages))
    shown = told[(number - 1) * size : number * size]
    worded = await articles.in_language([each.told for each in shown], language)
    return News(since, [replace(each, told=put) for each, put in zip(shown, worded, strict=True)], number, pages)


def stories(stored: Sequence[StoredArticle], language: str) -> list[Story]:
    """The stories of articles that come newest first; a story is as new as the last that told it. Slow for many."""
    together = groups([f"{each.article.title or ''}\n{each.article.text[:_COMPARED]}" for each in stored])
    return [_story([stored[at] for at in reversed(places)], language) for places in together]


def _story(told: Sequence[StoredArticle], language: str) -> Story:
    outlets = dict.fromkeys(each.article.outlet for each in told if each.article.outlet)
    return Story(next((each for each in told if each.article.language == language), told[0]), tuple(outlets))


def unkept(article: Article, now: datetime) -> StoredArticle:
    """An article that is shown and not kept."""
    return StoredArticle(0, article, now)
