"""The whole bot behind a webhook, pushed to by the stand-in: set, kept, changed for polling and back."""

import asyncio
import io
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from talking import Talk, free_port, running

from bot.app import Service
from bot.config import Listen
from bot.intake import KINDS
from bot.localchat.server import LocalChat
from bot.telegram.webhook import Pushed, Webhook, secret_of
from storage.database import Database
from tally.errors import SettingError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, clock=lambda: NOW, sleep=lambda _: asyncio.sleep(0.02)) as opened:
        opened.stage.private.started = True
        yield opened


@pytest.fixture
def pushed(chat: LocalChat) -> Pushed:
    listen = Listen("127.0.0.1", free_port())
    return Pushed(f"http://127.0.0.1:{listen.port}/from-telegram", listen, secret_of(chat.token))


def answered(talk: Talk) -> Counter[int]:
    """How often each message to the bot in the group was answered, by its id there."""
    return Counter(each.reply_to.id for each in talk.answers(talk.stage.small_group) if each.reply_to)


def ask(talk: Talk, times: int) -> list[int]:
    return [talk.say("/latest", talk.stage.small_group).id for _ in range(times)]


async def test_pushed_updates_are_answered(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed, log: io.StringIO
) -> None:
    async with running(chat, database, pushed=pushed):
        assert "11,368" in (await talk.ask("/latest")).content["text"]
        await talk.until(lambda: not chat.world.updates.waiting)
    assert pushed.secret not in log.getvalue()


async def test_the_webhook_is_set_with_its_secret_and_drops_nothing(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed
) -> None:
    asked = ask(talk, 3)
    async with running(chat, database, pushed=pushed):
        await talk.until(lambda: set(answered(talk)) == set(asked))
    (call,) = talk.calls("setWebhook")
    assert chat.world.updates.asked == set(KINDS)
    assert call.arguments.get("drop_pending_updates") in (None, False, "false")
    assert chat.world.webhook.secret == pushed.secret
    assert chat.world.webhook.url == pushed.url  # and it stays when we stop: another process may be there


async def test_between_the_two_ways_nothing_is_lost_and_nothing_repeated(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed
) -> None:
    asked: list[int] = []
    for way in (None, pushed, None, pushed):
        asked += ask(talk, 2)
        async with running(chat, database, pushed=way):
            asked += ask(talk, 2)
            await talk.until(lambda: len(answered(talk)) == len(asked))  # noqa: B023
    assert answered(talk) == Counter(asked)


async def test_told_to_stop_it_finishes_what_it_began_and_the_next_does_the_rest(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed
) -> None:
    asked = ask(talk, 6)
    async with running(chat, database, pushed=pushed):
        await talk.until(lambda: answered(talk))
    async with running(chat, database, pushed=pushed):
        await talk.until(lambda: set(answered(talk)) == set(asked))
    assert answered(talk) == Counter(asked)


async def test_a_webhook_that_somebody_took_away_is_set_again(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed, log: io.StringIO
) -> None:
    async with running(chat, database, pushed=pushed) as service:
        await talk.until(lambda: chat.world.webhook.url)
        await service.application.bot.delete_webhook()
        assert isinstance(service.way, Webhook)
        await service.way.look()
        assert chat.world.webhook.url == pushed.url
        await talk.ask("/latest")
    assert "changed by somebody else" in log.getvalue()


async def test_what_telegram_met_at_the_door_is_said_once(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed, log: io.StringIO
) -> None:
    async with running(chat, database, pushed=pushed) as service:
        assert isinstance(service.way, Webhook)
        await talk.until(lambda: chat.world.webhook.url)
        service.way.hook.open = False
        talk.say("/latest")
        await talk.until(lambda: chat.world.webhook.last_error)
        for _ in range(3):
            await service.way.look()
        assert service.way.pending == 1
        service.way.hook.open = True
        await talk.until(talk.answers)
    assert log.getvalue().count("Telegram could not push an update") == 1


async def test_an_address_that_telegram_refuses_names_its_setting(chat: LocalChat, database: Database) -> None:
    listen = Listen("127.0.0.1", free_port())
    service = Service(chat.token, chat.url, database, pushed=Pushed("https://bot.example.org:8444/", listen, "x" * 20))
    await service.start()
    try:
        with pytest.raises(SettingError, match="WEBHOOK_URL"):
            await asyncio.wait_for(service.serve(), 60)
    finally:
        await service.stop()


async def test_an_address_that_is_taken_names_its_setting(chat: LocalChat, database: Database, pushed: Pushed) -> None:
    async with running(chat, database, pushed=pushed):
        second = Service(chat.token, chat.url, database, pushed=pushed)
        with pytest.raises(SettingError, match="WEBHOOK_LISTEN"):
            await second.start()
        await second.stop()


def test_processes_with_one_token_share_a_secret_that_telegram_takes() -> None:
    assert secret_of("1:abc") == secret_of("1:abc") != secret_of("1:abd")
    assert len(secret_of("1:abc")) == 64


async def test_health_is_answered_beside_the_webhook_where_the_address_is_the_same(
    chat: LocalChat, database: Database, talk: Talk, pushed: Pushed
) -> None:
    at = f"http://127.0.0.1:{pushed.listen.port}"
    async with running(chat, database, pushed=pushed, health=pushed.listen), aiohttp.ClientSession(at) as session:
        await talk.ask("/latest")
        async with session.get("/readyz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        async with session.get("/metrics") as answer:
            page = await answer.text()
    assert 'sitrep_updates_total{kind="message"} 1.0' in page
    assert 'sitrep_answer_seconds_count{command="latest"} 1.0' in page


async def test_health_is_answered_while_telegram_is_away(database: Database) -> None:
    listen = Listen("127.0.0.1", free_port())
    service = Service("1:token", "http://127.0.0.1:9", database, health=listen)
    starting = asyncio.create_task(service.start())
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{listen.port}") as session:
            async with asyncio.timeout(60):
                while (status := await _status(session, "/healthz")) == 0:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            assert (status, await _status(session, "/readyz")) == (200, 503)
    finally:
        starting.cancel()
        await asyncio.wait({starting})
        await service.stop()


async def _status(session: aiohttp.ClientSession, path: str) -> int:
    """The status that is answered, 0 where nobody listens yet."""
    try:
        async with session.get(path) as answer:
            return answer.status
    except aiohttp.ClientConnectorError:
        return 0
