"""Gathering at work beside the answering: each source at its own time, by one process at a time.

Everything that matters after a crash is in the database (`news.memory`): a restart repeats nothing.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

import structlog

from answers.page import render
from answers.pages.sources import broken_page
from answers.words import LANGUAGES, words
from bot.borders import for_ever
from bot.digests.leadership import Leadership
from bot.digests.notices import tell_operators
from bot.presence import process_name
from news.folder import Folder
from news.gathering import Gathering, Look
from news.learning import Status
from news.memory import remembered
from news.rewriting import Rewriter
from news.sources.source import Source
from news.web import Web
from storage.engine import Database
from storage.leases import Lease
from tally.errors import StorageError

TOLD_AFTER = 3
"""Looks in a row that fail before operators are told: one that fails alone is the web as it is."""

_TICK = 10.0
"""Seconds between two looks at the clock."""

_AT_ONCE = 3
"""Sources that are looked at at the same time: a slow host does not hold up the others."""

_LEASE = 60.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is looked at: *sources* over *web*, and a *folder* that people put reports in."""

    database: Database
    web: Web
    now: Callable[[], datetime]
    sources: Sequence[Source] = ()
    folder: Path | None = None
    operators: Collection[int] = ()
    rewriter: Rewriter | None = None
    tick: float = _TICK

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Look whenever it is time while the context is open; what is under way at its end is broken off."""
        loop = asyncio.create_task(for_ever("gathering", self._run)) if self.sources or self.folder else None
        try:
            yield
        finally:
            if loop:
                loop.cancel()
                await asyncio.wait({loop})

    async def _run(self) -> None:
        me = process_name()
        leadership = Leadership(Lease(self.database, "gathering", me), seconds=_LEASE, work="gathers news")
        epoch = await leadership.win()
        gathering = Gathering(self.web, self.database, chance=random.random, rewriter=self.rewriter)
        folder = Folder(self.folder, self.database) if self.folder else None
        try:
            while True:
                await leadership.prove(epoch)
                await self.look(gathering)
                if folder:
                    await self._folder(folder)
                await asyncio.sleep(self.tick)
        finally:
            with suppress(StorageError):
                await leadership.lease.leave(epoch)

    async def look(self, gathering: Gathering) -> None:
        """Look at every source that is due. Raises StorageError."""
        turns = asyncio.Semaphore(_AT_ONCE)

        async def one(source: Source) -> None:
            async with turns:
                await self._look(gathering, source)

        due = await gathering.due(self.sources, self.now())
        async with asyncio.TaskGroup() as group:
            for source in due:
                group.create_task(one(source))

    async def _look(self, gathering: Gathering, source: Source) -> None:
        """A border: a source that we stumble over is looked at later and later, and stops no other."""
        try:
            look = await gathering.look(source, self.now())
        except StorageError as error:
            _log.warning("gathering waits for the database", source=source.name, reason=str(error))
            return
        except Exception:
            reference = token_hex(4)
            _log.exception("a look at a source failed", source=source.name, reference=reference)
            look = await gathering.give_up(source, f"we stumbled over it; the log has {reference}", self.now())
        self._log_look(look)
        await self._tell(look)

    async def _tell(self, look: Look) -> None:
        """Tell operators of a source that keeps failing: once, until it has worked again."""
        if look.problem is None or not self.operators:
            return
        memory = await remembered(look.source, self.database)
        if memory.failures != TOLD_AFTER:
            return
        html = render(broken_page(words(LANGUAGES[0]), look.source, look.problem))
        now = self.now()
        await tell_operators(self.database, self.operators, f"source|{look.source}|{now:%Y-%m-%d}", html, now)

    @staticmethod
    def _log_look(look: Look) -> None:
        counts = {status.value: number for status, number in look.articles.items() if status is not Status.KNOWN}
        if counts or look.rows:
            _log.info("gathered", source=look.source, days=look.rows, **counts)
        if look.told:
            _log.warning("a source does not answer as it should", source=look.source, problem=look.told)
        if look.recovered:
            _log.info("a source works again", source=look.source)
        for warning in look.warnings[:5]:
            _log.warning("a part could not be read", source=look.source, problem=warning)

    async def _folder(self, folder: Folder) -> None:
        for file, came_to in await folder.look(self.now()):
            if isinstance(came_to, Status):
                _log.info("a file was learned", file=str(file), status=came_to.value)
            else:
                _log.warning("a file could not be read", file=str(file), problem=came_to)
