"""The webhook's door: who is let in, what each body is answered, and that 200 means committed."""

import asyncio
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.intake import Intake
from bot.lanes import Lanes
from bot.site import LARGEST_BODY
from bot.telegram.hook import SECRET_HEADER, Hook
from storage.database import Database, open_database
from storage.updates import SharedUpdates

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = "s3cret-s3cret-s3cret"
Door = TestClient[web.Request, web.Application]


class Desk:
    """Answers by writing down; while `hold` is not set, it thinks."""

    def __init__(self) -> None:
        self.answered: list[int] = []
        self.hold = asyncio.Event()
        self.hold.set()

    def arrived(self, raw: dict[str, Any]) -> None:
        pass

    async def handle(self, raw: dict[str, Any]) -> None:
        await self.hold.wait()
        self.answered.append(raw["update_id"])

    refuse = handle


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite:///{tmp_path / 'updates.db'}") as opened:
        yield opened


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def intake(desk: Desk, database: Database) -> AsyncIterator[Intake]:
    made = Intake(desk, SharedUpdates(database, "here"), Lanes(), lambda: NOW, room=2)
    committing = asyncio.create_task(made.commit())
    yield made
    await made.drain(0.1)
    committing.cancel()
    with suppress(asyncio.CancelledError):
        await committing


@asynccontextmanager
async def opened(hook: Hook) -> AsyncIterator[Door]:
    application = web.Application(client_max_size=LARGEST_BODY)
    application.add_routes(hook.routes())
    hook.open = True
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.fixture
async def hook(intake: Intake) -> Hook:
    return Hook(intake, "/telegram", SECRET)


@pytest.fixture
async def door(hook: Hook) -> AsyncIterator[Door]:
    async with opened(hook) as client:
        yield client


def said(update: int, chat: int = 1) -> dict[str, Any]:
    return {"update_id": update, "message": {"chat": {"id": chat}, "from": {"id": chat}, "text": "my words"}}


async def push(door: Door, update: Any, **more: Any) -> aiohttp.ClientResponse:
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"} | more
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return await door.post("/telegram", data=body, headers=headers)


async def until(reached: Any) -> None:
    async with asyncio.timeout(60):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_what_is_handled_and_committed_is_answered_200(door: Door, desk: Desk, database: Database) -> None:
    assert (await push(door, said(5))).status == 200
    assert desk.answered == [5]
    assert await SharedUpdates(database, "other").seen(5)


async def test_nothing_is_answered_before_it_is_committed(door: Door, desk: Desk, intake: Intake) -> None:
    desk.hold.clear()
    pushed = asyncio.create_task(push(door, said(5)))
    await until(lambda: intake.under_way)
    assert not pushed.done()
    desk.hold.set()
    assert (await pushed).status == 200


async def test_what_comes_again_while_it_is_under_way_is_handled_once(door: Door, desk: Desk, intake: Intake) -> None:
    desk.hold.clear()
    pushes = [asyncio.create_task(push(door, said(5))) for _ in range(3)]
    await until(lambda: intake.under_way)
    desk.hold.set()
    assert [each.status for each in await asyncio.gather(*pushes)] == [200, 200, 200]
    assert desk.answered == [5]


async def test_what_comes_again_later_is_answered_200_and_not_handled(door: Door, desk: Desk, intake: Intake) -> None:
    assert [(await push(door, said(5))).status for _ in range(2)] == [200, 200]
    assert (desk.answered, intake.repeated) == ([5], 1)


async def test_what_another_process_is_at_comes_again_soon(door: Door, desk: Desk, database: Database) -> None:
    other = SharedUpdates(database, "elsewhere")
    await other.begin(5)
    answer = await push(door, said(5))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    await other.mark([5], NOW)
    assert (await push(door, said(5))).status == 200
    assert desk.answered == []


async def test_where_there_is_no_room_it_comes_again_later(door: Door, desk: Desk, intake: Intake) -> None:
    desk.hold.clear()
    pushes = [asyncio.create_task(push(door, said(each, chat=each))) for each in (5, 6)]
    await until(lambda: intake.under_way == 2)
    answer = await push(door, said(7, chat=7))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    desk.hold.set()
    assert [each.status for each in await asyncio.gather(*pushes)] == [200, 200]


async def test_what_is_let_go_at_the_end_comes_again(
    door: Door, desk: Desk, intake: Intake, database: Database
) -> None:
    desk.hold.clear()
    pushed = asyncio.create_task(push(door, said(5)))
    await until(lambda: intake.under_way)
    assert not await intake.drain(0.01)
    assert (await pushed).status == 503
    assert (await push(door, said(6))).status == 503
    assert not await SharedUpdates(database, "other").seen(5)


async def test_a_closed_door_asks_to_come_again(hook: Hook, door: Door) -> None:
    hook.open = False
    assert (await push(door, said(5))).status == 503


async def test_while_the_database_fails_it_comes_again(
    door: Door, desk: Desk, database: Database, tmp_path: Path, log: io.StringIO
) -> None:
    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(tmp_path / "updates.db", timeout=60)) as other:
            other.execute(f"ALTER TABLE {before} RENAME TO {after}")

    await asyncio.to_thread(rename, "leases", "elsewhere")
    assert [(await push(door, said(5))).status for _ in range(3)] == [503, 503, 503]
    assert log.getvalue().count("they come again") == 1
    await asyncio.to_thread(rename, "elsewhere", "leases")
    assert (await push(door, said(5))).status == 200
    assert desk.answered == [5]


@pytest.mark.parametrize("given", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ключ"])
async def test_without_the_secret_nobody_is_let_in(door: Door, desk: Desk, given: str) -> None:
    assert (await push(door, said(5), **{SECRET_HEADER: given})).status == 401
    assert desk.answered == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"message": {}}', "application/json", 400),
        (b'{"update_id": "5"}', "application/json", 400),
        (b'{"update_id": 99999999999999999999}', "application/json", 400),
        (b'{"update_id": 5}', "text/plain", 415),
        (b" " * (LARGEST_BODY + 1), "application/json", 413),
    ],
)
async def test_what_is_no_update_is_refused(door: Door, desk: Desk, body: bytes, kind: str, status: int) -> None:
    assert (await push(door, body, **{"Content-Type": kind})).status == status
    assert desk.answered == []


async def test_other_paths_and_methods_are_refused(door: Door) -> None:
    assert (await door.get("/telegram")).status == 405
    assert (await door.post("/")).status == 404


async def test_every_answer_is_counted_by_its_status(door: Door, hook: Hook) -> None:
    await push(door, said(5))
    await push(door, b"{")
    await push(door, b"{", **{SECRET_HEADER: "wrong"})
    assert hook.answers == {200: 1, 400: 1, 401: 1}


async def test_nothing_of_a_body_or_a_secret_is_logged(door: Door, log: io.StringIO) -> None:
    await push(door, said(5))
    await push(door, b'"my words')
    await push(door, said(6), **{SECRET_HEADER: "their-guess"})
    assert "my words" not in log.getvalue()
    assert "their-guess" not in log.getvalue()
    assert SECRET not in log.getvalue()
