"""The courier over the stand-in's real HTTP: what is repeated, what is not, and what a refusal turns into."""

import io
from collections.abc import AsyncIterator

import pytest
from talking import Talk
from telegram import Bot
from telegram.error import BadRequest, RetryAfter

from bot.command import Button, Reply
from bot.localchat import people
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from bot.telegram.courier import Courier, Place, keyboard_of
from bot.telegram.request import AiohttpRequest

BUTTONS = ((Button("Press", press="1|latest|"), Button("Open", url="https://example.org"), Button("Copy", copy="x")),)


@pytest.fixture
async def courier(chat: LocalChat) -> AsyncIterator[Courier]:
    bot = Bot(
        chat.token,
        base_url=f"{chat.url}/bot",
        request=AiohttpRequest(read=0.5),
        get_updates_request=AiohttpRequest(1),
    )
    async with bot:
        yield Courier(bot)


@pytest.fixture
def here(chat: LocalChat) -> Place:
    return Place(chat.stage.private.id)


def texts(talk: Talk) -> list[str]:
    return [each.content["text"] for each in talk.answers()]


async def test_a_reply_arrives_with_its_markup_and_buttons(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("<b>3,783</b> &amp; more", BUTTONS), here)
    (message,) = talk.answers()
    assert message.content["text"] == "3,783 & more"
    assert message.content["entities"][0]["type"] == "bold"
    assert message.inline_keyboard == [
        [
            {"text": "Press", "callback_data": "1|latest|"},
            {"text": "Open", "url": "https://example.org"},
            {"text": "Copy", "copy_text": {"text": "x"}},
        ]
    ]


async def test_markup_that_is_refused_is_sent_once_as_plain_text(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("<b>3,783</b> <nonsense>tanks"), here)
    assert texts(talk) == ["3,783 tanks"]
    assert [call.status for call in talk.calls("sendMessage")] == [400, 200]


async def test_a_long_reply_comes_in_parts_with_the_buttons_under_the_last(
    courier: Courier, here: Place, talk: Talk
) -> None:
    await courier.deliver(Reply("\n".join(f"<i>line {number}</i>" for number in range(900)), BUTTONS), here)
    assert len(talk.answers()) > 1
    assert [bool(each.inline_keyboard) for each in talk.answers()] == [False] * (len(talk.answers()) - 1) + [True]


async def test_an_edit_puts_the_reply_over_the_message(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("before"), here)
    await courier.deliver(Reply("after"), here, over=talk.answers()[0].id)
    assert texts(talk) == ["after"]


async def test_an_edit_that_changes_nothing_is_a_success(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("same"), here)
    await courier.deliver(Reply("same"), here, over=talk.answers()[0].id)
    assert texts(talk) == ["same"]
    assert "not modified" in talk.calls("editMessageText")[0].answer["description"]


async def test_what_cannot_be_edited_any_more_is_sent_anew(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("after"), here, over=999)
    assert texts(talk) == ["after"]


async def test_an_edit_with_refused_markup_is_shown_as_plain_text(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("before"), here)
    await courier.deliver(Reply("<b>after"), here, over=talk.answers()[0].id)
    assert texts(talk) == ["after"]


async def test_an_edit_may_be_repeated_when_its_answer_is_lost(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("before"), here)
    talk.chat.world.faults.add(Fault("answer_lost", method="editMessageText"))
    await courier.deliver(Reply("after"), here, over=talk.answers()[0].id)
    assert texts(talk) == ["after"]
    assert len(talk.calls("editMessageText")) == 2


@pytest.mark.parametrize("fault", ["answer_lost", "hang", "not_accepted", "server_error", "bad_gateway"])
async def test_a_send_whose_outcome_is_unknown_is_not_repeated(
    courier: Courier, here: Place, talk: Talk, fault: str, log: io.StringIO
) -> None:
    talk.chat.world.faults.add(Fault(fault, method="sendMessage"))
    await courier.deliver(Reply("once"), here)
    assert len(talk.calls("sendMessage")) == 1
    assert "may not have arrived" in log.getvalue()


async def test_a_send_that_never_left_is_repeated_until_it_does(here: Place, log: io.StringIO) -> None:
    import asyncio
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with AiohttpRequest() as request:
        bot = Bot("5:abc", base_url=f"http://127.0.0.1:{port}/bot", request=request)
        sending = asyncio.create_task(Courier(bot).deliver(Reply("later"), here))
        await asyncio.sleep(0.2)
        async with LocalChat(port=port, token="5:abc") as chat:
            chat.stage.private.started = True
            await asyncio.wait_for(sending, 60)
            assert [each.content["text"] for each in Talk(chat).answers()] == ["later"]
    assert log.getvalue().count("answers cannot be sent") == 1
    assert "answers can be sent again" in log.getvalue()


async def test_a_pause_that_telegram_asks_for_is_kept(courier: Courier, here: Place, talk: Talk) -> None:
    talk.chat.world.faults.add(Fault("too_many_requests", method="sendMessage", retry_after=1))
    await courier.deliver(Reply("later"), here)
    assert texts(talk) == ["later"]


async def test_a_pause_too_long_for_a_conversation_is_an_error(courier: Courier, here: Place, talk: Talk) -> None:
    talk.chat.world.faults.add(Fault("too_many_requests", method="sendMessage", retry_after=3600))
    with pytest.raises(RetryAfter):
        await courier.deliver(Reply("never"), here)


async def test_a_group_that_moved_is_followed(courier: Courier, talk: Talk) -> None:
    old = talk.stage.small_group
    new = people.upgrade(talk.chat.world, old, talk.stage.person)
    long = "\n".join(f"line {number}" for number in range(900))
    await courier.deliver(Reply(long), Place(old.id, answers=1))
    assert len(talk.answers(new)) > 1


async def test_nobody_there_is_the_end_of_it(courier: Courier, here: Place, talk: Talk) -> None:
    people.block(talk.chat.world, talk.stage.private)
    await courier.deliver(Reply("hello"), here)
    assert len(talk.calls("sendMessage")) == 1


async def test_a_refusal_that_is_our_mistake_is_raised(courier: Courier, talk: Talk) -> None:
    with pytest.raises(BadRequest):
        await courier.deliver(Reply("hello"), Place(123456789))


def test_rows_without_buttons_make_no_keyboard() -> None:
    assert keyboard_of(Reply("text", ((),))) is None
