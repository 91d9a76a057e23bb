"""A real browser, the real bot in its local chat, and a chat without a bot that the test plays itself."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.localchat.calling import call
from bot.localchat.server import LocalChat

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW, WIDE = (390, 844), (1280, 860)
_PATIENCE = 120.0
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: Playwright keeps an event loop running, beside which no asynchronous test can start one."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield opened
        opened.close()


class Pages:
    """Opens pages and remembers what went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.troubles: list[str] = []

    def open(self, url: str, size: tuple[int, int] = WIDE, **options: Any) -> Page:
        """A new window of this size; `options` are Playwright's (color_scheme, bypass_csp, ...)."""
        viewport = {"width": size[0], "height": size[1]}
        context = self._browser.new_context(viewport=viewport, locale="en-GB", **options)
        context.set_default_timeout(60_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(url)
        page.locator(".chat-row").first.wait_for(state="attached")
        return page

    def close(self) -> None:
        for each in self._contexts:
            each.close()


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Windows of this test. Whatever the browser complains of fails the test."""
    opened = Pages(browser)
    yield opened
    opened.close()
    assert opened.troubles == []


class Bot:
    """`sitrep run` without a token, in its own process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {key: value for key, value in os.environ.items() if key not in {"BOT_TOKEN", "DATABASE_URL"}}
        self._log = (folder / "log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=kept | {"LOCAL_CHAT_PORT": str(self.port), "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> None:
        """Until it is at work: the command menu is there."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/chat/state") as state:
                    if b'"commands": [{' in state.read():
                        return
            except urllib.error.URLError:
                pass
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(Path(self._log.name).read_text())

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)
        self._log.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the bot has read its sample already."""
    folder = tmp_path_factory.mktemp("furnished")
    bot = Bot(folder)
    bot.wait()
    bot.stop()
    return folder


def _started(furnished: Path, folder: Path) -> Iterator[Bot]:
    for each in furnished.glob("local-chat.db*"):
        shutil.copy(each, folder)
    started = Bot(folder)
    started.wait()
    yield started
    started.stop()


@pytest.fixture
def new_bot(furnished: Path, tmp_path: Path) -> Iterator[Bot]:
    """A bot that nobody has spoken to."""
    yield from _started(furnished, tmp_path)


@pytest.fixture(scope="session")
def bot(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that many tests speak to, one after another."""
    yield from _started(furnished, tmp_path_factory.mktemp("bot"))


class Stand:
    """A local chat in a thread, whose bot is the test: `call` makes it speak."""

    def __init__(self, chat: LocalChat, loop: asyncio.AbstractEventLoop) -> None:
        self.chat = chat
        self.url = chat.url
        self._loop = loop

    def do(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a function where the chat lives."""

        async def run() -> Any:
            return function(*arguments)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(60)

    def call(self, method: str, **arguments: Any) -> Any:
        """One call of the bot, which must succeed."""
        outcome = self.do(call, self.chat.world, method, arguments)
        assert outcome.status == 200, outcome.body
        return outcome.body["result"]

    def say(self, text: str, **more: Any) -> int:
        """A message of the bot in the private chat; gives its number."""
        sent = self.call("sendMessage", chat_id=self.chat.stage.person.id, text=text, parse_mode="HTML", **more)
        return int(sent["message_id"])

    def updates(self) -> list[dict[str, Any]]:
        """What people did."""
        return [each.json() for each in self.do(lambda: list(self.chat.world.updates.waiting))]


@pytest.fixture
def stand() -> Iterator[Stand]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    chat = LocalChat(port=0)
    asyncio.run_coroutine_threadsafe(chat.__aenter__(), loop).result(60)
    chat.stage.private.started = True
    yield Stand(chat, loop)
    asyncio.run_coroutine_threadsafe(chat.__aexit__(None, None, None), loop).result(60)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(60)
    loop.close()
