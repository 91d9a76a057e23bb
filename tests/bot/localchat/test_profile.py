"""Commands by scope and language, and what a bot tells of itself."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat.methods.profile import commands_for
from bot.localchat.stage import Stage

Ok = Callable[..., Any]


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": each, "description": f"Does {each}"} for each in names]


def seen(stage: Stage, chat: Any, person: Any) -> list[str]:
    return [each["command"] for each in commands_for(stage.world, chat, person)]


def test_what_is_set_is_read_back_for_the_same_scope_and_language_only(ok: Ok) -> None:
    ok("setMyCommands", commands=commands("help"), language_code="uk")
    assert ok("getMyCommands", language_code="uk") == commands("help")
    assert ok("getMyCommands") == []
    assert ok("getMyCommands", language_code="uk", scope={"type": "all_private_chats"}) == []


def test_deleting_gives_way_to_the_wider_scope(stage: Stage, ok: Ok) -> None:
    ok("setMyCommands", commands=commands("wide"))
    ok("setMyCommands", commands=commands("narrow"), scope={"type": "chat", "chat_id": stage.person.id})
    assert seen(stage, stage.private, stage.person) == ["narrow"]
    ok("deleteMyCommands", scope={"type": "chat", "chat_id": stage.person.id})
    assert seen(stage, stage.private, stage.person) == ["wide"]


def test_a_language_wins_within_its_scope_but_not_over_a_narrower_one(stage: Stage, ok: Ok) -> None:
    ok("setMyCommands", commands=commands("any"))
    ok("setMyCommands", commands=commands("english"), language_code="en")
    assert seen(stage, stage.private, stage.person) == ["english"]
    ok("setMyCommands", commands=commands("private"), scope={"type": "all_private_chats"})
    assert seen(stage, stage.private, stage.person) == ["private"]


def test_administrators_of_a_group_may_see_more(stage: Stage, ok: Ok) -> None:
    ok("setMyCommands", commands=commands("all"), scope={"type": "all_group_chats"})
    ok("setMyCommands", commands=commands("admin"), scope={"type": "all_chat_administrators"})
    assert seen(stage, stage.group, stage.person) == ["admin"]
    assert seen(stage, stage.group, stage.colleague) == ["all"]
    one = {"type": "chat_member", "chat_id": stage.group.id, "user_id": stage.colleague.id}
    ok("setMyCommands", commands=commands("one"), scope=one)
    assert seen(stage, stage.group, stage.colleague) == ["one"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (commands("Help"), "BOT_COMMAND_INVALID"),
        (commands("x" * 33), "BOT_COMMAND_INVALID"),
        ([{"command": "x", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "x", "description": "d" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(*(f"c{number}" for number in range(101))), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_impossible_commands_are_refused(refused: Ok, given: Any, sentence: str) -> None:
    assert refused("setMyCommands", commands=given) == f"Bad Request: {sentence}"


@pytest.mark.parametrize("scope", [{"type": "moon"}, {"type": "chat"}, {"type": "chat_member", "chat_id": 1_000_001}])
def test_impossible_scopes_are_refused(refused: Ok, scope: dict[str, Any]) -> None:
    assert "BotCommandScope" in refused("setMyCommands", commands=commands("x"), scope=scope)


def test_a_language_has_two_letters(refused: Ok) -> None:
    assert refused("setMyCommands", commands=commands("x"), language_code="english").startswith("Bad Request: invalid")


@pytest.mark.parametrize(("what", "most"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
def test_texts_about_the_bot_have_a_language_and_a_limit(ok: Ok, refused: Ok, what: str, most: int) -> None:
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    ok(f"setMy{what}", **{field: "у" * most, "language_code": "uk"})
    assert ok(f"getMy{what}", language_code="uk") == {field: "у" * most}
    assert ok(f"getMy{what}", language_code="de") == {field: "Sitrep" if what == "Name" else ""}
    assert "too long" in refused(f"setMy{what}", **{field: "x" * (most + 1)})
