"""Who counts as an operator, and what everybody else can reach: by command, by button, by link, in another's name."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from bystander import NOW
from telegram import Update

from answers.typed import meanings
from answers.words import words
from bot.command import Ask, House
from bot.commands import COMMANDS, respond, respond_press
from bot.lessons import Forwarded
from bot.press import press
from bot.telegram.desk import Desk, open_application
from bot.telegram.request import AiohttpRequest
from storage.database import Database

OPERATOR, STRANGER = 1234, 777
PRIVATE = {"id": OPERATOR, "type": "private", "first_name": "O"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Group"}
CHANNEL = {"id": -1002, "type": "channel", "title": "Channel"}
THEY = {"id": OPERATOR, "is_bot": False, "first_name": "O", "username": "the_operator"}
OTHER = {"id": STRANGER, "is_bot": False, "first_name": "O", "username": "the_operator"}
A_BOT = {"id": 99, "is_bot": True, "first_name": "B", "username": "some_bot"}
WRITTEN = {"message_id": 1, "date": 1_795_000_000, "text": "/review"}


def message(chat: Mapping[str, Any], sender: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"message": WRITTEN | {"chat": chat, "from": sender} | more}


def pressed(sender: Mapping[str, Any], **where: Any) -> dict[str, Any]:
    return {"callback_query": {"id": "1", "from": sender, "chat_instance": "1", "data": "1|review|"} | where}


def shown(chat: Mapping[str, Any]) -> dict[str, Any]:
    return {"message": WRITTEN | {"chat": chat, "from": A_BOT}}


CASES: dict[str, tuple[dict[str, Any], bool]] = {
    "their own message": (message(PRIVATE, THEY), True),
    "their own press": (pressed(THEY, **shown(PRIVATE)), True),
    "the same name and another number": (message(PRIVATE | {"id": STRANGER}, OTHER), False),
    "a press by the same name": (pressed(OTHER, **shown(PRIVATE | {"id": STRANGER})), False),
    "their message in a group": (message(GROUP, THEY), False),
    "their press in a group": (pressed(THEY, **shown(GROUP)), False),
    "a press under a message sent through inline mode": (pressed(THEY, inline_message_id="1"), False),
    "an anonymous administrator": (message(GROUP, A_BOT, sender_chat=GROUP), False),
    "a channel that speaks in the group": (message(GROUP, THEY, sender_chat=CHANNEL), False),
    "a channel in their own chat": (message(PRIVATE, THEY, sender_chat=CHANNEL), False),
    "another bot's words in their own chat": (message(PRIVATE, THEY, via_bot=A_BOT), False),
    "a post of a channel": ({"channel_post": WRITTEN | {"chat": CHANNEL, "sender_chat": CHANNEL}}, False),
}


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    application = open_application("1:token", "http://127.0.0.1:9", AiohttpRequest())
    desk = Desk(application, house, {OPERATOR}, lambda: NOW, lambda *_: None)
    yield desk
    await desk.close()


@pytest.mark.parametrize("case", CASES)
async def test_an_operator_is_a_number_that_speaks_for_itself_in_private(desk: Desk, case: str) -> None:
    raw, is_one = CASES[case]
    update = Update.de_json({"update_id": 1} | raw, desk._application.bot)
    assert (await desk._ask(update)).operator is is_one


@pytest.mark.parametrize(("speaker", "may"), [(GROUP, True), (CHANNEL, False)])
async def test_who_speaks_as_the_group_is_its_administrator_and_who_speaks_as_a_channel_is_not(
    desk: Desk, speaker: dict[str, Any], may: bool
) -> None:
    raw = {"update_id": 1} | message(GROUP, A_BOT, sender_chat=speaker)
    assert await (await desk._ask(Update.de_json(raw, desk._application.bot))).admin() is may


RESERVED = [each for each in COMMANDS if each.operators]
CALLED = [name for name, command in meanings("commands").items() if command in {each.name for each in RESERVED}]


async def _kept(database: Database) -> tuple[int, int, int]:
    """How much there is that an operator can change."""
    house = House.over(database)
    waiting = await house.tallies.next_held()
    return len(await house.mail.broadcasts.recent()), await house.tallies.version(), waiting.id if waiting else 0


@pytest.mark.parametrize("name", [*(each.name for each in RESERVED), *CALLED])
@pytest.mark.parametrize("private", [True, False])
async def test_what_is_reserved_answers_nobody_else(
    database: Database, house: House, ask: Ask, name: str, private: bool
) -> None:
    assert RESERVED
    before = await _kept(database)
    stranger = replace(ask, private=private, operator=not private)
    refusal = words("en").say("operators-only" if private else "operators-in-private")
    for argument in ("", "hello everybody", "send 1", "accept 1 seen", "correct 1 5 seen"):
        assert refusal in (await respond(f"/{name} {argument}", stranger, house)).html
        reply = await respond_press(press(name, argument), stranger, house)
        assert refusal in (reply.notice or reply.html)
    assert await _kept(database) == before


LINKS = [
    "broadcast", "broadcast_hello", "review", "review_accept_1", "1|review|accept 1 seen", "forget yes", "inline",
    "https://10.0.0.1/", "@channel", "-1001234567890", "' OR 1=1 --", "<b>x", "tanks", "a" * 64,
]  # fmt: skip
"""What may stand behind `t.me/bot?start=`: 64 letters, digits, _ and - in a link, anything when typed."""


@pytest.mark.parametrize("payload", LINKS)
async def test_a_link_shows_a_category_or_the_welcome_and_does_nothing(
    database: Database, house: House, ask: Ask, payload: str
) -> None:
    before = await _kept(database)
    for operator in (False, True):
        reply = await respond(f"/start {payload}", replace(ask, operator=operator), house)
        welcome = (await respond("/start", ask, house)).html
        assert reply.html == welcome or payload == "tanks"
    assert await _kept(database) == before


async def test_what_an_operator_forwards_is_read_and_never_obeyed(database: Database, house: House, ask: Ask) -> None:
    before = await _kept(database)
    operator = replace(ask, operator=True, forwarded=Forwarded(NOW, "Somebody"))
    for text in ("/broadcast hello", "/review accept 1 seen", "/review@sitrep_bot"):
        await respond(text, operator, house)
    assert await _kept(database) == before
