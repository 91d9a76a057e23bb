"""A furnished world on a clock that stands still, and ways to call it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.localchat.calling import call
from bot.localchat.clock import StillClock
from bot.localchat.stage import Stage, furnish
from bot.localchat.things import Upload

TOKEN = "7000000001:" + "a" * 35
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

Ok = Callable[..., Any]


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def stage(clock: StillClock) -> Stage:
    furnished = furnish(TOKEN, clock)
    furnished.private.started = True
    return furnished


@pytest.fixture
def ok(stage: Stage) -> Ok:
    """Call a method that must succeed; gives its result."""

    def run(method: str, files: dict[str, Upload] | None = None, **arguments: Any) -> Any:
        outcome = call(stage.world, method, arguments, files)
        assert outcome.status == 200, outcome.body
        return outcome.body["result"]

    return run


@pytest.fixture
def refused(stage: Stage) -> Ok:
    """Call a method that must be refused; gives Telegram's sentence."""

    def run(method: str, files: dict[str, Upload] | None = None, **arguments: Any) -> str:
        outcome = call(stage.world, method, arguments, files)
        assert outcome.status != 200, outcome.body
        assert outcome.body["error_code"] == outcome.status
        return str(outcome.body["description"])

    return run
