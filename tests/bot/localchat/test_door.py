"""python-telegram-bot through the inner door: no socket, the same answers."""

import pytest
from telegram import Bot, InputFile, PhotoSize
from telegram.error import ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.localchat import people
from bot.localchat.door import InProcessRequest
from bot.localchat.faults import Fault
from bot.localchat.polling import Polling
from bot.localchat.stage import Stage

from .scenario import PNG


@pytest.fixture(autouse=True)
def _whole_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def bot(stage: Stage, token: str | None = None) -> Bot:
    polling = Polling(stage.world)
    request, updates = (InProcessRequest(stage.world, polling=polling) for _ in range(2))
    return Bot(token or stage.world.token, request=request, get_updates_request=updates)


async def test_it_sends_and_polls(stage: Stage) -> None:
    async with bot(stage) as mine:
        sent = await mine.send_message(stage.person.id, "<b>x</b>", parse_mode="HTML")
        assert stage.private.messages[sent.message_id].content["text"] == "x"
        people.say(stage.world, stage.private, stage.person, "y")
        assert [each.message.text for each in await mine.get_updates(timeout=1) if each.message] == ["y"]


async def test_it_uploads_and_downloads(stage: Stage) -> None:
    async with bot(stage) as mine:
        sent = await mine.send_photo(stage.person.id, InputFile(PNG, "a.png"), caption="c")
        photo: PhotoSize = sent.photo[-1]
        assert bytes(await (await mine.get_file(photo)).download_as_bytearray()) == PNG
        again = await mine.send_photo(stage.channel.id, photo.file_id)
        assert again.photo[-1].file_unique_id == photo.file_unique_id


async def test_refusals_become_its_errors(stage: Stage) -> None:
    async with bot(stage) as mine:
        people.block(stage.world, stage.private)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await mine.send_message(stage.person.id, "x")
        new = people.upgrade(stage.world, stage.small_group, stage.person)
        with pytest.raises(ChatMigrated) as moved:
            await mine.send_message(stage.small_group.id, "x")
        assert moved.value.new_chat_id == new.id


async def test_a_wrong_token_is_refused(stage: Stage) -> None:
    with pytest.raises(InvalidToken):
        async with bot(stage, "1:wrong"):
            pass


@pytest.mark.parametrize(
    ("kind", "error", "arrived"),
    [
        ("too_many_requests", RetryAfter, 0),
        ("blocked", Forbidden, 0),
        ("bad_gateway", NetworkError, 0),
        ("not_accepted", NetworkError, 0),
        ("answer_lost", TimedOut, 1),
        ("hang", TimedOut, 1),
    ],
)
async def test_faults_meet_the_next_call_and_no_other(
    stage: Stage, kind: str, error: type[NetworkError], arrived: int
) -> None:
    async with bot(stage) as mine:
        stage.world.faults.add(Fault(kind))
        with pytest.raises(error):
            await mine.send_message(stage.person.id, "x")
        assert len(stage.private.messages) == arrived
        await mine.send_message(stage.person.id, "y")
