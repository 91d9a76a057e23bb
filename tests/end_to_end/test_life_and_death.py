"""Starting, stopping and being killed: no update is lost, none is knowingly answered twice."""

import os
import random
import signal
from collections import Counter
from typing import Any

import pytest

from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from bot.localchat.updates import FIRST_ID

pytestmark = pytest.mark.usefixtures("learned")


def answered(talk: Any) -> Counter[int]:
    """How often each message to the bot in the group was answered, by its id there."""
    return Counter(each.reply_to.id for each in talk.answers(talk.stage.small_group) if each.reply_to)


def ask(talk: Any, times: int) -> list[int]:
    group = talk.stage.small_group
    return [talk.say("/latest", group).id for _ in range(times)]


def confirmed(chat: LocalChat) -> int:
    return chat.world.updates.last_id - FIRST_ID + 1 - len(chat.world.updates.waiting)


async def test_what_was_asked_while_the_bot_was_away_is_answered(operator: Any, chat: LocalChat, talk: Any) -> None:
    asked = ask(talk, 3)
    async with operator.run("run", **operator.settings(chat)):
        await talk.until(lambda: set(answered(talk)) == set(asked))


async def test_killed_after_the_answer_and_before_its_commit_it_is_answered_once_more(
    operator: Any, chat: LocalChat, talk: Any
) -> None:
    asked = ask(talk, 3)
    async with operator.run("run", **operator.settings(chat)) as bot:

        def kill_at_the_second(event: str, _about: object) -> None:
            # The stand-in has accepted the message and not answered the call yet.
            if event == "call" and len(talk.calls("sendMessage")) == 2 and bot.process.returncode is None:
                os.kill(bot.process.pid, signal.SIGKILL)

        chat.world.listeners.append(kill_at_the_second)
        assert await bot.ends() == -signal.SIGKILL
        chat.world.listeners.remove(kill_at_the_second)
    assert sum(answered(talk).values()) == 2
    async with operator.run("run", **operator.settings(chat)):
        await talk.until(lambda: asked[-1] in answered(talk))
    assert set(answered(talk)) == set(asked)
    assert answered(talk)[asked[1]] == 2
    assert answered(talk)[asked[2]] == 1


async def test_killed_at_any_moment_it_loses_nothing(operator: Any, chat: LocalChat, talk: Any) -> None:
    chance = random.Random(20261123)
    asked: list[int] = []
    for _ in range(3):
        asked += ask(talk, 5)
        last, calls = asked[-1], len(chat.world.calls) + chance.randint(3, 14)
        async with operator.run("run", **operator.settings(chat)) as bot:
            await talk.until(lambda last=last, calls=calls: len(chat.world.calls) >= calls or last in answered(talk))
            bot.process.kill()
    async with operator.run("run", **operator.settings(chat)):
        await talk.until(lambda: set(answered(talk)) == set(asked))
    # A group's messages are answered one after another, so each death can have repeated one answer.
    assert sum(answered(talk).values()) - len(asked) <= 3


async def test_told_to_stop_it_finishes_what_it_began_and_repeats_nothing(
    operator: Any, chat: LocalChat, talk: Any
) -> None:
    asked = ask(talk, 8)
    async with operator.run("run", **operator.settings(chat)) as bot:
        await talk.until(lambda: answered(talk))
        assert await bot.ends(signal.SIGTERM) == 0
    assert confirmed(chat) == sum(answered(talk).values())
    async with operator.run("run", **operator.settings(chat)) as bot:
        more = ask(talk, 1)
        await talk.until(lambda: set(answered(talk)) == {*asked, *more})
        assert await bot.ends(signal.SIGINT) == 0
    assert answered(talk) == Counter([*asked, *more])
    assert chat.world.updates.waiting == []


async def test_told_to_stop_it_does_not_wait_for_an_answer_that_never_comes(
    operator: Any, chat: LocalChat, talk: Any
) -> None:
    chat.world.faults.add(Fault("hang", method="sendMessage"))
    (asked,) = ask(talk, 1)
    async with operator.run("run", **operator.settings(chat)) as bot:
        await talk.until(lambda: talk.calls("sendMessage"))
        assert await bot.ends(signal.SIGTERM) == 0
    assert confirmed(chat) == 0
    async with operator.run("run", **operator.settings(chat)):
        await talk.until(lambda: answered(talk)[asked] == 2)


async def test_told_to_stop_while_telegram_is_away_it_stops(operator: Any, chat: LocalChat) -> None:
    settings = operator.settings(chat) | {"BOT_API_URL": "http://127.0.0.1:9"}
    async with operator.run("run", **settings) as bot:
        await bot.says("Telegram cannot be reached")
        assert await bot.ends(signal.SIGTERM) == 0
    assert bot.output.count("Telegram cannot be reached") == 1


async def test_when_another_takes_over_nothing_is_lost(operator: Any, chat: LocalChat, talk: Any) -> None:
    async with operator.run("run", **operator.settings(chat)) as old:
        await old.says("at work")
        async with operator.run("run", **operator.settings(chat)) as new:
            await new.says("at work")
            asked = ask(talk, 3)
            await old.ends(signal.SIGTERM)
            asked += ask(talk, 3)
            await talk.until(lambda: set(answered(talk)) == set(asked))


async def test_the_token_is_in_no_line_that_is_printed(operator: Any, chat: LocalChat, talk: Any) -> None:
    for kind in ("answer_lost", "not_accepted", "server_error", "chat_not_found"):
        chat.world.faults.add(Fault(kind, method="sendMessage"))
    chat.world.faults.add(Fault("not_accepted", method="getUpdates", times=2))
    ask(talk, 6)
    async with operator.run("run", **operator.settings(chat)) as bot:
        await talk.until(lambda: len(talk.calls("sendMessage")) >= 6)
        await bot.ends(signal.SIGTERM)
    assert "at work" in bot.output
    assert chat.token not in bot.output
    assert chat.token.split(":")[1] not in bot.output
