"""What is made once for everybody: never older than the version that was asked for, and made by one of many."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

from bot.command import Ask, House
from bot.commands import COMMANDS, respond
from bot.kept import Kept
from storage.database import open_database
from storage.tallies import Tallies
from tally.report import Claim, Evidence, Kind, Report
from tally.tally import Standing
from tally.verdict import Accept, Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)


class Maker:
    def __init__(self) -> None:
        self.made = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self) -> int:
        await self.gate.wait()
        self.made += 1
        return self.made


async def test_it_is_made_once_a_version() -> None:
    kept, make = Kept[int](), Maker()
    assert [await kept.get("a", 1, make) for _ in range(3)] == [1, 1, 1]
    assert [await kept.get("a", 2, make) for _ in range(3)] == [2, 2, 2]


async def test_other_questions_have_other_answers() -> None:
    kept, make = Kept[int](), Maker()
    assert (await kept.get("a", 1, make), await kept.get("b", 1, make)) == (1, 2)


async def test_of_many_who_ask_at_once_one_makes_it() -> None:
    kept, make = Kept[int](), Maker()
    make.gate.clear()
    asked = [asyncio.create_task(kept.get("a", 1, make)) for _ in range(10)]
    await asyncio.sleep(0)
    make.gate.set()
    assert set(await asyncio.gather(*asked)) == {1}


async def test_when_whoever_makes_it_is_cancelled_another_does() -> None:
    kept, make = Kept[int](), Maker()
    make.gate.clear()
    first, second = (asyncio.create_task(kept.get("a", 1, make)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    make.gate.set()
    assert await second == 1


async def test_no_more_than_so_many_are_kept_and_the_last_asked_for_stay() -> None:
    kept, make = Kept[int](most=2), Maker()
    for key in ("a", "b", "a", "c"):
        await kept.get(key, 1, make)
    assert await kept.get("a", 1, make) == 1
    assert await kept.get("b", 1, make) == 4


async def _record(tallies: Tallies, tanks: int, *, standing: Standing = Standing.CONFIRMED) -> None:
    claims = (Claim("tanks", Kind.TOTAL, tanks, Evidence("", 0, 0)),)
    report = Report(DAY, "russia", "General Staff", "en", claims, source="test")
    await tallies.record(report, Verdict({"tanks": Accept(tanks, None, standing)}), article=None, now=NOW)


async def test_the_next_answer_has_the_figure_that_another_process_has_just_recorded(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(address) as ours, await open_database(address) as theirs:
        house, ask = House.over(ours), Ask("", "en", NOW)
        await _record(Tallies(theirs), 12_001)
        assert "12,001" in (await respond("/latest", ask, house)).html
        before = await house.tallies.version()
        await _record(Tallies(theirs), 12_345)
        assert await house.tallies.version() > before
        for question in ("/latest", "/total tanks", "/on 2026-11-23"):
            assert "12,345" in (await respond(question, ask, house)).html


async def test_languages_and_days_are_kept_apart() -> None:
    async with await open_database("sqlite:///:memory:") as database:
        house = House.over(database)
        await _record(house.tallies, 12_001)
        english, ukrainian = Ask("", "en", NOW), Ask("", "uk", NOW)
        tomorrow = Ask("", "en", datetime(2026, 11, 24, 12, tzinfo=UTC))
        said = [(await respond("/latest", ask, house)).html for ask in (english, ukrainian, english, tomorrow)]
        assert said[0] == said[2]
        assert len(set(said)) == 3


async def test_whoever_asks_for_the_same_gets_the_same_whoever_they_are() -> None:
    async with await open_database("sqlite:///:memory:") as database:
        await _record(Tallies(database), 12_001)
        steady = [each.name for each in COMMANDS if each.steady]
        assert steady
        for name in steady:
            one = Ask("tanks", "en", NOW, chat=1, user=1, private=True, operator=True)
            other = Ask("tanks", "en", NOW, chat=-2, user=2, topic=3, private=False, pressed=True)
            # Houses of their own, so that nothing is kept between the two.
            replies = [await respond(f"/{name} tanks", ask, House.over(database)) for ask in (one, other)]
            assert replies[0] == replies[1]
