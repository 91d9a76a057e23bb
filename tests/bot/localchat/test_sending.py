"""What sendMessage accepts, refuses, and makes of a text."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat import people
from bot.localchat.calling import call
from bot.localchat.stage import Stage

Ok = Callable[..., Any]


def test_html_becomes_plain_text_and_entities(stage: Stage, ok: Ok) -> None:
    sent = ok("sendMessage", chat_id=stage.person.id, text="<b>Tanks</b> 3 &lt; 4", parse_mode="HTML")
    assert sent["text"] == "Tanks 3 < 4"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


def test_a_chat_may_be_a_string_of_digits_or_a_name(stage: Stage, ok: Ok) -> None:
    assert ok("sendMessage", chat_id=str(stage.person.id), text="x")["chat"]["id"] == stage.person.id
    assert ok("sendMessage", chat_id="@daily_figures_local", text="x")["chat"]["id"] == stage.channel.id


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "  \n "}, "Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "x", "parse_mode": "Wiki"}, "Bad Request: unsupported parse_mode"),
        ({"text": "x", "chat_id": 5}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "x", "message_thread_id": 99}, "Bad Request: message thread not found"),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "Bad Request: message to be replied not found"),
    ],
)
def test_refusals_are_in_telegrams_words(
    stage: Stage, refused: Ok, arguments: dict[str, object], sentence: str
) -> None:
    assert refused("sendMessage", **({"chat_id": stage.person.id} | arguments)) == sentence


def test_the_limit_counts_the_text_after_parsing(stage: Stage, ok: Ok) -> None:
    assert (
        len(ok("sendMessage", chat_id=stage.person.id, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")["text"]) == 4096
    )


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ({"text": "a", "callback_data": "д" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "1"}, "Bad Request: inline keyboard button text must be non-empty"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "a", "callback_data": ""},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
def test_impossible_buttons_are_refused(stage: Stage, refused: Ok, button: dict[str, object], sentence: str) -> None:
    markup = json.dumps({"inline_keyboard": [[button]]})
    assert refused("sendMessage", chat_id=stage.person.id, text="x", reply_markup=markup) == sentence


def test_a_hundred_and_one_buttons_are_too_many(stage: Stage, refused: Ok) -> None:
    rows = [[{"text": "a", "callback_data": "1"}] for _ in range(101)]
    markup = {"inline_keyboard": rows}
    assert refused("sendMessage", chat_id=stage.person.id, text="x", reply_markup=markup).endswith("too long")


def test_the_bot_does_not_write_first(stage: Stage, refused: Ok) -> None:
    stage.private.started = False
    sentence = refused("sendMessage", chat_id=stage.person.id, text="x")
    assert sentence == "Forbidden: bot can't initiate conversation with a user"


def test_a_blocked_bot_is_told(stage: Stage, refused: Ok) -> None:
    people.block(stage.world, stage.private)
    assert refused("sendMessage", chat_id=stage.person.id, text="x") == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(("status", "words"), [("kicked", "was kicked from"), ("left", "is not a member of")])
def test_a_bot_outside_a_group_is_told(stage: Stage, refused: Ok, status: str, words: str) -> None:
    people.set_place(stage.world, stage.group, stage.person, stage.world.bot, status)
    assert refused("sendMessage", chat_id=stage.group.id, text="x") == f"Forbidden: bot {words} the supergroup chat"


def test_an_upgraded_group_names_its_new_id(stage: Stage) -> None:
    new = people.upgrade(stage.world, stage.small_group, stage.person)
    outcome = call(stage.world, "sendMessage", {"chat_id": stage.small_group.id, "text": "x"})
    assert outcome.status == 400
    assert outcome.body["parameters"] == {"migrate_to_chat_id": new.id}


def test_a_message_goes_into_its_topic(stage: Stage, ok: Ok) -> None:
    sent = ok("sendMessage", chat_id=stage.group.id, text="x", message_thread_id=2)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (2, True)


def test_a_parameter_nobody_knows_is_refused(stage: Stage, refused: Ok) -> None:
    assert refused("sendMessage", chat_id=stage.person.id, text="x", colour="red").endswith(
        'unknown parameter "colour"'
    )


def test_a_method_nobody_knows_is_not_found(refused: Ok) -> None:
    assert refused("sendTelepathy", text="x") == "Not Found: method not found"
