"""A whole database carried elsewhere: nothing is lost, nothing is changed."""

from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from storage.chats import Chats
from storage.database import open_database
from storage.moving.backup import move
from storage.moving.fingerprint import Fingerprint, Reckoning, difference
from tally.errors import InputError, StorageError
from tests.storage.everything import answers, content, execute

NOW = datetime(2026, 5, 4, 1, 2, 3, tzinfo=UTC)


def test_the_database_full_of_everything_has_something_in_every_table(full: Path) -> None:
    assert [name for name, found in content(full).items() if not found.rows] == []


async def test_after_a_move_to_postgresql_and_back_every_answer_is_what_it_was(
    source: str, bare: str, tmp_path: Path
) -> None:
    before = await answers(source)
    there = await move(source, bare, NOW)
    assert await answers(bare) == before
    back = f"sqlite:///{tmp_path}/back.db"
    again = await move(bare, back, NOW)
    assert await answers(back) == before
    assert again.tables == there.tables == content(tmp_path / "source.db")


async def test_rows_that_come_after_a_move_are_numbered_after_those_that_came(source: str, bare: str) -> None:
    await move(source, bare, NOW)
    connection = await asyncpg.connect(bare)
    for name in ("articles", "witnesses", "held", "subscriptions", "editions", "outbox", "broadcasts"):
        highest = await connection.fetchval(f"SELECT MAX(id) FROM {name}")
        assert await connection.fetchval("SELECT nextval(pg_get_serial_sequence($1, 'id'))", name) == highest + 1
    await connection.close()


async def test_a_move_into_a_database_with_rows_is_refused_and_changes_nothing(source: str, postgres: str) -> None:
    async with await open_database(postgres) as database:
        await Chats(database).set_language(1, "uk")
    with pytest.raises(StorageError, match="rows in it already"):
        await move(source, postgres, NOW)
    async with await open_database(postgres) as database:
        assert await Chats(database).language(1) == "uk"


async def test_a_database_is_not_moved_onto_itself(source: str) -> None:
    with pytest.raises(InputError, match="is the database that is to be moved"):
        await move(source, source, NOW)


async def test_a_row_that_postgresql_does_not_take_leaves_it_empty(source: str, bare: str, tmp_path: Path) -> None:
    execute(tmp_path / "source.db", "INSERT INTO state VALUES ('x', 'a' || char(0) || 'b', 'y')")
    with pytest.raises(StorageError, match="does not take a row"):
        await move(source, bare, NOW)
    connection = await asyncpg.connect(bare)
    assert await connection.fetchval("SELECT COUNT(*) FROM articles") == 0
    await connection.close()


def test_a_fingerprint_knows_what_is_said_but_not_in_which_order() -> None:
    def of(*rows: tuple[object, ...]) -> object:
        reckoning = Reckoning()
        reckoning.add(rows)
        return reckoning.fingerprint

    assert of((1, "a"), (2, None)) == of((2, None), (1, "a"))
    alike = [of((1, "a")), of((1, "a"), (1, "a")), of(("1", "a")), of((1, "a", None)), of((1, "")), of((1, None)), of()]
    assert len(set(map(str, alike))) == len(alike)


def test_a_difference_between_two_databases_is_told_by_its_table() -> None:
    here = {"chats": Fingerprint(2, "a"), "state": Fingerprint(1, "b")}
    assert difference(here, dict(here)) is None
    assert difference(here, here | {"state": Fingerprint(0, "0")}) == (
        "the table state has 1 rows on one side and 0 on the other"
    )
    assert difference(here, here | {"state": Fingerprint(1, "c")}) == (
        "the table state has other rows on one side than on the other"
    )
    for one, other in ((here, {"chats": here["chats"]}), ({"chats": here["chats"]}, here)):
        assert difference(one, other) == "the table state is on one side only"
