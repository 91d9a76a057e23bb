"""Webhooks: secret, order within a lane, tries again, what is dropped."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.localchat import people
from bot.localchat.calling import call
from bot.localchat.clock import StillClock
from bot.localchat.pushing import pause_after
from bot.localchat.server import LocalChat

from .conftest import NOON, TOKEN

Json = dict[str, Any]


class Bot:
    """A bot behind a webhook that answers what it is told to, then 200."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.heard: list[Json] = []
        self.secrets: set[str | None] = set()
        self.taken = asyncio.Event()
        self.url = ""

    async def hook(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.taken.set()
        return web.Response(status=status, headers={"Retry-After": "9"} if status == 503 else {})

    def texts(self) -> list[str]:
        return [each["message"]["text"] for each in self.heard if "message" in each]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    made = Bot()
    application = web.Application()
    application.router.add_post("/hook", made.hook)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


class Pauses:
    """A sleep that only counts."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def chat(pauses: Pauses) -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, token=TOKEN, clock=StillClock(NOON), sleep=pauses) as opened:
        opened.stage.private.started = True
        yield opened


def set_hook(chat: LocalChat, bot: Bot, **more: Any) -> None:
    assert call(chat.world, "setWebhook", {"url": bot.url, **more}).status == 200


def say(chat: LocalChat, *words: str) -> None:
    for each in words:
        people.say(chat.world, chat.stage.private, chat.stage.person, each)


async def until(happened: Callable[[], bool]) -> None:
    for _ in range(500):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def until_empty(chat: LocalChat) -> None:
    await until(lambda: not chat.world.updates.waiting)


async def test_what_waited_is_pushed_in_order_with_the_secret(chat: LocalChat, bot: Bot) -> None:
    say(chat, "a", "b")
    set_hook(chat, bot, secret_token="s3cret")
    say(chat, "c")
    await until_empty(chat)
    assert bot.texts() == ["a", "b", "c"]
    assert bot.secrets == {"s3cret"}


async def test_the_next_waits_until_the_former_is_taken(chat: LocalChat, bot: Bot, pauses: Pauses) -> None:
    bot.answers = [500, 500, 500, 200]
    set_hook(chat, bot)
    say(chat, "a", "b")
    await until_empty(chat)
    assert bot.texts() == ["a", "a", "a", "a", "b"]
    assert pauses.seconds == [0.0, 2.0, 4.0]


async def test_retry_after_is_honoured(chat: LocalChat, bot: Bot, pauses: Pauses) -> None:
    bot.answers = [503, 200]
    set_hook(chat, bot)
    say(chat, "a")
    await until_empty(chat)
    assert pauses.seconds == [9.0]


async def test_a_press_does_not_wait_for_the_messages_of_its_chat(chat: LocalChat, bot: Bot) -> None:
    lanes = {each.lane for each in _message_and_press(chat)}
    assert len(lanes) == 2


def _message_and_press(chat: LocalChat) -> list[Any]:
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
    call(chat.world, "sendMessage", {"chat_id": chat.stage.person.id, "text": "x", "reply_markup": keys})
    say(chat, "a")
    people.tap(chat.world, chat.stage.private.messages[1], chat.stage.person, 0, 0)
    return chat.world.updates.waiting


async def test_the_last_failure_is_told(chat: LocalChat, bot: Bot) -> None:
    bot.answers = [500, 200]
    set_hook(chat, bot)
    say(chat, "a")
    await until_empty(chat)
    info = call(chat.world, "getWebhookInfo", {}).body["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["pending_update_count"] == 0


async def test_updates_wait_for_polling_when_the_webhook_goes(chat: LocalChat, bot: Bot) -> None:
    bot.answers = [500] * 1000
    set_hook(chat, bot)
    say(chat, "a")
    await asyncio.sleep(0.05)
    call(chat.world, "deleteWebhook", {})
    updates = call(chat.world, "getUpdates", {}).body["result"]
    assert [each["message"]["text"] for each in updates] == ["a"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.org/", "An HTTPS URL must be provided for webhook"),
        ("https://example.org:8444/", "ports 80, 88, 443 or 8443"),
        ("https://example.org/", "to this computer only"),
    ],
)
async def test_only_this_computer_gets_updates(chat: LocalChat, url: str, words: str) -> None:
    outcome = call(chat.world, "setWebhook", {"url": url})
    assert outcome.status == 400
    assert words in outcome.body["description"]


def test_pauses_grow_to_a_minute() -> None:
    assert [pause_after(each) for each in (1, 2, 3, 4, 9)] == [0.0, 2.0, 4.0, 8.0, 60.0]
    assert pause_after(1, "99999") == 3600.0


async def test_a_refused_connection_is_no_end(chat: LocalChat, pauses: Pauses) -> None:
    call(chat.world, "setWebhook", {"url": "http://127.0.0.1:1/"})
    say(chat, "a")
    await until(lambda: len(pauses.seconds) >= 3)
    assert chat.world.webhook.last_error == "Connection refused"
    assert len(chat.world.updates.waiting) == 1
