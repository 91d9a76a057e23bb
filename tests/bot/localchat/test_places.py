"""Groups, channels, their people, topics and pins."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat import people
from bot.localchat.stage import Stage

Ok = Callable[..., Any]


@pytest.fixture
def ruled(stage: Stage) -> Stage:
    """The bot is an administrator of the group."""
    people.set_place(stage.world, stage.group, stage.person, stage.world.bot, "administrator")
    return stage


def test_a_persons_status_is_told(stage: Stage, ok: Ok) -> None:
    assert ok("getChatMember", chat_id=stage.group.id, user_id=stage.person.id)["status"] == "creator"
    people.set_place(stage.world, stage.group, stage.person, stage.colleague, "left")
    assert ok("getChatMember", chat_id=stage.group.id, user_id=stage.colleague.id)["status"] == "left"


def test_a_stranger_is_no_member(stage: Stage, refused: Ok) -> None:
    assert refused("getChatMember", chat_id=stage.group.id, user_id=42) == "Bad Request: invalid user_id specified"


def test_the_bot_cannot_ban_without_the_right(stage: Stage, refused: Ok) -> None:
    told = refused("banChatMember", chat_id=stage.group.id, user_id=stage.colleague.id)
    assert told == "Bad Request: not enough rights to restrict/unrestrict chat member"


def test_an_administrator_bot_can_ban_but_not_the_owner(ruled: Stage, ok: Ok, refused: Ok) -> None:
    ok("banChatMember", chat_id=ruled.group.id, user_id=ruled.colleague.id)
    assert ok("getChatMember", chat_id=ruled.group.id, user_id=ruled.colleague.id)["status"] == "kicked"
    assert refused("banChatMember", chat_id=ruled.group.id, user_id=ruled.person.id).endswith("chat owner")


def test_members_are_counted_without_those_who_left(stage: Stage, ok: Ok) -> None:
    before = ok("getChatMemberCount", chat_id=stage.group.id)
    people.set_place(stage.world, stage.group, stage.person, stage.colleague, "left")
    assert ok("getChatMemberCount", chat_id=stage.group.id) == before - 1


def test_a_bot_that_left_is_outside(stage: Stage, ok: Ok, refused: Ok) -> None:
    ok("leaveChat", chat_id=stage.group.id)
    assert refused("getChat", chat_id=stage.group.id) == "Forbidden: bot is not a member of the supergroup chat"


def test_a_deleted_group_is_said_to_be(stage: Stage, refused: Ok) -> None:
    people.delete_group(stage.world, stage.small_group)
    told = refused("sendMessage", chat_id=stage.small_group.id, text="x")
    assert told == "Forbidden: the group chat was deleted"


def test_a_channel_needs_the_right_to_post(stage: Stage, refused: Ok) -> None:
    people.set_place(stage.world, stage.channel, stage.person, stage.world.bot, "member")
    told = refused("sendMessage", chat_id=stage.channel.id, text="x")
    assert told == "Bad Request: need administrator rights in the channel chat"


def test_topics_need_the_right_and_a_forum(stage: Stage, refused: Ok) -> None:
    assert "not enough rights" in refused("createForumTopic", chat_id=stage.group.id, name="x")
    assert refused("createForumTopic", chat_id=stage.small_group.id, name="x") == "Bad Request: the chat is not a forum"


def test_a_closed_topic_takes_messages_of_administrators_only(ruled: Stage, ok: Ok, refused: Ok) -> None:
    topic = ok("createForumTopic", chat_id=ruled.group.id, name="x")["message_thread_id"]
    ok("closeForumTopic", chat_id=ruled.group.id, message_thread_id=topic)
    ok("sendMessage", chat_id=ruled.group.id, message_thread_id=topic, text="x")
    people.set_place(ruled.world, ruled.group, ruled.person, ruled.world.bot, "member")
    assert refused("sendMessage", chat_id=ruled.group.id, message_thread_id=topic, text="x").endswith("TOPIC_CLOSED")


def test_a_deleted_topic_is_gone_with_its_messages(ruled: Stage, ok: Ok, refused: Ok) -> None:
    ok("sendMessage", chat_id=ruled.group.id, message_thread_id=2, text="x")
    ok("deleteForumTopic", chat_id=ruled.group.id, message_thread_id=2)
    assert not [each for each in ruled.group.messages.values() if each.thread == 2]
    told = refused("sendMessage", chat_id=ruled.group.id, message_thread_id=2, text="x")
    assert told == "Bad Request: message thread not found"


def test_the_general_topic_has_no_thread(stage: Stage, ok: Ok) -> None:
    assert "message_thread_id" not in ok("sendMessage", chat_id=stage.group.id, message_thread_id=1, text="x")


def test_a_pinned_message_is_seen_in_the_chat(ruled: Stage, ok: Ok, refused: Ok) -> None:
    number = ok("sendMessage", chat_id=ruled.group.id, text="x")["message_id"]
    ok("pinChatMessage", chat_id=ruled.group.id, message_id=number)
    assert ok("getChat", chat_id=ruled.group.id)["pinned_message"]["message_id"] == number
    ok("unpinChatMessage", chat_id=ruled.group.id)
    assert refused("unpinChatMessage", chat_id=ruled.group.id) == "Bad Request: message to unpin not found"


def test_a_kicked_bot_is_told_of_it(stage: Stage, ok: Ok) -> None:
    people.set_place(stage.world, stage.small_group, stage.person, stage.world.bot, "kicked")
    kinds = [next(key for key in each if key != "update_id") for each in ok("getUpdates")]
    assert kinds[-1] == "my_chat_member"


def test_a_key_that_picks_a_channel_shares_it_and_lets_the_bot_post_there(stage: Stage, ok: Ok) -> None:
    key = {"text": "Pick", "request_chat": {"request_id": 4, "chat_is_channel": True}}
    stage.private.started = True
    ok("sendMessage", chat_id=stage.private.id, text="Which?", reply_markup={"keyboard": [[key]]})
    stage.channel.members.pop(stage.world.bot.id)
    assert people.press_key(stage.world, stage.private, stage.person, "Other words") is None
    shared = people.press_key(stage.world, stage.private, stage.person, "Pick")
    assert shared is not None
    assert shared.content == {"chat_shared": {"request_id": 4, "chat_id": stage.channel.id}}
    assert stage.world.member(stage.channel, stage.world.bot.id).may("can_post_messages")
