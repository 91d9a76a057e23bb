"""Presses: answered once, in time, with the notice when that is quick."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from talking import Talk
from telegram import Bot

from bot.localchat import people
from bot.localchat.server import LocalChat
from bot.telegram.presses import Presses
from bot.telegram.request import AiohttpRequest


@pytest.fixture
async def bot(chat: LocalChat) -> AsyncIterator[Bot]:
    made = Bot(chat.token, base_url=f"{chat.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest(1))
    async with made:
        yield made


@pytest.fixture
async def press(bot: Bot, chat: LocalChat) -> str:
    await bot.send_message(chat.stage.private.id, "text")
    return people.press(chat.world, Talk(chat).answers()[0], chat.stage.person, "1|latest|")


def raw(press: str) -> dict[str, object]:
    return {"update_id": 1, "callback_query": {"id": press}}


async def test_a_quick_command_answers_with_its_notice(bot: Bot, press: str, talk: Talk) -> None:
    presses = Presses(bot)
    presses.arrived(raw(press))
    await presses.answer(press, "Done")
    assert [call.arguments.get("text") for call in talk.calls("answerCallbackQuery")] == ["Done"]


async def test_a_slow_command_is_overtaken_by_an_answer_without_words(bot: Bot, press: str, talk: Talk) -> None:
    presses = Presses(bot, patience=0.0)
    presses.arrived(raw(press))
    await talk.until(lambda: talk.calls("answerCallbackQuery"))
    await presses.answer(press, "Too late")
    assert [call.arguments.get("text") for call in talk.calls("answerCallbackQuery")] == [None]


async def test_a_press_that_comes_twice_is_answered_once(bot: Bot, press: str, talk: Talk) -> None:
    presses = Presses(bot)
    presses.arrived(raw(press))
    presses.arrived(raw(press))
    await presses.answer(press)
    await presses.answer(press)
    assert len(talk.calls("answerCallbackQuery")) == 1


async def test_a_press_too_old_to_be_answered_is_no_trouble(bot: Bot, talk: Talk) -> None:
    presses = Presses(bot)
    presses.arrived(raw("123"))
    await presses.answer("123", "Done")
    assert talk.calls("answerCallbackQuery")[0].status == 400


async def test_a_long_notice_is_cut_to_what_telegram_takes(bot: Bot, press: str, talk: Talk) -> None:
    presses = Presses(bot)
    presses.arrived(raw(press))
    await presses.answer(press, "я" * 300)
    assert talk.calls("answerCallbackQuery")[0].status == 200


@pytest.mark.parametrize("odd", [{}, {"callback_query": None}, {"callback_query": {"id": 5}}, {"message": {}}])
async def test_what_is_no_press_is_left_alone(bot: Bot, odd: dict[str, object], talk: Talk) -> None:
    presses = Presses(bot, patience=0.0)
    presses.arrived(odd)
    await asyncio.sleep(0.01)
    assert not talk.calls("answerCallbackQuery")


async def test_what_still_waits_at_the_end_is_let_go(bot: Bot, press: str, talk: Talk) -> None:
    presses = Presses(bot, patience=0.01)
    presses.arrived(raw(press))
    await presses.close()
    await asyncio.sleep(0.03)
    assert not talk.calls("answerCallbackQuery")
