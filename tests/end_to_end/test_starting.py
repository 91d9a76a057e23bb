"""`sitrep run` as somebody types it: with a token, without one, and with a wrong setting."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.localchat.server import LocalChat
from bot.localchat.stage import PERSON_ID


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_from_an_article_to_an_answer(operator: Any, chat: LocalChat, talk: Any, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "The total combat losses of the enemy from 24.02.22 to 23.11.26 were approximately:\n"
        "personnel - about 1169930 (+1060) people,\ntanks - 11368 (+6) units,\nartillery systems - 34673 (+38) units.\n"
    )
    settings = operator.settings(chat)
    async with operator.run("learn", str(article), **settings) as learning:
        assert await learning.ends() == 0
    async with operator.run("run", **settings):
        answer = await talk.ask("/latest")
    assert "11,368" in answer.content["text"]


async def test_a_wrong_token_is_one_clear_line_and_78(operator: Any, chat: LocalChat) -> None:
    wrong = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
    async with operator.run("run", **operator.settings(chat) | {"BOT_TOKEN": wrong}) as bot:
        assert await bot.ends() == 78
    (line,) = [each for each in bot.output.splitlines() if each]
    assert line.startswith("BOT_TOKEN: Telegram does not know this token")


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOT_TOKEN", "nonsense"), ("ADMIN_IDS", "me"), ("LOG_LEVEL", "loud"), ("DATABASE_URL", "mysql://x")],
)
async def test_a_wrong_setting_is_one_clear_line_and_78(operator: Any, name: str, value: str) -> None:
    async with operator.run("run", **{name: value}) as bot:
        assert await bot.ends() == 78
    (line,) = bot.output.splitlines()
    assert line.startswith(f"{name}: ")


async def test_a_database_that_cannot_be_opened_is_one_clear_line(operator: Any, chat: LocalChat) -> None:
    settings = operator.settings(chat) | {"DATABASE_URL": "sqlite:////nowhere/at/all/sitrep.db"}
    async with operator.run("run", **settings) as bot:
        assert await bot.ends() == 1
    (line,) = bot.output.splitlines()
    assert "/nowhere/at/all" in line


async def test_settings_are_read_from_the_file_beside_it(operator: Any) -> None:
    (operator.folder / ".env").write_text("LOCAL_CHAT_PORT=none\n")
    async with operator.run("run") as bot:
        assert await bot.ends() == 78
    assert "LOCAL_CHAT_PORT" in bot.output


async def test_without_network_it_waits_and_then_works(operator: Any, talk: Any, chat: LocalChat) -> None:
    port = free_port()
    settings = operator.settings(chat) | {"BOT_API_URL": f"http://127.0.0.1:{port}"}
    async with operator.run("run", **settings) as bot:
        await bot.says("Telegram cannot be reached")
        async with LocalChat(port=port, token=chat.token):
            await bot.says("Telegram answers")
            await bot.says("at work")


@asynccontextmanager
async def local_chat(operator: Any) -> AsyncIterator[Any]:
    """The bot without a token, and a client for its page."""
    port = str(free_port())
    async with operator.run("run", LOCAL_CHAT_PORT=port) as bot, aiohttp.ClientSession() as client:
        await bot.says("at work")

        async def call(path: str, given: dict[str, Any] | None = None) -> Any:
            address = f"http://127.0.0.1:{port}{path}"
            method = "POST" if given is not None else "GET"
            async with client.request(method, address, json=given) as response:
                assert response.status == 200, await response.text()
                return await response.json() if "json" in response.content_type else await response.text()

        yield bot, call


@pytest.fixture
async def local(operator: Any) -> AsyncIterator[Any]:
    async with local_chat(operator) as opened:
        yield opened


async def test_without_a_token_it_serves_a_local_chat_that_has_something_to_say(local: Any, operator: Any) -> None:
    bot, call = local
    assert "http://127.0.0.1:" in bot.output
    assert "not Telegram" in bot.output
    assert (operator.folder / "local-chat.db").exists()
    assert "<html" in await call("/")
    await call("/chat/do/start", {})
    await call("/chat/do/say", {"chat": PERSON_ID, "text": "/total tanks"})
    await eventually(call, "Tanks")


async def eventually(call: Any, text: str) -> None:
    """Wait until the page shows `text`."""
    for _ in range(1000):
        if text in json.dumps(await call("/chat/state")):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(await call("/chat/state"))


async def test_a_second_start_reads_no_sample_and_answers_from_the_first_word_on(operator: Any) -> None:
    for count in (1, 0):
        async with local_chat(operator) as (bot, call):
            await call("/chat/do/start", {})
            await call("/chat/do/say", {"chat": PERSON_ID, "text": "/total tanks"})
            await eventually(call, "General Staff")
        assert bot.output.count("Reading the sample") == count


async def test_a_taken_port_is_one_clear_line_that_says_what_to_do(operator: Any, chat: LocalChat) -> None:
    async with operator.run("run", LOCAL_CHAT_PORT=str(chat.port)) as bot:
        assert await bot.ends() == 78
    (line,) = bot.output.splitlines()
    assert f"port {chat.port} is taken" in line
    assert f"LOCAL_CHAT_PORT={chat.port + 1}" in line
