"""The SQL of the house, by name: every statement lives in `storage/sql/*.sql` and is loaded once a dialect."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import aiosql

_PARAMETER = re.compile(r"'[^']*'|(?<!:):(?P<name>[a-z_]+)")
"""`:name` outside quoted text; `::` is a cast."""


class Dialect(StrEnum):
    """The databases we speak to."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as its driver wants it. `parameters` are names in the order of `$1`, `$2`; SQLite takes names."""

    sql: str
    parameters: tuple[str, ...]


class _AsWritten:
    """What aiosql asks of a driver while it loads. Running is ours: one thread hop or round trip a statement."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        return sql


def numbered(sql: str) -> Statement:
    """*sql* with `$1`, `$2`... for its `:name` parameters; a name that comes twice keeps its number."""
    order: list[str] = []

    def place(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in order:
            order.append(name)
        return f"${order.index(name) + 1}"

    return Statement(_PARAMETER.sub(place, sql), tuple(order))


@cache
def statements(dialect: Dialect) -> Mapping[str, Statement]:
    """Every statement in the spelling of *dialect*, by name.

    One that databases must be told differently stands once for each, its name with `sqlite_` or `postgres_` before it.
    """
    folder = Path(str(files("storage") / "sql"))
    adapter: Any = _AsWritten
    named = aiosql.from_path(folder, adapter, mandatory_parameters=False)
    found: dict[str, Statement] = {}
    for name in named.available_queries:
        if name.endswith("_cursor"):  # aiosql's second way to run a select
            continue
        query: Any = getattr(named, name)
        statement = numbered(query.sql)
        owner, _, rest = name.partition("_")
        if owner in set(Dialect):
            if owner != dialect:
                continue
            name = rest
        found[name] = statement if dialect is Dialect.POSTGRES else Statement(query.sql, statement.parameters)
    return MappingProxyType(found)
