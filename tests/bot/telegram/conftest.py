"""The whole bot against the local chat."""

import io
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import structlog
from talking import Talk, running

from bot.app import Service
from bot.localchat.server import LocalChat
from bot.logs import set_up
from news.learning import learn
from storage.article import Article
from storage.database import Database, open_database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

BULLETIN = """The total combat losses of the enemy from 24.02.22 to 22.11.26 were approximately:
personnel - about 1169930 (+1060) people,
tanks - 11368 (+6) units,
armoured fighting vehicles - 23622 (+12) units,
artillery systems - 34673 (+38) units."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite:///{tmp_path / 'sitrep.db'}") as opened:
        article = Article(
            BULLETIN, title="Losses", outlet="Example Herald", published=date(2026, 11, 22), language="en"
        )
        await learn(article, opened, today=date(2026, 11, 22), now=NOW)
        yield opened


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, clock=lambda: NOW) as opened:
        opened.stage.private.started = True
        yield opened


@pytest.fixture
def talk(chat: LocalChat) -> Talk:
    return Talk(chat)


@pytest.fixture
async def service(chat: LocalChat, database: Database) -> AsyncIterator[Service]:
    async with running(chat, database) as started:
        yield started


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """What is logged, as JSON lines."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    written = io.StringIO()
    set_up("debug", "json", stream=written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()
