"""One look at a source: ask politely, read, open what is only announced, learn; and remember it all in the database.

Sources say what to ask for and what the answers mean (`news.sources`); when to look next is decided in `news.memory`. A
source that fails is told of once and looked at less and less often; the others go on.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from news.address import canonical, host_of
from news.dating import KYIV
from news.learning import Status, prepare, take_in
from news.memory import Memory, Version, next_look, remember, remembered
from news.page import article_from_html
from news.rewriting import Reworded, Rewriter
from news.sources.source import Found, Link, Request, Source
from news.web import Page, RefusedError, Web
from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.ledger import Heard
from storage.tallies import Tallies
from tally.errors import FetchError, InputError
from tally.judge import judge

MOST_TRIED = 300
"""Addresses remembered as leading nowhere; a feed names a hundred at a time."""
MOST_OPENED = 12
"""Announced articles that one look opens; the rest waits for the next."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a source did.

    `articles` counts what became of articles, `rows` the days of a data set that said something new. `told` is what an
    operator should hear: a problem that was not there at the last look, or None; `recovered` that it has passed.
    """

    source: str
    articles: Counter[Status] = field(default_factory=Counter)
    rows: int = 0
    problem: str | None = None
    told: str | None = None
    recovered: bool = False
    warnings: tuple[str, ...] = ()
    next_look: datetime | None = None


@dataclass(slots=True)
class _Opened:
    """What opening announced articles came to: addresses not to be tried again, and whether some are left for later."""

    nowhere: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    left: bool = False


class Pace:
    """At least *gap* seconds between two requests to one host."""

    def __init__(self, gap: float = 1.0, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._gap = gap
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def wait(self, url: str) -> None:
        """Wait for the turn of *url*'s host."""
        clock = asyncio.get_running_loop().time()
        host = host_of(url)
        turn = max(clock, self._free_at.get(host, 0.0))
        self._free_at[host] = turn + self._gap
        if turn > clock:
            await self._sleep(turn - clock)


class Gathering:
    """Looks at sources over *web* and learns into *database*."""

    def __init__(
        self,
        web: Web,
        database: Database,
        *,
        pace: Pace | None = None,
        chance: Callable[[], float] = lambda: 0.0,
        rewriter: Rewriter | None = None,
        heard: Callable[[str, Status], None] = lambda _source, _status: None,
    ) -> None:
        """*heard* is told of every article of a source as soon as it is known what became of it."""
        self._web = web
        self._database = database
        self._pace = pace or Pace()
        self._chance = chance
        self._rewriter = rewriter
        self._heard = heard

    async def due(self, sources: Iterable[Source], now: datetime) -> list[Source]:
        """The sources whose time has come."""
        return [each for each in sources if (await remembered(each.name, self._database)).due(now)]

    async def look(self, source: Source, now: datetime) -> Look:
        """Look at *source* and learn what is new. What is wrong with the source is in the answer, not raised.

        Raises StorageError when the database cannot be written.
        """
        memory = await remembered(source.name, self._database)
        wait: float | None = None
        try:
            look, memory = await self._look(source, memory, now)
        except (FetchError, InputError) as error:
            wait = error.retry_after if isinstance(error, RefusedError) else None
            look = Look(source.name, problem=error.problem)
        return await self._close(source, look, memory, wait, now)

    async def give_up(self, source: Source, problem: str, now: datetime) -> Look:
        """Remember that a look was broken off, so that the next one comes later and later.

        Raises StorageError as `look` does.
        """
        memory = await remembered(source.name, self._database)
        return await self._close(source, Look(source.name, problem=problem), memory, None, now)

    async def _look(self, source: Source, memory: Memory, now: datetime) -> tuple[Look, Memory]:
        pages, versions = await self._ask(source, memory)
        found = await asyncio.to_thread(source.read, pages, today=now.astimezone(KYIV).date()) if pages else Found()
        articles: Counter[Status] = Counter()
        for article in found.articles:
            await self._count(article, source, articles, now)
        opened = await self._open(found.links, source, memory, articles, now)
        rows, said = await self._take_rows(found.rows, memory, now)
        newest = max(filter(None, (memory.newest, found.newest)), default=None)
        update: dict[str, object] = {
            "rows": said,
            "newest": newest,
            "tried": (*memory.tried, *opened.nowhere)[-MOST_TRIED:],
        }
        if not opened.left:
            update["pages"] = versions
        warnings = (*found.warnings, *opened.warnings)
        look = Look(source.name, articles, rows, _standstill(source, newest, now), warnings=warnings)
        return look, memory.model_copy(update=update)

    async def _ask(self, source: Source, memory: Memory) -> tuple[list[Page], dict[str, Version]]:
        """A source's pages and what their servers call them; none when none has changed since the last look.

        Pages that belong together are read together, so one that changed has the others fetched whole as well.
        """
        requests = source.requests()
        pages = [await self._fetch(each, memory.pages.get(each.url, Version())) for each in requests]
        if all(page.unchanged for page in pages):
            return [], dict(memory.pages)
        whole = [
            await self._fetch(request, Version()) if page.unchanged else page
            for request, page in zip(requests, pages, strict=True)
        ]
        versions = {
            request.url: Version(etag=page.etag, last_modified=page.last_modified)
            for request, page in zip(requests, whole, strict=True)
        }
        return whole, versions

    async def _fetch(self, request: Request, seen: Version) -> Page:
        await self._pace.wait(request.url)
        return await self._web.fetch(request.url, etag=seen.etag, last_modified=seen.last_modified, query=request.body)

    async def _count(self, article: Article, source: Source, articles: Counter[Status], now: datetime) -> None:
        status = await self._learn(article, source, now)
        articles[status] += 1
        self._heard(source.name, status)

    async def _learn(self, article: Article, source: Source, now: datetime) -> Status:
        if await Articles(self._database).find(article) is not None:
            return Status.KNOWN
        said = Reworded(await asyncio.to_thread(prepare, article, origin=source.origin))
        if self._rewriter:
            said = await self._rewriter.rewrite(said.lesson, now)
        outcome = await take_in(said.lesson, self._database, today=now.astimezone(KYIV).date(), now=now)
        for language, summary in said.others.items():
            await Articles(self._database).word(outcome.article, language, summary, now)
        return outcome.status

    async def _open(
        self, links: Sequence[Link], source: Source, memory: Memory, articles: Counter[Status], now: datetime
    ) -> _Opened:
        """Open announced articles that are not known. One that cannot be opened stops nothing else."""
        done = _Opened()
        tries = 0
        for link in links:
            address = canonical(link.url)
            if address in memory.tried:
                continue
            if await Articles(self._database).has(address):
                articles[Status.KNOWN] += 1
                continue
            if tries == MOST_OPENED:
                done.left = True
                break
            tries += 1
            try:
                await self._count(await self._article(link), source, articles, now)
            except (FetchError, InputError) as error:
                done.warnings.append(f"{link.url}: {error.problem}")
                done.left |= not error.permanent
                done.nowhere += [address] if error.permanent else []
                continue
            if not await Articles(self._database).has(address):
                done.nowhere.append(address)  # it is kept under an address of its own
        return done

    async def _article(self, link: Link) -> Article:
        """The article behind *link*; the feed's time of publication is better than what pages say of themselves."""
        await self._pace.wait(link.url)
        page = await self._web.fetch(link.url)
        article = await asyncio.to_thread(article_from_html, page.body, url=page.url, content_type=page.content_type)
        if link.published_at is None:
            return article
        return replace(
            article, published=link.published_at.astimezone(KYIV).date(), published_at=link.published_at.astimezone(UTC)
        )

    async def _take_rows(self, rows: Sequence[Heard], memory: Memory, now: datetime) -> tuple[int, dict[str, str]]:
        """Judge the rows of a data set that say something new since the last look."""
        said = dict(memory.rows)
        today = now.astimezone(KYIV).date()
        new = 0
        for row in rows:
            report = row.report
            assert report.as_of is not None, "a row of a data set has its day"
            mark = hashlib.sha256(repr(report.claims).encode()).hexdigest()[:16]
            if said.get(report.as_of.isoformat()) == mark:
                continue
            async with self._database.transaction():
                tallies = Tallies(self._database)
                history = await tallies.history(report.as_of, {claim.category for claim in report.claims})
                await tallies.record(report, judge(report, history, today), article=None, now=now)
            said[report.as_of.isoformat()] = mark
            new += 1
        current = {row.report.as_of.isoformat() for row in rows if row.report.as_of}
        return new, {day: mark for day, mark in said.items() if not rows or day in current}

    async def _close(self, source: Source, look: Look, memory: Memory, wait: float | None, now: datetime) -> Look:
        """Remember the look, and say what operators have not heard yet."""
        failures = memory.failures + 1 if look.problem else 0
        has_today = await Tallies(self._database).latest_day() == now.astimezone(KYIV).date()
        at = next_look(source.rhythm, now, has_today=has_today, failures=failures, wait=wait, chance=self._chance())
        told = look.problem if look.problem and memory.problem is None else None
        recovered = look.problem is None and memory.problem is not None
        closing = {"looked_at": now, "next_look": at, "problem": look.problem, "failures": failures}
        await remember(source.name, memory.model_copy(update=closing), self._database, now)
        return replace(look, told=told, recovered=recovered, next_look=at)


def _standstill(source: Source, newest: datetime | None, now: datetime) -> str | None:
    if newest is None or now - newest <= source.rhythm.stale:
        return None
    return f"nothing new since {newest.astimezone(KYIV):%Y-%m-%d}: it answers, but has stopped or changed"
