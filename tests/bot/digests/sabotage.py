"""A process that dies: from one moment on, nothing it does has any effect."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.digests.verdicts import Verdict
from bot.digests.wire import Wire
from storage.editions import Edition
from storage.engine import Database, Row
from storage.outbox import Ready
from tally.errors import StorageError


class Death(BaseException):
    """The process is gone."""


class Fate:
    """Counts what a process does; at number *dies_at* it dies, before or after doing it. `fails` makes its database
    refuse instead.
    """

    def __init__(self, dies_at: int = 0) -> None:
        self.dies_at = dies_at
        self.count = 0
        self.fails: StorageError | None = None

    @property
    def dead(self) -> bool:
        return 0 < self.dies_at <= self.count

    def step(self) -> None:
        if self.dead:
            raise Death
        self.count += 1
        if self.dead:
            raise Death

    def ask_database(self) -> None:
        self.step()
        if self.fails is not None:
            raise self.fails


class FatedDatabase(Database):
    """*inner*, as long as its process lives."""

    def __init__(self, inner: Database, fate: Fate) -> None:
        self.where, self._inner, self._fate = inner.where, inner, fate

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        self._fate.ask_database()
        found = await self._inner.rows(query, **values)
        self._fate.step()
        return found

    async def write(self, query: str, /, **values: object) -> Sequence[Row]:
        self._fate.ask_database()
        found = await self._inner.write(query, **values)
        self._fate.step()
        return found

    async def write_many(self, query: str, values: Sequence[Mapping[str, object]], /) -> None:
        self._fate.ask_database()
        await self._inner.write_many(query, values)
        self._fate.step()

    def transaction(self) -> AbstractAsyncContextManager[None]:
        return self._transaction()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[None]:
        self._fate.ask_database()
        async with self._inner.transaction():
            yield
            self._fate.step()  # just before the commit
        self._fate.step()

    async def alone(self, name: str) -> None:
        await self._inner.alone(name)

    async def close(self) -> None:
        """The inner one is closed by whoever opened it."""


class FatedWire(Wire):
    """A wire that is cut when its process dies."""

    fate: Fate

    async def send(self, row: Ready, edition: Edition) -> Verdict:
        self.fate.step()
        verdict = await super().send(row, edition)
        self.fate.step()
        return verdict
