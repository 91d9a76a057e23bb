"""What is said about Telegram: asked over real sockets, of the local chat and of servers that are in trouble."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from bot.checkup.finding import Finding
from bot.checkup.service import look_at_telegram
from bot.config import read_settings
from bot.localchat.server import LocalChat

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ME = {"id": 123456789, "is_bot": True, "username": "sitrep_bot", "supports_inline_queries": True}
HOOK = "https://sitrep.example.org/hook"


@asynccontextmanager
async def telegram(hook: Mapping[str, Any], *, status: int = 200, ahead: timedelta = timedelta()) -> AsyncIterator[str]:
    """The address of a Bot API server that says so of the webhook, its clock *ahead* of ours."""

    async def answer(request: web.Request) -> web.Response:
        result = {"getMe": ME, "getWebhookInfo": hook}[request.match_info["method"]]
        content = {"ok": status == 200, "result": result, "description": "Unauthorized"}
        date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
        return web.json_response(content, status=status, headers={"Date": date})

    application = web.Application()
    application.add_routes([web.get("/bot{token}/{method}", answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def found(api: str, webhook: str | None = None, token: str = TOKEN) -> dict[str, Finding]:
    settings = read_settings(None, bot_token=token, bot_api_url=api, webhook_url=webhook)
    return {each.about: each for each in await look_at_telegram(settings, datetime.now(UTC))}


async def test_a_bot_that_polls_is_in_order() -> None:
    async with LocalChat(port=0) as chat:
        looked = await found(chat.url, token=chat.token)
    assert {about: each.mark for about, each in looked.items()} == {"token": "OK", "clock": "OK", "updates": "OK"}


async def test_an_unknown_token_must_be_changed_and_is_not_repeated() -> None:
    async with telegram({}, status=401) as api:
        looked = await found(api)
    assert looked["token"].mark == "x"
    assert "@BotFather" in looked["token"].todo
    assert TOKEN not in str(looked)


async def test_a_server_that_is_not_there_is_told_without_the_token() -> None:
    looked = await found("http://127.0.0.1:1")
    assert looked["telegram"].mark == "x"
    assert TOKEN not in str(looked)


@pytest.mark.parametrize(
    ("ahead", "mark", "words"), [(0, "OK", "agrees"), (20, "!", "behind"), (-20, "!", "ahead"), (600, "x", "behind")]
)
async def test_a_clock_that_is_wrong_is_noticed(ahead: int, mark: str, words: str) -> None:
    async with telegram({"url": "", "pending_update_count": 0}, ahead=timedelta(seconds=ahead)) as api:
        clock = (await found(api))["clock"]
    assert (clock.mark, words in clock.words) == (mark, True)


@pytest.mark.parametrize(
    ("hook", "wanted", "mark", "words"),
    [
        ({"url": "", "pending_update_count": 3}, None, "OK", "polled, 3 wait"),
        ({"url": "", "pending_update_count": 3000}, None, "!", "3,000 wait"),
        ({"url": HOOK, "pending_update_count": 3}, None, "!", f"pushed to {HOOK}"),
        ({"url": "", "pending_update_count": 3}, HOOK, "!", "not pushed yet"),
        ({"url": HOOK, "pending_update_count": 0}, HOOK, "OK", f"pushed to {HOOK}"),
        ({"url": HOOK, "pending_update_count": 9, "last_error_date": 1, "last_error_message": "Old"}, HOOK, "OK", ""),
        (
            {"url": HOOK, "pending_update_count": 9, "last_error_date": 2**33, "last_error_message": "SSL error"},
            HOOK,
            "!",
            "SSL error",
        ),
    ],
)
async def test_how_updates_come_in_is_compared_with_how_they_should(
    hook: Mapping[str, Any], wanted: str | None, mark: str, words: str
) -> None:
    async with telegram(hook) as api:
        updates = (await found(api, wanted))["updates"]
    assert (updates.mark, words in updates.words) == (mark, True)


async def test_without_a_token_nobody_is_asked() -> None:
    assert await look_at_telegram(read_settings(None), datetime.now(UTC)) == []
