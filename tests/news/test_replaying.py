"""Replaying: what today's reader and judge would make of all that was read, and nothing overwritten by it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from news.learning import learn
from news.replaying import apply, replay
from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from storage.ruling import Action
from storage.tallies import Tallies
from tally.report import Claim, Evidence, Kind, Report
from tally.tally import Standing
from tally.verdict import Accept, Hold, Reason, Verdict

FIRST = date(2026, 4, 20)
DAYS = 8
LATER = datetime(2026, 5, 5, 9, tzinfo=UTC)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def bulletin(number: int, tanks: int | None = None) -> Article:
    """The bulletin of day *number*; *tanks* where it has a slip."""
    day = FIRST + timedelta(days=number)
    told = tanks or 11_900 + 3 * number
    text = (
        f"The General Staff of the Armed Forces of Ukraine: Russia's losses from 24.02.22 to {day:%d.%m.%Y}\n"
        f"personnel – about {1_320_000 + 1_060 * number:,} (+1,060) persons\ntanks – {told:,} (+3) units\n"
        f"artillery systems – {41_000 + 55 * number:,} (+55) units\nvehicles and fuel tanks – {91_000 + 210 * number:,}"
        " (+210) units\n"
    )
    return Article(
        text=text, title="Losses of the day", url=f"https://example.org/{day}", outlet="example.org", published=day
    )


@pytest.fixture
async def learned() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as database:
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            await learn(bulletin(number), database, today=day, now=morning(day))
        yield database


async def misread(database: Database, total: int) -> date:
    """An article that an older reader misread: its words say one figure, the tally another."""
    day = FIRST + timedelta(days=DAYS)
    article = bulletin(DAYS)
    async with database.transaction():
        id = (await Articles(database).keep(article, morning(day))).id
        claim = Claim("tanks", Kind.TOTAL, total, Evidence("tanks", 0, 5))
        report = Report(day, "russia", "General Staff", "en", (claim,), source=article.outlet)
        verdict = Verdict({"tanks": Accept(total, 3, Standing.SINGLE)})
        await Tallies(database).record(report, verdict, article=id, now=morning(day))
    return day


async def test_what_was_just_read_would_not_change(learned: Database) -> None:
    found = await replay(learned)
    assert (found.articles, found.reread, found.differences, found.holds) == (DAYS, 0, (), ())


async def test_a_figure_that_is_read_otherwise_today_is_shown_and_not_touched(learned: Database) -> None:
    day = await misread(learned, 99)
    found = await replay(learned)
    tanks = next(each for each in found.differences if each.would.category == "tanks")
    assert tanks.now is not None
    assert (tanks.now.total, tanks.would.total) == (99, 11_924)
    assert (await Tallies(learned).day(day))["tanks"].total == 99


async def test_applied_it_is_a_revision_beside_the_first_with_the_words_read_today(learned: Database) -> None:
    day = await misread(learned, 99)
    await apply(learned, now=LATER)
    first, second = await Tallies(learned).revisions(day, "tanks")
    assert (first.tally.total, second.tally.total, second.decided_by) == (99, 11_924, "replay")
    assert second.evidence is not None
    assert "11,924" in second.evidence.text
    assert {each.day for each in [first.tally, second.tally]} == {day}


async def test_applied_twice_it_changes_nothing_more(learned: Database) -> None:
    await misread(learned, 99)
    await apply(learned, now=LATER)
    again = await apply(learned, now=LATER)
    assert (again.reread, again.differences, again.holds) == (0, (), ())


async def test_what_operators_decided_stands(learned: Database) -> None:
    day = FIRST + timedelta(days=DAYS)
    await learn(bulletin(DAYS, tanks=91_924), learned, today=day, now=morning(day))
    held = await Tallies(learned).next_held()
    assert held is not None
    await Tallies(learned).decide(held.id, Action.CORRECT, 11_925, who="anna", why="seen", now=LATER)
    found = await apply(learned, now=LATER)
    assert found.holds == ()
    assert (await Tallies(learned).day(day))["tanks"].total == 11_925


async def test_what_operators_rejected_does_not_come_back(learned: Database) -> None:
    day = FIRST + timedelta(days=DAYS)
    await learn(bulletin(DAYS, tanks=91_924), learned, today=day, now=morning(day))
    held = await Tallies(learned).next_held()
    assert held is not None
    await Tallies(learned).decide(held.id, Action.REJECT, None, who="anna", why="a slip", now=LATER)
    found = await apply(learned, now=LATER)
    assert (found.differences, found.holds) == ((), ())
    assert await Tallies(learned).next_held() is None


async def test_a_figure_that_the_judge_would_hold_today_is_withdrawn_and_asked(learned: Database) -> None:
    day = FIRST + timedelta(days=DAYS)
    slipped = bulletin(DAYS, tanks=91_924)
    async with learned.transaction():
        id = (await Articles(learned).keep(slipped, morning(day))).id
        claim = Claim("tanks", Kind.TOTAL, 91_924, Evidence("tanks", 0, 5))
        report = Report(day, "russia", "General Staff", "en", (claim,), source=slipped.outlet)
        verdict = Verdict({"tanks": Accept(91_924, 3, Standing.SINGLE)})
        await Tallies(learned).record(report, verdict, article=id, now=morning(day))
    await apply(learned, now=LATER)
    assert "tanks" not in await Tallies(learned).day(day)
    held = await Tallies(learned).next_held()
    assert held is not None
    assert (held.category, held.total) == ("tanks", 91_924)
    assert held.evidence is not None


async def test_rows_of_data_sets_take_part(learned: Database) -> None:
    day = FIRST + timedelta(days=2)
    tanks = Claim("tanks", Kind.TOTAL, 11_906, Evidence("11906", 0, 0))
    report = Report(day, "russia", None, None, (tanks,), source="table", origin="table")
    decision = Verdict({"tanks": Hold(11_906, None, (Reason.AMBIGUOUS,))})
    await Tallies(learned).record(report, decision, article=None, now=LATER)
    found = await replay(learned)
    assert found.rows == 1
    (change,) = found.differences
    assert (change.would.category, change.would.standing) == ("tanks", Standing.CONFIRMED)


async def test_an_empty_database_has_nothing_to_replay() -> None:
    async with await open_database("sqlite:///:memory:") as database:
        found = await apply(database, now=LATER)
        assert (found.articles, found.rows, found.differences) == (0, 0, ())
