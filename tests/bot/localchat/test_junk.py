"""Whatever a bot sends is answered: a result, or a refusal in a sentence; never a crash."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localchat import people
from bot.localchat.calling import call
from bot.localchat.clock import StillClock
from bot.localchat.methods import METHODS
from bot.localchat.stage import GROUP_ID, PERSON_ID, furnish
from bot.localchat.things import Upload

from .conftest import NOON, TOKEN

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5))
KNOWN = st.sampled_from(
    [PERSON_ID, GROUP_ID, "HTML", "<b>", "<p>x</p>", "attach://f", 1, 2, "bold", "article", "photo"]
)
VALUES = st.recursive(
    st.one_of(SCALARS, KNOWN),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)),
    max_leaves=4,
)


def shape(*names: str) -> st.SearchStrategy[Any]:
    """An object with some of these fields, holding anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, VALUES))


BUTTONS = st.one_of(VALUES, shape("text", "url", "callback_data", "copy_text", "style", "switch_inline_query"))
KEYBOARD = st.one_of(VALUES, st.lists(st.lists(BUTTONS, max_size=2), max_size=2))
MARKUP = st.fixed_dictionaries({}, optional={"inline_keyboard": KEYBOARD, "keyboard": KEYBOARD, "force_reply": VALUES})
ENTITIES = st.lists(shape("type", "offset", "length", "url"), max_size=2)
RICH = shape("html", "markdown", "is_rtl", "skip_entity_detection")
CONTENT = st.fixed_dictionaries(
    {}, optional={"message_text": VALUES, "parse_mode": VALUES, "entities": ENTITIES, "rich_message": RICH | VALUES}
)
RESULT = st.fixed_dictionaries(
    {"type": st.sampled_from(["article", "photo", "x"]), "id": VALUES},
    optional={
        "title": VALUES,
        "input_message_content": CONTENT | VALUES,
        "reply_markup": MARKUP | VALUES,
        "photo_file_id": VALUES,
        "caption": VALUES,
    },
)
SHAPES: dict[str, st.SearchStrategy[Any]] = {
    "reply_markup": MARKUP,
    "reply_parameters": shape("message_id", "chat_id", "quote", "allow_sending_without_reply"),
    "entities": ENTITIES,
    "caption_entities": ENTITIES,
    "rich_message": RICH,
    "scope": shape("type", "chat_id", "user_id"),
    "commands": st.lists(shape("command", "description"), max_size=2),
    "results": st.lists(RESULT, max_size=2),
    "media": shape("type", "media", "caption", "parse_mode", "caption_entities"),
    "menu_button": shape("type", "text"),
    "button": shape("text", "start_parameter"),
    "message_ids": st.lists(VALUES, max_size=2),
    "allowed_updates": st.lists(VALUES, max_size=2),
}


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A method, and junk for some of its parameters, at times with a chat that is there."""
    method = draw(st.sampled_from(sorted(METHODS)))
    names = sorted(METHODS[method].parameters)
    given_names = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    arguments = {name: draw(SHAPES[name] if name in SHAPES and draw(st.booleans()) else VALUES) for name in given_names}
    required = [each for each in METHODS[method].parameters.values() if each.required]
    if draw(st.booleans()):
        good = {"chat": PERSON_ID, "int": 1, "str": "x", "list": [], "dict": {}, "file": "attach://f", "bool": True}
        arguments = {each.name: good[each.kind] for each in required} | arguments
    if draw(st.booleans()):
        arguments = {name: json.dumps(each) for name, each in arguments.items()}
    return method, arguments


@settings(max_examples=150, deadline=None)
@given(st.lists(calls(), max_size=4))
def test_whatever_a_bot_sends_is_answered(made: list[tuple[str, dict[str, Any]]]) -> None:
    stage = furnish(TOKEN, StillClock(NOON))
    people.start(stage.world, stage.private)
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
    call(stage.world, "sendMessage", {"chat_id": PERSON_ID, "text": "x", "reply_markup": keys})
    for method, arguments in made:
        outcome = call(stage.world, method, arguments, {"f": Upload("f.txt", b"f")})
        assert outcome.body["ok"] is (outcome.status == 200)
        assert outcome.body["ok"] or outcome.body["description"]
        json.dumps(outcome.body)
