"""The whole bot: somebody subscribes in the chat, the figures land, the digest comes by itself."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

from figures import correct, land
from post_office import DAY, NOW

from bot.app import Service
from bot.localchat import people
from bot.localchat.server import LocalChat
from bot.localchat.things import Message
from storage.database import open_database

YESTERDAY = DAY - timedelta(days=1)


async def test_a_subscriber_gets_the_digest_and_its_correction() -> None:
    started = time.monotonic()
    async with LocalChat(port=0, clock=lambda: NOW + timedelta(seconds=time.monotonic() - started)) as telegram:
        await _subscribe_and_read(telegram)


async def _subscribe_and_read(telegram: LocalChat) -> None:
    stage = telegram.stage
    stage.private.started = True
    async with await open_database("sqlite:///:memory:") as database:
        await land(database, YESTERDAY, {"tanks": 11_995}, NOW - timedelta(days=1))
        service = Service(telegram.token, telegram.url, database, now=telegram.clock)
        await service.start()
        serving = asyncio.create_task(service.serve())
        try:
            people.say(telegram.world, stage.private, stage.person, "/subscribe daily")
            await _until(telegram, lambda texts: any("Subscribed" in text for text in texts))
            await land(database, DAY, {"tanks": 12_001}, NOW)
            await _until(telegram, lambda texts: any("12,001" in text for text in texts))
            await correct(database, DAY, "tanks", 11_997, NOW + timedelta(minutes=1))
            await _until(telegram, lambda texts: any("11,997, not 12,001" in text for text in texts))
            (edited,) = [each for each in _sent(telegram) if each.edited is not None]
            assert "11,997" in edited.content["text"]
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            await service.stop()


def _sent(telegram: LocalChat) -> list[Message]:
    me = telegram.world.bot
    return [each for each in telegram.stage.private.messages.values() if each.sender is me]


async def _until(telegram: LocalChat, reached: Callable[[list[str]], bool]) -> None:
    async with asyncio.timeout(90):
        while not reached([each.content.get("text", "") for each in _sent(telegram)]):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
