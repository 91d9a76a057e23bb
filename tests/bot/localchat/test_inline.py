"""Inline mode: questions, answers, choices."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat import people
from bot.localchat.clock import StillClock
from bot.localchat.people import CannotDoError
from bot.localchat.stage import Stage

Ok = Callable[..., Any]
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(number: int = 1, **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>42</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": str(number), "title": "Tanks", "input_message_content": content} | more


def ask(stage: Stage, query: str = "tanks") -> Any:
    return people.ask_inline(stage.world, stage.group, stage.person, query)


def test_a_question_is_answered_once(stage: Stage, ok: Ok, refused: Ok) -> None:
    asked = ask(stage)
    assert ok("answerInlineQuery", inline_query_id=asked.id, results=[article()]) is True
    assert refused("answerInlineQuery", inline_query_id=asked.id, results=[article()]) == TOO_OLD


def test_a_question_waits_half_a_minute(stage: Stage, refused: Ok, clock: StillClock) -> None:
    asked = ask(stage)
    clock.pass_time(31)
    assert refused("answerInlineQuery", inline_query_id=asked.id, results=[]) == TOO_OLD


def test_a_question_has_at_most_256_characters(stage: Stage, ok: Ok) -> None:
    ask(stage, "x" * 300)
    assert len(ok("getUpdates")[0]["inline_query"]["query"]) == 256


def test_a_chosen_result_is_a_message_of_the_person_by_way_of_the_bot(stage: Stage, ok: Ok) -> None:
    asked = ask(stage)
    ok("answerInlineQuery", inline_query_id=asked.id, results=[article()])
    message = people.choose(stage.world, asked, "1").json()
    assert (message["from"]["id"], message["via_bot"]["id"]) == (stage.person.id, stage.world.bot.id)
    assert (message["text"], message["entities"][0]["type"]) == ("42", "bold")


def test_a_result_with_buttons_can_be_edited_and_pressed(stage: Stage, ok: Ok) -> None:
    asked = ask(stage)
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
    ok("answerInlineQuery", inline_query_id=asked.id, results=[article(reply_markup=keys)])
    message = people.choose(stage.world, asked, "1")
    assert ok("editMessageText", inline_message_id=message.inline_id, text="43", reply_markup=keys) is True
    people.tap(stage.world, message, stage.person, 0, 0)
    query = ok("getUpdates")[-1]["callback_query"]
    assert query["inline_message_id"] == message.inline_id
    assert "message" not in query


def test_what_was_not_offered_cannot_be_chosen(stage: Stage) -> None:
    with pytest.raises(CannotDoError):
        people.choose(stage.world, ask(stage), "1")


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(number) for number in range(51)], "too many inline query results"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(id="")], "RESULT_ID_INVALID"),
        ([article(id="я" * 33)], "RESULT_ID_INVALID"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        ([article(input_message_content={"message_text": ""})], "message text is empty"),
        ([{"type": "venue", "id": "1"}], "does not serve"),
    ],
)
def test_impossible_answers_are_refused(stage: Stage, refused: Ok, results: Any, words: str) -> None:
    assert words in refused("answerInlineQuery", inline_query_id=ask(stage).id, results=results)
