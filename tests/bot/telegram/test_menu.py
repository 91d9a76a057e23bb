"""The command menu: in every language, written only where it differs, and never in the way."""

import io
from collections.abc import AsyncIterator

import pytest
from talking import Talk
from telegram import Bot

from answers.words import offered
from bot.commands import COMMANDS
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from bot.telegram.menu import menu, publish
from bot.telegram.request import AiohttpRequest


@pytest.fixture
async def bot(chat: LocalChat) -> AsyncIterator[Bot]:
    made = Bot(chat.token, base_url=f"{chat.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest(1))
    async with made:
        yield made


async def test_a_new_bot_gets_a_menu_for_each_language_and_one_for_all_others(bot: Bot) -> None:
    assert await publish(bot) == len(offered()) + 1
    assert await bot.get_my_commands() == menu("en")
    for language in offered():
        assert await bot.get_my_commands(language_code=language) == menu(language)


async def test_what_is_there_already_is_not_written_again(bot: Bot, talk: Talk) -> None:
    await publish(bot)
    written = len(talk.calls("setMyCommands"))
    assert await publish(bot) == 0
    assert len(talk.calls("setMyCommands")) == written


async def test_only_what_differs_is_written(bot: Bot) -> None:
    await publish(bot)
    await bot.set_my_commands([("old", "An old command")], language_code="uk")
    assert await publish(bot) == 1


async def test_a_failure_is_logged_and_stops_nothing(bot: Bot, talk: Talk, log: io.StringIO) -> None:
    talk.chat.world.faults.add(Fault("too_many_requests", method="getMyCommands", retry_after=600))
    assert await publish(bot) == 0
    assert "menu could not be brought up to date" in log.getvalue()


@pytest.mark.parametrize("language", offered())
def test_the_menu_lists_what_everybody_may_use(language: str) -> None:
    assert [each.command for each in menu(language)] == [
        each.name for each in COMMANDS if each.listed and not each.operators
    ]
    assert all(1 <= len(each.description) <= 256 for each in menu(language))
