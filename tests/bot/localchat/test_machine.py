"""Random people, messages, presses and faults against the core: nothing is lost or doubled, all is well formed."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from bot.localchat import people
from bot.localchat.calling import NOT_ACCEPTED, Outcome, call
from bot.localchat.clock import StillClock
from bot.localchat.entities import units
from bot.localchat.faults import Fault
from bot.localchat.people import CannotDoError
from bot.localchat.stage import furnish
from bot.localchat.things import Chat, Message

from .conftest import NOON, TOKEN

Json = dict[str, Any]

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["<b>x</b>", "<b>x", "/latest", "😀 https://e.org", "x" * 4096, "x" * 4097, " ", "<code>a</code>"]),
)
KEYS = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
PLACES = st.integers(0, 3)
FAULTS = st.sampled_from(["too_many_requests", "answer_lost", "not_accepted", "hang", "bad_gateway"])


class Machine(RuleBasedStateMachine):
    """The bot reads its updates, at times forgets how far it got, and sends; people do as they like."""

    sent: Bundle[tuple[int, int]] = Bundle("sent")
    presses: Bundle[str] = Bundle("presses")

    @initialize()
    def begin(self) -> None:
        self.clock = StillClock(NOON)
        self.stage = furnish(TOKEN, self.clock)
        self.world = self.stage.world
        self.world.listeners.append(self.hear)
        self.offset = 0
        self.born: list[int] = []
        self.confirmed: list[int] = []
        self.lost_to_age: set[int] = set()
        self.accepted = 0
        self.stage.private.started = True

    def hear(self, event: str, about: Json) -> None:
        if event == "update":
            self.born.append(about["update_id"])

    def place(self, number: int) -> Chat:
        return (self.stage.private, self.stage.group, self.stage.channel, self.stage.small_group)[number]

    @rule(where=PLACES, text=TEXTS, topic=st.sampled_from([None, 2]))
    def somebody_writes(self, where: int, text: str, topic: int | None) -> None:
        chat = self.place(where)
        try:
            people.say(self.world, chat, self.stage.person, text, thread=topic if chat.is_forum else None)
        except CannotDoError:
            assert not text.strip() or chat.blocked or not chat.started

    @rule(blocks=st.booleans())
    def somebody_blocks(self, blocks: bool) -> None:
        (people.block if blocks else people.unblock)(self.world, self.stage.private)

    @rule(where=st.integers(1, 3), status=st.sampled_from(["kicked", "left", "member", "administrator"]))
    def the_bot_is_moved(self, where: int, status: str) -> None:
        people.set_place(self.world, self.place(where), self.stage.person, self.world.bot, status)

    @rule(kind=FAULTS, times=st.integers(1, 2))
    def trouble_waits(self, kind: str, times: int) -> None:
        self.world.faults.add(Fault(kind, times=times))

    @rule(seconds=st.sampled_from([0.1, 1, 60, 151, 3600, 90_000]))
    def time_passes(self, seconds: float) -> None:
        before = {each.id for each in self.world.updates.waiting}
        self.clock.pass_time(seconds)
        self.world.updates.expire(self.clock())
        self.lost_to_age |= before - {each.id for each in self.world.updates.waiting}

    @rule(target=sent, where=PLACES, text=TEXTS, mode=st.sampled_from(["", "HTML"]))
    def the_bot_sends(self, where: int, text: str, mode: str) -> Any:
        chat = self.place(where)
        before = len(chat.messages)
        words = {"chat_id": chat.id, "text": text, "parse_mode": mode, "reply_markup": KEYS}
        outcome = call(self.world, "sendMessage", words)
        arrived = len(chat.messages) - before
        assert arrived == (1 if outcome.status == 200 else 0)
        self.check_answer(outcome)
        return (chat.id, outcome.body["result"]["message_id"]) if arrived else multiple()

    def check_answer(self, outcome: Outcome) -> None:
        if outcome.fate == NOT_ACCEPTED:
            return
        assert outcome.body["ok"] is (outcome.status == 200)
        if outcome.status != 200:
            assert outcome.body["error_code"] == outcome.status
            assert outcome.body["description"]

    @rule(message=sent, text=TEXTS)
    def the_bot_edits(self, message: tuple[int, int], text: str) -> None:
        words = {"chat_id": message[0], "message_id": message[1], "text": text, "reply_markup": KEYS}
        before = self.world.chats[message[0]].messages[message[1]].json()
        outcome = call(self.world, "editMessageText", words)
        self.check_answer(outcome)
        if outcome.status != 200:
            assert self.world.chats[message[0]].messages[message[1]].json() == before

    @rule(target=presses, message=sent)
    def somebody_presses(self, message: tuple[int, int]) -> str:
        found = self.world.chats[message[0]].messages[message[1]]
        return str(people.tap(self.world, found, self.stage.person, 0, 0)["callback"])

    @rule(press=consumes(presses))
    def the_bot_answers(self, press: str) -> None:
        first = call(self.world, "answerCallbackQuery", {"callback_query_id": press})
        assert first.status in {200, 400}
        assert call(self.world, "answerCallbackQuery", {"callback_query_id": press}).status == 400

    @rule(limit=st.integers(1, 100), forgets=st.booleans())
    def the_bot_polls(self, limit: int, forgets: bool) -> None:
        before = [each.id for each in self.world.updates.waiting]
        self.confirmed += [each for each in before if each < self.offset]
        outcome = call(self.world, "getUpdates", {"offset": self.offset, "limit": limit})
        numbers = [each["update_id"] for each in outcome.body["result"]]
        assert numbers == sorted(set(numbers))
        assert all(each >= self.offset for each in numbers)
        if numbers and not forgets:
            self.offset = numbers[-1] + 1

    @invariant()
    def no_update_is_lost_or_doubled(self) -> None:
        waiting = [each.id for each in self.world.updates.waiting]
        assert waiting == sorted(set(waiting))
        gone = sorted([*self.confirmed, *(self.lost_to_age - set(self.confirmed))])
        assert sorted(gone + waiting) == self.born
        assert len(set(self.confirmed)) == len(self.confirmed)

    @invariant()
    def every_message_is_well_formed(self) -> None:
        for chat in self.world.chats.values():
            assert list(chat.messages) == sorted(chat.messages)
            for message in list(chat.messages.values())[-3:]:
                self.check_message(message)

    def check_message(self, message: Message) -> None:
        shown = message.json()
        if "text" not in shown:
            return
        size = units(shown["text"])
        assert 1 <= size <= 4096
        assert shown["text"] == shown["text"].strip()
        assert all(0 <= each["offset"] < each["offset"] + each["length"] <= size for each in shown.get("entities", []))


@pytest.mark.filterwarnings("ignore")
class TestMachine(Machine.TestCase):  # type: ignore[misc, name-defined]
    """Run by pytest."""

    settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
