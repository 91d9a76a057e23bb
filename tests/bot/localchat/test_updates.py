"""The queue of updates: offsets, limits, expiry, kinds, and who sees what."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat import people
from bot.localchat.clock import StillClock
from bot.localchat.stage import Stage

Ok = Callable[..., Any]


def say(stage: Stage, *words: str) -> None:
    for each in words:
        people.say(stage.world, stage.private, stage.person, each)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [each["message"]["text"] for each in updates]


def test_updates_come_in_order_with_rising_numbers(stage: Stage, ok: Ok) -> None:
    say(stage, "a", "b", "c")
    updates = ok("getUpdates")
    assert texts(updates) == ["a", "b", "c"]
    numbers = [each["update_id"] for each in updates]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_nothing_is_confirmed_without_a_higher_offset(stage: Stage, ok: Ok, clock: StillClock) -> None:
    say(stage, "a", "b")
    first = ok("getUpdates")
    clock.pass_time(1)
    assert ok("getUpdates", offset=first[0]["update_id"]) == first


def test_a_higher_offset_confirms_for_ever(stage: Stage, ok: Ok, clock: StillClock) -> None:
    say(stage, "a", "b", "c")
    last = ok("getUpdates")[-1]["update_id"]
    assert texts(ok("getUpdates", offset=last)) == ["c"]
    clock.pass_time(1)
    assert texts(ok("getUpdates")) == ["c"]


def test_a_negative_offset_keeps_only_the_last_ones(stage: Stage, ok: Ok, clock: StillClock) -> None:
    say(stage, "a", "b", "c")
    assert texts(ok("getUpdates", offset=-2)) == ["b", "c"]
    clock.pass_time(1)
    assert texts(ok("getUpdates")) == ["b", "c"]


def test_the_same_offset_at_once_gives_one(stage: Stage, ok: Ok) -> None:
    say(stage, "a", "b")
    assert texts(ok("getUpdates")) == ["a", "b"]
    assert texts(ok("getUpdates")) == ["a"]


@pytest.mark.parametrize(("limit", "count"), [(2, 2), (0, 1), (1000, 100)])
def test_limits_are_brought_between_one_and_a_hundred(stage: Stage, ok: Ok, limit: int, count: int) -> None:
    say(stage, *(str(number) for number in range(120)))
    assert len(ok("getUpdates", limit=limit)) == count


def test_messages_wait_a_day(stage: Stage, ok: Ok, clock: StillClock) -> None:
    say(stage, "a")
    clock.pass_time(24 * 3600 + 1)
    assert ok("getUpdates") == []


def test_only_what_was_asked_for_comes_and_the_wish_is_remembered(stage: Stage, ok: Ok) -> None:
    ok("getUpdates", allowed_updates='["callback_query"]')
    say(stage, "a")
    assert ok("getUpdates") == []
    ok("getUpdates", allowed_updates=[])
    say(stage, "b")
    assert texts(ok("getUpdates")) == ["b"]


def test_other_members_are_seen_only_when_asked_for(stage: Stage, ok: Ok) -> None:
    world = stage.world
    people.set_place(world, stage.group, stage.person, world.bot, "administrator")
    ok("getUpdates", offset=-1)
    people.set_place(world, stage.group, stage.person, stage.colleague, "administrator")
    assert not [each for each in world.updates.waiting if each.kind == "chat_member"]


def test_in_a_group_the_bot_sees_only_what_is_meant_for_it(stage: Stage, ok: Ok) -> None:
    world, group = stage.world, stage.group
    heard = ok("sendMessage", chat_id=group.id, text="ask me")["message_id"]
    people.say(world, group, stage.person, "just talking")
    people.say(world, group, stage.person, "/latest")
    people.say(world, group, stage.person, "/latest@another_bot")
    people.say(world, group, stage.person, "/latest@sitrep_local_bot")
    people.say(world, group, stage.person, "an answer", reply_to=heard)
    assert texts(ok("getUpdates")) == ["/latest", "/latest@sitrep_local_bot", "an answer"]


def test_an_administrator_bot_sees_all(stage: Stage, ok: Ok) -> None:
    people.set_place(stage.world, stage.group, stage.person, stage.world.bot, "administrator")
    people.say(stage.world, stage.group, stage.person, "just talking")
    assert ok("getUpdates")[-1]["message"]["text"] == "just talking"


def test_blocking_is_told_at_once(stage: Stage, ok: Ok) -> None:
    people.block(stage.world, stage.private)
    change = ok("getUpdates")[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")


def test_a_group_that_moves_says_so_on_both_sides(stage: Stage, ok: Ok) -> None:
    new = people.upgrade(stage.world, stage.small_group, stage.person)
    there, here = [each["message"] for each in ok("getUpdates")]
    assert (there["migrate_to_chat_id"], here["migrate_from_chat_id"]) == (new.id, stage.small_group.id)


def test_posts_in_a_channel_have_no_author(stage: Stage, ok: Ok) -> None:
    people.say(stage.world, stage.channel, stage.person, "news")
    post = ok("getUpdates")[0]["channel_post"]
    assert "from" not in post
    assert post["sender_chat"]["id"] == stage.channel.id


def test_start_with_a_payload_is_a_command(stage: Stage, ok: Ok) -> None:
    people.start(stage.world, stage.private, "abc-1")
    message = ok("getUpdates")[0]["message"]
    assert message["text"] == "/start abc-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_an_update_is_what_it_was_when_it_happened(stage: Stage, ok: Ok) -> None:
    said = people.say(stage.world, stage.private, stage.person, "before")
    people.rewrite(stage.world, said, "after")
    first, second = ok("getUpdates")
    assert (first["message"]["text"], second["edited_message"]["text"]) == ("before", "after")
