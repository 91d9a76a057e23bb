"""The bot as its own process, the way an operator runs it, against the local chat in this one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

# The people who talk to the bot live beside the tests of its Telegram side.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bot" / "telegram"))

from talking import Talk

from bot.config import Settings
from bot.localchat.server import LocalChat
from news.learning import learn
from storage.article import Article
from storage.database import open_database

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BULLETIN = """The total combat losses of the enemy from 24.02.22 to 23.11.26 were approximately:
personnel - about 1169930 (+1060) people,
tanks - 11368 (+6) units,
armoured fighting vehicles - 23622 (+12) units,
artillery systems - 34673 (+38) units."""


class Running:
    """`sitrep` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, output: Path) -> None:
        self.process = process
        self._output = output

    @property
    def output(self) -> str:
        """Everything it has printed and logged so far."""
        return self._output.read_text("utf-8")

    async def says(self, text: str) -> None:
        """Wait until it prints or logs `text`."""
        async with asyncio.timeout(60):
            while text not in self.output:
                if self.process.returncode is not None:
                    raise AssertionError(self.output)
                await asyncio.sleep(0.02)

    async def ends(self, how: signal.Signals | None = None) -> int:
        """Wait until it ends, after the signal if one is given; its exit status."""
        if how is not None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), 60)


class Operator:
    """Starts `sitrep` in an empty folder with only the settings that a test gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs = 0

    @asynccontextmanager
    async def run(self, *arguments: str, **settings: str) -> AsyncIterator[Running]:
        """Start `sitrep ARGUMENTS` and see that it is gone at the end."""
        self._runs += 1
        names = {name.upper() for name in Settings.model_fields}
        environment = {name: value for name, value in os.environ.items() if name not in names}
        environment |= {"TABLES": "off"} | settings | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        path = self.folder / f"output-{self._runs}.txt"
        with path.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *arguments, cwd=self.folder, env=environment, stdout=output, stderr=output
            )
        try:
            yield Running(process, path)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            print(path.read_text("utf-8"))  # shown by pytest where a test fails

    def settings(self, chat: LocalChat) -> dict[str, str]:
        """The settings of a bot that takes `chat` for Telegram."""
        return {
            "BOT_TOKEN": chat.token,
            "BOT_API_URL": chat.url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'sitrep.db'}",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "debug",
            "GATHER": "off",
        }


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0) as opened:
        opened.stage.private.started = True
        yield opened


@pytest.fixture
def talk(chat: LocalChat) -> Talk:
    return Talk(chat)


@pytest.fixture
async def learned(operator: Operator) -> None:
    """A database that knows one day."""
    async with await open_database(f"sqlite:///{operator.folder / 'sitrep.db'}") as database:
        article = Article(BULLETIN, title="Losses", outlet="Example Herald", published=NOW.date(), language="en")
        await learn(article, database, today=NOW.date(), now=NOW)
