"""The queue of held figures, what an operator was asked, who spoke lately, and everything read once more."""

from datetime import date, timedelta

from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.ledger import Heard
from storage.rereading import NewHold, NewReport, NewTally, old_articles, old_rows, rejected, settled, write_down
from storage.reviews import PATIENCE, Awaited, Reviews
from storage.ruling import Action
from storage.state import State
from storage.tallies import Tallies
from tally.judge import Hold, Keep, Reason
from tally.tally import UKRAINE, Standing, Tally
from tests.storage.reporting import DAY, NOW, accept, report, verdict

NEXT = DAY + timedelta(days=1)


async def hold(database: Database, day: date = DAY, **totals: int) -> None:
    decisions = {slug: Hold(total, None, (Reason.TOO_HIGH,)) for slug, total in totals.items()}
    await Tallies(database).record(report(day, **totals), verdict(**decisions), article=None, now=NOW)


async def test_the_queue_can_be_asked_by_day_and_category(database: Database) -> None:
    await hold(database, tanks=1, ships=2)
    await hold(database, NEXT, tanks=3)
    tallies = Tallies(database)
    assert [each.total for each in await tallies.queue(date.min, date.max, "tanks")] == [3, 1]
    assert {each.total for each in await tallies.queue(DAY, DAY)} == {1, 2}
    assert await tallies.waiting() == (3, DAY)
    assert [each.reasons for each in await tallies.doubted(NEXT)] == [("too_high",)]


async def test_the_queue_is_walked_in_the_order_of_days_and_round(database: Database) -> None:
    await hold(database, NEXT, tanks=3)
    await hold(database, tanks=1)
    tallies, walked = Tallies(database), []
    held = None
    for _ in range(3):
        held = await tallies.next_held(held)
        assert held is not None
        walked.append(held.total)
    assert walked == [1, 3, 1]


async def test_what_an_operator_was_asked_is_kept_for_a_while_and_forgotten_with_the_decision(
    database: Database,
) -> None:
    await hold(database, tanks=1)
    held = await Tallies(database).next_held()
    assert held is not None
    reviews, awaited = Reviews(database), Awaited(held.id, Action.CORRECT, 5)
    await reviews.ask(7, awaited, NOW)
    assert await reviews.awaited(7, NOW) == awaited
    assert await reviews.awaited(8, NOW) is None
    assert await reviews.awaited(7, NOW + PATIENCE * 2) is None
    ruling = await reviews.decide(7, awaited, "seen", NOW)
    assert ruling is not None
    assert ruling.tally is not None
    assert ruling.tally.total == 5
    assert await reviews.awaited(7, NOW) is None


async def test_a_better_standing_does_not_undo_an_operators_decision(database: Database) -> None:
    await hold(database, tanks=1)
    held = await Tallies(database).next_held()
    assert held is not None
    await Tallies(database).decide(held.id, Action.ACCEPT, None, who="anna", why="seen", now=NOW)
    again = report(source="table", origin="table", tanks=1)
    confirmed = verdict(tanks=accept(1, standing=Standing.CONFIRMED))
    await Tallies(database).record(again, confirmed, article=None, now=NOW)
    tally = (await Tallies(database).day(DAY))["tanks"]
    assert (tally.standing, tally.settled) == (Standing.CONFIRMED, True)


async def test_named_values_are_found_by_how_they_begin(database: Database) -> None:
    state = State(database)
    for name in ("source:b", "source:a", "source", "sources", "review:1"):
        await state.put(name, name, NOW)
    assert await state.named("source:") == {"a": "source:a", "b": "source:b"}
    await state.drop("source:a")
    assert await state.named("source:") == {"b": "source:b"}


async def test_who_spoke_lately_is_told_with_their_newest_day(database: Database) -> None:
    tallies = Tallies(database)
    for day in (DAY, NEXT):
        await tallies.record(report(day, tanks=1), verdict(tanks=accept(1)), article=None, now=NOW)
    (speaker,) = await tallies.speakers(DAY, NEXT)
    assert (speaker.source, speaker.day, speaker.seen_at) == ("outlet", NEXT, NOW)


async def test_the_newest_day_known_at_a_moment(database: Database) -> None:
    tallies = Tallies(database)
    await tallies.record(report(tanks=1), verdict(tanks=accept(1)), article=None, now=NOW)
    later = NOW + timedelta(days=1)
    await tallies.record(report(NEXT, tanks=2), verdict(tanks=accept(2)), article=None, now=later)
    assert await tallies.latest_day_as_of(NOW, DAY - timedelta(days=9), NEXT) == DAY
    assert await tallies.latest_day_as_of(later, DAY, NEXT) == NEXT
    assert await tallies.latest_day_as_of(NOW - timedelta(days=1), DAY, NEXT) is None


async def test_everything_that_was_read_comes_once_more_with_what_was_read_from_it(database: Database) -> None:
    tallies = Tallies(database)
    told = report(tanks=1)
    for at in range(3):
        id = (await Articles(database).keep(Article(text=f"tanks {at}"), NOW)).id
        if at == 1:
            await tallies.record(told, verdict(tanks=accept(1)), article=id, now=NOW)
    row = report(source="table", origin="table", tanks=1, ships=2)
    await tallies.record(row, verdict(tanks=Keep(), ships=accept(2)), article=None, now=NOW)
    articles = [each async for each in old_articles(database)]
    assert [each.claims for each in articles] == [(), told.claims, ()]
    assert [(each.report, each.imported) async for each in old_rows(database)] == [(row, False)]


async def test_what_a_new_reading_changes_is_added_to_what_is_there(database: Database) -> None:
    tallies = Tallies(database)
    id = (await Articles(database).keep(Article(text="tanks 1"), NOW)).id
    await tallies.record(report(tanks=1), verdict(tanks=accept(1)), article=id, now=NOW)
    anew = report(tanks=5, ships=9)
    tally = Tally(UKRAINE, DAY, "tanks", 5, None, Standing.SINGLE)
    waits = NewHold(anew, "ships", Hold(9, None, (Reason.TOO_HIGH,)), -1)
    changes = [NewTally(tally, ("completed",), -1)]
    await write_down(database, [NewReport(-1, Heard(anew, id))], changes, [waits], now=NOW + timedelta(days=1))
    first, second = await tallies.revisions(DAY, "tanks")
    assert (first.tally.total, second.tally.total, second.reasons) == (1, 5, ("replay", "completed"))
    assert second.evidence is not None
    held = await tallies.next_held()
    assert held is not None
    assert (held.category, held.evidence is not None) == ("ships", True)
    assert (await settled(database), await rejected(database)) == ([], [])
