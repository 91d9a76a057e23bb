"""Every answer is understood whole by python-telegram-bot, and by aiogram, a client we did not write against."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiogram.types
import pytest
import telegram
from pydantic import BaseModel, TypeAdapter

from bot.localchat.clock import StillClock
from bot.localchat.methods import METHODS
from bot.localchat.stage import Stage
from localchat.scenario import walk

Json = dict[str, Any]

NEWER_THAN_PTB = {"rich_message", "can_send_welcome_messages"}
PLAIN = {"Boolean", "String", "Integer"}


@pytest.fixture
def done(stage: Stage, clock: StillClock) -> list[tuple[str, Any]]:
    return list(walk(stage, clock))


@pytest.fixture(scope="module")
def returns(shared: Path) -> dict[str, list[str]]:
    schema = json.loads((shared / "data" / "bot-api-10.1.json").read_text())
    return {name: each["returns"] for name, each in schema["methods"].items()}


def test_the_walk_calls_every_method(done: list[tuple[str, Any]]) -> None:
    assert {name.lower() for name, _ in done} == METHODS.keys()


def test_the_walk_meets_every_update_that_people_cause(done: list[tuple[str, Any]]) -> None:
    kinds = {key for name, result in done if name == "getUpdates" for each in result for key in each}
    people_cause = {"message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member"}
    assert kinds >= people_cause | {"chosen_inline_result", "chat_member"}


def objects(done: list[tuple[str, Any]], returns: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    """Type name and JSON of every object that came back; plain answers are checked on the way."""
    for name, result in done:
        kind = next(
            (each for each in returns[name] if (each == "Boolean") == isinstance(result, bool)), returns[name][0]
        )
        bare = kind.removeprefix("Array of ")
        if bare in PLAIN:
            assert isinstance(result, bool if bare == "Boolean" else int)
            continue
        for each in result if kind.startswith("Array of ") else [result]:
            yield bare, each


def leftovers(value: Any) -> Iterator[str]:
    """Names of fields that python-telegram-bot did not know."""
    if isinstance(value, telegram.TelegramObject):
        yield from value.api_kwargs
        for slot in {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}:
            if not slot.startswith("_") and slot != "api_kwargs":
                yield from leftovers(getattr(value, slot, None))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from leftovers(each)


@pytest.mark.shared
def test_python_telegram_bot_knows_every_field(done: list[tuple[str, Any]], returns: dict[str, list[str]]) -> None:
    for kind, given in objects(done, returns):
        parsed = getattr(telegram, kind).de_json(given, None)
        assert set(leftovers(parsed)) <= NEWER_THAN_PTB, (kind, given)


def extras(value: Any) -> Iterator[str]:
    """Names of fields that aiogram did not know."""
    if isinstance(value, BaseModel):
        yield from value.model_extra or {}
        for name in type(value).model_fields:
            yield from extras(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from extras(each)


def aiogram_type(kind: str) -> Any:
    unions = {"ChatMember": "ChatMemberUnion", "MenuButton": "MenuButtonUnion"}
    return getattr(aiogram.types, unions.get(kind, kind), None) or getattr(aiogram.types, kind)


@pytest.mark.shared
def test_aiogram_knows_every_field(done: list[tuple[str, Any]], returns: dict[str, list[str]]) -> None:
    for kind, given in objects(done, returns):
        adapter: TypeAdapter[Any] = TypeAdapter(aiogram_type(kind))
        parsed = adapter.validate_python(given, context={"bot": None})
        assert not set(extras(parsed)), (kind, given)
