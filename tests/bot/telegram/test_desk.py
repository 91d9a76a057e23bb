"""The desk: updates in, answers out, over the stand-in's real HTTP with the library's real `Application`."""

import asyncio
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from talking import Talk, running

from answers.words import words
from bot.app import Service
from bot.localchat import people
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from storage.database import Database


def text_of(message: object) -> str:
    return str(message.content["text"])  # type: ignore[attr-defined]


async def test_an_article_that_was_learned_is_what_latest_says(service: Service, talk: Talk) -> None:
    text = text_of(await talk.ask("/latest"))
    assert "11,368" in text
    assert "22 November" in text


async def test_a_menu_of_buttons_comes_with_the_answer(service: Service, talk: Talk) -> None:
    assert (await talk.ask("/latest")).inline_keyboard


async def test_plain_words_are_answered_in_private(service: Service, talk: Talk) -> None:
    assert "11,368" in text_of(await talk.ask("tanks"))


async def test_the_language_is_the_persons_until_the_chat_chooses(service: Service, talk: Talk) -> None:
    people.speak_language(talk.chat.world, talk.stage.person, "uk-UA")
    assert "танк" in text_of(await talk.ask("/latest")).lower()
    await talk.ask("/language en")
    assert "tanks" in text_of(await talk.ask("/latest")).lower()


async def test_a_language_we_do_not_speak_is_answered_in_english(service: Service, talk: Talk) -> None:
    people.speak_language(talk.chat.world, talk.stage.person, "pt-br")
    assert "tanks" in text_of(await talk.ask("/latest")).lower()


async def test_a_press_edits_its_message_and_is_answered_once(service: Service, talk: Talk) -> None:
    shown = await talk.ask("/start")
    row, column, button = next(
        (row, column, button)
        for row, buttons in enumerate(shown.inline_keyboard)
        for column, button in enumerate(buttons)
        if "callback_data" in button
    )
    assert button
    people.tap(talk.chat.world, shown, talk.stage.person, row, column)
    await talk.until(lambda: talk.calls("editMessageText") or len(talk.answers()) > 1)
    await talk.until(lambda: talk.calls("answerCallbackQuery"))
    await talk.quiet(service)
    assert len(talk.calls("answerCallbackQuery")) == 1


async def test_a_button_that_nobody_understands_gets_a_kind_word(service: Service, talk: Talk) -> None:
    shown = await talk.ask("/start")
    people.press(talk.chat.world, shown, talk.stage.person, "0|from|long|ago")
    await talk.until(lambda: talk.calls("answerCallbackQuery"))
    assert talk.calls("answerCallbackQuery")[0].arguments["text"] == words("en").say("old-button-notice")


async def test_in_a_group_only_what_is_meant_for_us_is_answered(service: Service, talk: Talk) -> None:
    group = talk.stage.small_group
    for said in ("tanks", "hello", "/unknown", "/latest@another_bot"):
        talk.say(said, group)
    answer = await talk.ask(f"/latest@{talk.chat.world.bot.username}", group)
    await talk.quiet(service)
    assert talk.answers(group) == [answer]
    assert answer.reply_to is not None


async def test_in_a_group_an_unknown_command_that_names_us_is_answered(service: Service, talk: Talk) -> None:
    answer = await talk.ask(f"/nonsense@{talk.chat.world.bot.username}", talk.stage.small_group)
    assert "nonsense" in text_of(answer)


async def test_the_answer_goes_where_it_was_asked(service: Service, talk: Talk) -> None:
    answer = await talk.ask("/latest", talk.stage.group, thread=2)
    assert answer.thread == 2


async def test_an_answer_without_a_topic_goes_without_one(service: Service, talk: Talk) -> None:
    answer = await talk.ask("/latest", talk.stage.group)
    assert answer.thread is None


async def test_a_failure_gives_a_number_that_the_log_explains(
    chat: LocalChat, database: Database, talk: Talk, log: io.StringIO
) -> None:
    async with running(chat, database) as service:
        chat.world.faults.add(Fault("chat_not_found", method="sendMessage"))
        text = text_of(await talk.ask("/latest"))
        await talk.quiet(service)
    reference = re.search(r"\b[0-9a-f]{8}\b", text)
    assert reference
    assert reference[0] in log.getvalue()


async def test_a_command_that_fails_gives_a_number_too_and_the_next_one_works(
    service: Service, talk: Talk, log: io.StringIO, tmp_path: Path
) -> None:
    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(tmp_path / "sitrep.db", timeout=60)) as other:
            other.execute(f"ALTER TABLE {before} RENAME TO {after}")

    # In a thread: the loop must be able to end a transaction that holds the lock.
    await asyncio.to_thread(rename, "tallies", "elsewhere")
    text = text_of(await talk.ask("/latest"))
    await asyncio.to_thread(rename, "elsewhere", "tallies")
    reference = re.search(r"\b[0-9a-f]{8}\b", text)
    assert reference
    assert reference[0] in log.getvalue()
    assert "StorageError" in log.getvalue()
    assert "11,368" in text_of(await talk.ask("/latest"))


async def test_a_person_who_blocked_us_is_no_failure(service: Service, talk: Talk) -> None:
    talk.chat.world.faults.add(Fault("blocked", method="sendMessage"))
    talk.say("/latest")
    await talk.quiet(service)
    assert len(talk.calls("sendMessage")) == 1
    assert service.intake.failed == 0


async def test_what_may_have_arrived_is_not_sent_again(service: Service, talk: Talk) -> None:
    talk.chat.world.faults.add(Fault("answer_lost", method="sendMessage"))
    talk.say("/latest")
    await talk.quiet(service)
    assert len(talk.answers()) == 1


async def test_what_telegram_puts_off_is_sent_later(service: Service, talk: Talk) -> None:
    talk.chat.world.faults.add(Fault("too_many_requests", method="sendMessage", retry_after=1))
    await talk.ask("/latest")
    await talk.quiet(service)
    assert len(talk.answers()) == 1


async def test_pictures_and_stickers_do_not_break_the_conversation(service: Service, talk: Talk) -> None:
    from bot.localchat.things import Upload

    people.show(talk.chat.world, talk.stage.private, talk.stage.person, Upload("a.bin", b"1"), caption="tanks")
    await talk.until(lambda: len(talk.answers()) == 1)
    people.show(talk.chat.world, talk.stage.private, talk.stage.person, Upload("a.bin", b"1"))
    await talk.until(lambda: len(talk.answers()) == 2)
    assert service.intake.failed == 0


async def test_an_update_that_cannot_be_parsed_is_skipped(service: Service, talk: Talk) -> None:
    world = talk.chat.world
    world.push("message", {"message_id": 5, "date": "yesterday", "chat": {"id": 1, "type": "private"}}, "chat:1")
    world.push("message", {"nonsense": True}, "chat:1")
    world.push("callback_query", {"id": "5", "from": []}, "user:1")
    await talk.ask("/latest")
    await talk.quiet(service)
    assert service.intake.failed == 3
    assert not world.updates.waiting or service.intake.watermark == world.updates.last_id + 1


async def test_a_flooder_hears_of_it_once_and_others_are_answered(service: Service, talk: Talk) -> None:
    for _ in range(60):
        talk.say("/latest")
    answer = await talk.ask("/latest", talk.stage.small_group, talk.stage.colleague)
    await talk.quiet(service)
    said = words("en").say("too-many-messages")
    await talk.until(lambda: any(text_of(each) == said for each in talk.answers()))
    assert answer
    assert sum(text_of(each) == said for each in talk.answers()) == 1
    assert sum("11,368" in text_of(each) for each in talk.answers()) >= 8


async def test_joins_leaves_and_other_service_messages_are_left_alone(service: Service, talk: Talk) -> None:
    world, group = talk.chat.world, talk.stage.small_group
    people.set_place(world, group, talk.stage.person, talk.stage.colleague, "left")
    people.set_place(world, group, talk.stage.person, world.bot, "administrator")
    people.block(world, talk.stage.private)
    people.unblock(world, talk.stage.private)
    await talk.quiet(service)
    assert service.intake.failed == 0
    assert not talk.answers(group)
    assert not talk.answers()
