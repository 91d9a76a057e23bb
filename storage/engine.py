"""The database as the rest of storage sees it: named statements, and transactions of one task."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, Self

from storage.statements import Dialect


class Row(Protocol):
    """A row of a result: columns by name, or by place as a slice."""

    def __getitem__(self, column: str | slice, /) -> Any: ...


class Database(ABC):
    """A database of the newest schema.

    A statement run inside `transaction()` by the same task belongs to it; any other task sees nothing of it before it
    is committed. `where` names the database in errors, without a password; `dialect` is its kind. Every method raises
    StorageError when the database cannot be read or written; what was committed before stays.
    """

    where: str
    dialect: Dialect

    @abstractmethod
    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        """The rows of the named statement that only reads."""

    @abstractmethod
    async def write(self, query: str, /, **values: object) -> Sequence[Row]:
        """Run the named statement that writes, and give the rows it returns; alone, it is its own transaction."""

    @abstractmethod
    async def write_many(self, query: str, values: Sequence[Mapping[str, object]], /) -> None:
        """Run the named statement that writes once for each of *values*; alone, all of them are one transaction."""

    @abstractmethod
    def transaction(self) -> AbstractAsyncContextManager[None]:
        """A transaction of the current task, all or, when an exception leaves it, nothing. Inside one, it joins it."""

    @abstractmethod
    async def alone(self, name: str) -> None:
        """Wait until no other transaction, of any process, is alone under *name*; stay so until this one ends."""

    @abstractmethod
    async def close(self) -> None:
        """Wait for the transaction that is under way and let the database go."""

    async def row(self, query: str, /, **values: object) -> Row | None:
        """The first row of the named statement that only reads."""
        rows = await self.rows(query, **values)
        return rows[0] if rows else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
