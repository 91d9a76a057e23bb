"""Editing, deleting, and answering presses."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat import people
from bot.localchat.clock import StillClock
from bot.localchat.stage import Stage

Ok = Callable[..., Any]
KEYS = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def sent(stage: Stage, ok: Ok) -> int:
    return int(
        ok("sendMessage", chat_id=stage.person.id, text="<b>a</b>", parse_mode="HTML", reply_markup=KEYS)["message_id"]
    )


def test_an_edit_changes_the_message_in_place(stage: Stage, ok: Ok, sent: int, clock: StillClock) -> None:
    clock.pass_time(60)
    edited = ok("editMessageText", chat_id=stage.person.id, message_id=sent, text="b")
    assert (edited["message_id"], edited["text"], edited["edit_date"] - edited["date"]) == (sent, "b", 60)


def test_an_edit_without_markup_takes_the_buttons_away(stage: Stage, ok: Ok, sent: int) -> None:
    assert "reply_markup" not in ok("editMessageText", chat_id=stage.person.id, message_id=sent, text="b")


def test_the_same_again_is_not_modified(stage: Stage, refused: Ok, sent: int) -> None:
    same = {"chat_id": stage.person.id, "message_id": sent, "reply_markup": KEYS}
    assert refused("editMessageText", text="<b>a</b>", parse_mode="HTML", **same) == NOT_MODIFIED
    assert refused("editMessageReplyMarkup", **same) == NOT_MODIFIED


def test_the_same_words_in_other_letters_are_modified(stage: Stage, ok: Ok, sent: int) -> None:
    ok("editMessageText", chat_id=stage.person.id, message_id=sent, text="a", reply_markup=KEYS)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"message_id": 99}, "Bad Request: message to edit not found"),
        ({"message_id": 1, "chat_id": 1}, "Bad Request: chat not found"),
        ({}, "Bad Request: message to edit not found"),
        ({"chat_id": None}, "Bad Request: message identifier is not specified"),
        ({"chat_id": None, "message_id": 1}, "Bad Request: chat_id is empty"),
        ({"inline_message_id": "AAA", "chat_id": None}, "Bad Request: MESSAGE_ID_INVALID"),
    ],
)
def test_edits_of_nothing_are_refused(stage: Stage, refused: Ok, arguments: dict[str, Any], sentence: str) -> None:
    assert refused("editMessageText", **({"chat_id": stage.person.id, "text": "x"} | arguments)) == sentence


def test_a_persons_message_cannot_be_edited(stage: Stage, refused: Ok) -> None:
    theirs = people.say(stage.world, stage.private, stage.person, "hello")
    told = refused("editMessageText", chat_id=stage.person.id, message_id=theirs.id, text="x")
    assert told == "Bad Request: message can't be edited"


def test_a_reply_keyboard_cannot_be_edited_in(stage: Stage, refused: Ok, sent: int) -> None:
    keyboard = {"keyboard": [[{"text": "a"}]]}
    told = refused("editMessageText", chat_id=stage.person.id, message_id=sent, text="x", reply_markup=keyboard)
    assert told == "Bad Request: inline keyboard expected"


def test_a_deleted_message_is_gone(stage: Stage, ok: Ok, refused: Ok, sent: int) -> None:
    gone = {"chat_id": stage.person.id, "message_id": sent}
    assert ok("deleteMessage", **gone) is True
    assert refused("deleteMessage", **gone) == "Bad Request: message to delete not found"
    assert refused("editMessageText", text="x", **gone) == "Bad Request: message to edit not found"


def test_old_messages_stay(stage: Stage, refused: Ok, sent: int, clock: StillClock) -> None:
    clock.pass_time(49 * 3600)
    told = refused("deleteMessage", chat_id=stage.person.id, message_id=sent)
    assert told == "Bad Request: message can't be deleted"


def tap(stage: Stage, sent: int) -> str:
    return str(people.tap(stage.world, stage.private.messages[sent], stage.person, 0, 0)["callback"])


def test_a_press_is_answered_once(stage: Stage, ok: Ok, refused: Ok, sent: int) -> None:
    query = tap(stage, sent)
    assert ok("answerCallbackQuery", callback_query_id=query, text="Done") is True
    assert refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


def test_a_press_waits_two_and_a_half_minutes(stage: Stage, refused: Ok, sent: int, clock: StillClock) -> None:
    query = tap(stage, sent)
    clock.pass_time(151)
    assert refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


def test_an_answer_has_at_most_two_hundred_characters(stage: Stage, refused: Ok, sent: int) -> None:
    told = refused("answerCallbackQuery", callback_query_id=tap(stage, sent), text="x" * 201)
    assert told == "Bad Request: MESSAGE_TOO_LONG"


def test_a_press_carries_the_message_and_the_data(stage: Stage, sent: int) -> None:
    tap(stage, sent)
    query = stage.world.updates.waiting[-1].payload
    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("1", sent, stage.person.id)


def test_buttons_that_need_no_bot_tell_the_app_what_to_do(stage: Stage, ok: Ok) -> None:
    keys = [[{"text": "a", "url": "https://e.org"}, {"text": "b", "copy_text": {"text": "42"}}]]
    number = ok("sendMessage", chat_id=stage.person.id, text="x", reply_markup={"inline_keyboard": keys})["message_id"]
    message = stage.private.messages[number]
    assert people.tap(stage.world, message, stage.person, 0, 0) == {"url": "https://e.org"}
    assert people.tap(stage.world, message, stage.person, 0, 1) == {"copy_text": {"text": "42"}}
