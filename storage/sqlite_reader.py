"""Reading SQLite beside the event loop: what is asked at once goes to the reading thread at once.

A query takes SQLite 6 µs, and the way to another thread and back a hundred. So what comes while the thread is at work
waits, and goes there together; and the thread comes back after some time, so that nobody waits long for others.
"""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

_TURN = 0.002
"""Seconds after which the thread comes back with what it has."""


@dataclass(frozen=True, slots=True)
class _Asked:
    sql: str
    values: Mapping[str, object]
    answer: "asyncio.Future[list[sqlite3.Row]]"


_Found: TypeAlias = list[sqlite3.Row] | Exception


class Reader:
    """One connection that only reads, in a thread of its own. `sqlite3.Error` comes out of `fetch` as it is."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-reader")
        self._waiting: deque[_Asked] = deque()
        self._at_work: asyncio.Task[None] | None = None
        self._closed = False
        self.connection: sqlite3.Connection

    async def open(self, script: str) -> None:
        """Connect, and run *script*."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._open, script)

    def _open(self, script: str) -> None:
        self.connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(script)

    async def fetch(self, sql: str, values: Mapping[str, object]) -> list[sqlite3.Row]:
        """The rows of a statement, in the order in which statements were asked for."""
        if self._closed:
            raise sqlite3.ProgrammingError("the database is closed")
        answer: asyncio.Future[list[sqlite3.Row]] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Asked(sql, values, answer))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                batch = list(self._waiting)
                found = await loop.run_in_executor(self._thread, self._read, batch)
                for result in found:
                    _settle(self._waiting.popleft(), result)
        finally:
            self._at_work = None
            while self._waiting:  # broken off: nobody else would tell them
                self._waiting.popleft().answer.cancel()

    def _read(self, batch: Sequence[_Asked]) -> list[_Found]:
        found: list[_Found] = []
        until = time.perf_counter() + _TURN
        for each in batch:
            found.append(self._answer(each))
            if time.perf_counter() > until:
                break
        return found

    def _answer(self, asked: _Asked) -> _Found:
        if asked.answer.cancelled():
            return []
        try:
            return self.connection.execute(asked.sql, asked.values).fetchall()
        except Exception as error:  # it belongs to whoever asked, not to the others
            return error

    async def close(self) -> None:
        """Wait for what is being read, and let the file go."""
        self._closed = True
        if self._at_work is not None:
            await asyncio.wait({self._at_work})
        await asyncio.get_running_loop().run_in_executor(self._thread, self.connection.close)
        self._thread.shutdown()


def _settle(asked: _Asked, found: _Found) -> None:
    if asked.answer.done():  # whoever asked has gone
        return
    if isinstance(found, Exception):
        asked.answer.set_exception(found)
    else:
        asked.answer.set_result(found)
