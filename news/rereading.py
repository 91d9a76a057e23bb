"""Old articles read with today's reader, many at once: reading is what takes the time, so other processes help."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing import get_context

from news.reading import read
from storage.article import Article
from storage.rereading import OldArticle
from tally.report import BULLETIN, Report

_BATCH = 100
"""Articles that are handed over at once; as few as this are read here, for another process is slow to start."""

_AHEAD = 4
"""Batches that are read ahead of the judge, so that memory stays bounded."""

Batch = list[OldArticle]


async def reread(articles: AsyncIterator[OldArticle]) -> AsyncIterator[tuple[OldArticle, Report]]:
    """Each of *articles* with what is read from it today, in their order."""
    loop = asyncio.get_running_loop()
    pool: Executor | None = None
    ahead: deque[tuple[Batch, asyncio.Future[list[Report]]]] = deque()
    with ExitStack() as house:
        async for batch in _batches(articles):
            if pool is None and len(batch) == _BATCH and (os.cpu_count() or 1) > 1:
                # Not forked: the threads of the database driver would not come along.
                pool = house.enter_context(ProcessPoolExecutor(mp_context=get_context("spawn")))
            ahead.append((batch, loop.run_in_executor(pool, _read_all, [_article(each) for each in batch])))
            if len(ahead) == _AHEAD:
                for pair in await _first(ahead):
                    yield pair
        while ahead:
            for pair in await _first(ahead):
                yield pair


async def _first(ahead: deque[tuple[Batch, asyncio.Future[list[Report]]]]) -> list[tuple[OldArticle, Report]]:
    batch, reports = ahead.popleft()
    return list(zip(batch, await reports, strict=True))


async def _batches(articles: AsyncIterator[OldArticle]) -> AsyncIterator[Batch]:
    batch: Batch = []
    async for each in articles:
        batch.append(each)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _article(old: OldArticle) -> tuple[Article, str]:
    return old.stored.article, old.origin or BULLETIN


def _read_all(articles: Sequence[tuple[Article, str]]) -> list[Report]:
    return [_read(article, origin) for article, origin in articles]


def _read(article: Article, origin: str) -> Report:
    report = read(
        article.text, title=article.title, published=article.published, url=article.url, language=article.language
    )
    return replace(report, source=article.outlet, origin=origin)
