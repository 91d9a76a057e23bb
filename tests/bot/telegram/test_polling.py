"""Polling over the stand-in's real HTTP: patience with trouble, and confirming only what is done."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from talking import Talk, running

from bot.app import Service
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from bot.localchat.updates import FIRST_ID
from storage.database import Database
from tally.errors import SettingError


async def test_nothing_is_confirmed_before_it_is_answered(service: Service, talk: Talk) -> None:
    world = talk.chat.world
    seen: list[tuple[int, int]] = []

    def watch(event: str, _about: object) -> None:
        if event == "call":
            confirmed = world.updates.last_id - FIRST_ID + 1 - len(world.updates.waiting)
            seen.append((confirmed, len(talk.calls("sendMessage"))))

    world.listeners.append(watch)
    for _ in range(5):
        talk.say("/latest")
        talk.say("/latest", talk.stage.small_group)
    await talk.quiet(service)
    await talk.ask("/latest")
    assert max(confirmed for confirmed, _ in seen) == 10
    assert all(confirmed <= answered for confirmed, answered in seen)


async def test_a_quiet_bot_is_alive(service: Service, talk: Talk) -> None:
    await talk.ask("/latest")
    assert service.way.pulse.silent is not None


async def test_answered_updates_are_confirmed_at_the_end(chat: LocalChat, database: Database, talk: Talk) -> None:
    async with running(chat, database) as service:
        await talk.ask("/latest")
        await talk.quiet(service)
    assert chat.world.updates.waiting == []


@pytest.mark.parametrize("fault", ["server_error", "bad_gateway", "answer_lost", "not_accepted", "too_many_requests"])
async def test_trouble_passes_and_nothing_is_lost(service: Service, talk: Talk, fault: str, log: io.StringIO) -> None:
    await talk.ask("/latest")
    talk.chat.world.faults.add(Fault(fault, method="getUpdates", retry_after=1))
    for _ in range(3):
        talk.say("/latest")
    await talk.until(lambda: len(talk.answers()) == 4)
    assert "Telegram answers again" in log.getvalue()


async def test_a_webhook_that_was_left_is_removed_and_its_updates_are_answered(
    service: Service, talk: Talk, log: io.StringIO
) -> None:
    await service.application.bot.set_webhook("http://127.0.0.1:9/hook")
    await talk.ask("/latest")
    assert "webhook" in log.getvalue()


@pytest.fixture
async def second(chat: LocalChat, database: Database) -> AsyncIterator[Service]:
    async with running(chat, database) as started:
        yield started


async def test_of_two_pollers_one_says_what_is_wrong_and_nothing_is_lost(
    service: Service, second: Service, talk: Talk, log: io.StringIO
) -> None:
    for number in range(1, 6):
        talk.say("/latest")
        await talk.until(lambda number=number: len(talk.answers()) >= number)
    await talk.until(lambda: "another process polls with this token" in log.getvalue())


async def test_a_token_that_is_revoked_ends_it(chat: LocalChat, database: Database) -> None:
    service = Service(chat.token, chat.url, database)
    await service.start()
    chat.world.token = "5:another"
    try:
        with pytest.raises(SettingError, match="BOT_TOKEN"):
            await asyncio.wait_for(service.serve(), 60)
    finally:
        await service.stop()


async def test_a_token_that_is_unknown_from_the_start_ends_it(chat: LocalChat, database: Database) -> None:
    service = Service("7:unknown", chat.url, database)
    with pytest.raises(SettingError, match="BOT_TOKEN"):
        await service.start()
    await service.stop()
