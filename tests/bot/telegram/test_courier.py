"""The courier over the stand-in's real HTTP: what is repeated, what is not, and what a refusal turns into."""

import io
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from talking import Talk
from telegram import Bot
from telegram.error import BadRequest, RetryAfter

from bot.command import Button, Document, Picture, Reply
from bot.localchat import people
from bot.localchat.faults import Fault
from bot.localchat.methods.table import METHODS
from bot.localchat.server import LocalChat
from bot.telegram.courier import Courier, keyboard_of
from bot.telegram.parcels import Place
from bot.telegram.remembered import Remembered
from bot.telegram.request import AiohttpRequest
from storage.database import Database
from storage.state import State

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

BUTTONS = ((Button("Press", press="1|latest|"), Button("Open", url="https://example.org"), Button("Copy", copy="x")),)


def remembered(bot: Bot, database: Database) -> Remembered:
    return Remembered(State(database), lambda: 5, lambda: NOW)


@pytest.fixture
async def courier(chat: LocalChat, database: Database) -> AsyncIterator[Courier]:
    bot = Bot(
        chat.token,
        base_url=f"{chat.url}/bot",
        request=AiohttpRequest(read=0.5),
        get_updates_request=AiohttpRequest(1),
    )
    async with bot:
        yield Courier(bot, remembered(bot, database))


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


async def test_a_send_that_never_left_is_repeated_until_it_does(
    here: Place, database: Database, log: io.StringIO
) -> None:
    import asyncio
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with AiohttpRequest() as request:
        bot = Bot("5:abc", base_url=f"http://127.0.0.1:{port}/bot", request=request)
        sending = asyncio.create_task(Courier(bot, remembered(bot, database)).deliver(Reply("later"), here))
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


def drawn(shade: int = 0) -> bytes:
    """A real PNG, two pixels square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes([0, shade, shade] * 2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pictured(key: str, caption: str = "<b>Tanks</b>") -> Reply:
    return Reply("in words", BUTTONS, picture=Picture(drawn(), key, caption))


async def test_a_picture_is_uploaded_once_for_everybody(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(pictured("tanks"), here)
    await courier.deliver(pictured("tanks", "again"), here)
    assert [each.content["caption"] for each in talk.answers()] == ["Tanks", "again"]
    assert len({each.content["photo"][0]["file_id"] for each in talk.answers()}) == 1


async def test_a_picture_that_the_server_forgot_is_uploaded_again(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(pictured("tanks"), here)
    talk.chat.world.files.clear()
    await courier.deliver(pictured("tanks"), here)
    assert len(talk.answers()) == 2
    await courier.deliver(pictured("tanks"), here)
    assert [each.status for each in talk.calls("sendPhoto")] == [200, 400, 200, 200]


async def test_a_picture_is_put_over_a_picture(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(pictured("tanks"), here)
    await courier.deliver(pictured("ships", "Ships"), here, over=talk.answers()[0].id, media=True)
    await courier.deliver(pictured("ships", "More ships"), here)
    assert [each.content["caption"] for each in talk.answers()] == ["Ships", "More ships"]
    assert len(talk.calls("editMessageMedia")) == 1


@pytest.mark.parametrize("media", [True, False])
async def test_a_text_and_a_picture_never_take_each_others_place(
    courier: Courier, here: Place, talk: Talk, media: bool
) -> None:
    first, second = (pictured("a"), Reply("words")) if media else (Reply("words"), pictured("a"))
    await courier.deliver(first, here)
    await courier.deliver(second, here, over=talk.answers()[0].id, media=media)
    assert len(talk.answers()) == 2


async def test_a_file_arrives_with_its_name(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(Reply("", document=Document("tanks.csv", b"day,total\n", "Tanks")), here)
    assert talk.answers()[0].content["document"]["file_name"] == "tanks.csv"


def rich(html: str = "<h3>Tanks</h3><p>3,783</p>") -> Reply:
    return Reply("<b>Tanks</b>\n3,783", BUTTONS, rich=html)


async def test_a_rich_message_goes_only_where_it_is_wanted(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(rich(), here, tables=True)
    await courier.deliver(rich(), here)
    assert [next(iter(each.content)) for each in talk.answers()] == ["rich_message", "text"]


async def test_a_rich_message_and_a_plain_one_take_each_others_place(courier: Courier, here: Place, talk: Talk) -> None:
    await courier.deliver(rich(), here)
    await courier.deliver(rich(), here, over=talk.answers()[0].id, tables=True)
    assert "rich_message" in talk.answers()[0].content
    await courier.deliver(rich(), here, over=talk.answers()[0].id)
    assert texts(talk) == ["Tanks\n3,783"]


async def test_a_server_that_knows_no_rich_messages_is_asked_again_only_after_half_a_day(
    courier: Courier, here: Place, talk: Talk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(METHODS, "sendrichmessage")  # a Bot API server older than 10.1
    await courier.deliver(rich(), here, tables=True)
    await courier.deliver(rich(), here, tables=True)
    assert texts(talk) == ["Tanks\n3,783"] * 2
    assert len([each for each in talk.chat.world.calls if each.status == 404]) == 1
    later = Remembered(State(database), lambda: 5, lambda: NOW + timedelta(hours=13))
    assert await later.shows_tables()


async def test_a_refused_rich_message_is_sent_plain_and_the_next_one_tried(
    courier: Courier, here: Place, talk: Talk
) -> None:
    await courier.deliver(rich("<table><tr><td><p>x</p></td></tr></table>"), here, tables=True)
    assert texts(talk) == ["Tanks\n3,783"]
    await courier.deliver(rich(), here, tables=True)
    assert "rich_message" in talk.answers()[1].content


@pytest.mark.parametrize("fault", ["answer_lost", "hang", "bad_gateway"])
async def test_a_rich_message_that_may_have_arrived_is_not_sent_plain(
    courier: Courier, here: Place, talk: Talk, fault: str
) -> None:
    talk.chat.world.faults.add(Fault(fault, method="sendRichMessage"))
    await courier.deliver(rich(), here, tables=True)
    assert not talk.calls("sendMessage")
