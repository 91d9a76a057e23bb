"""Operators decide on held figures; every decision is recorded."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.ruling import Action
from storage.tallies import Tallies
from tally.judge import Hold, Reason
from tally.tally import Standing
from tests.storage.reporting import DAY, NOW, accept, report, verdict

LATER = NOW + timedelta(hours=2)


async def hold(database: Database, total: int = 37830, source: str = "outlet", origin: str = "bulletin") -> int:
    decisions = verdict(tanks=Hold(total, 2, (Reason.TOO_HIGH,)))
    await Tallies(database).record(report(source=source, origin=origin, tanks=total), decisions, article=None, now=NOW)
    return next(each.id for each in await Tallies(database).held() if each.total == total)


async def test_an_accepted_figure_is_published_as_the_operators_decision(database: Database) -> None:
    tallies = Tallies(database)
    ruling = await tallies.decide(await hold(database), Action.ACCEPT, None, who="anna", why="seen on site", now=LATER)
    assert ruling is not None
    assert ruling.tally is not None
    assert (ruling.fresh, ruling.tally.total, ruling.tally.gain, ruling.tally.settled) == (True, 37830, 2, True)
    assert await tallies.held() == []
    (revision,) = await tallies.revisions(DAY, "tanks")
    assert (revision.decided_by, revision.note, revision.decided_at) == ("anna", "seen on site", LATER)
    assert revision.evidence is not None


async def test_a_corrected_figure_is_published_with_the_operators_value(database: Database) -> None:
    tallies = Tallies(database)
    await tallies.decide(await hold(database), Action.CORRECT, 3783, who="anna", why="a zero too many", now=LATER)
    tally = (await tallies.day(DAY))["tanks"]
    assert (tally.total, tally.standing) == (3783, Standing.DIFFERS)


async def test_a_rejected_figure_is_not_published_and_not_asked_again(database: Database) -> None:
    tallies = Tallies(database)
    await tallies.decide(await hold(database), Action.REJECT, None, who="anna", why="a typo", now=LATER)
    decisions = verdict(tanks=Hold(37830, 2, (Reason.TOO_HIGH,)))
    await tallies.record(report(source="another", tanks=37830), decisions, article=None, now=LATER)
    assert await tallies.day(DAY) == {}
    assert await tallies.held() == []


@pytest.mark.parametrize(("action", "value"), [(Action.ACCEPT, None), (Action.CORRECT, 3783), (Action.REJECT, None)])
async def test_whoever_keeps_an_answer_learns_of_every_decision(
    database: Database, action: Action, value: int | None
) -> None:
    tallies = Tallies(database)
    held = await hold(database)
    before = await tallies.version()
    await tallies.decide(held, action, value, who="anna", why=None, now=LATER)
    assert await tallies.version() > before


async def test_a_second_decision_changes_nothing_and_says_so(database: Database) -> None:
    tallies = Tallies(database)
    held = await hold(database)
    await tallies.decide(held, Action.REJECT, None, who="anna", why="a typo", now=LATER)
    ruling = await tallies.decide(held, Action.ACCEPT, None, who="boris", why=None, now=LATER)
    assert ruling is not None
    assert (ruling.fresh, ruling.held.outcome, ruling.tally) == (False, "rejected", None)


async def test_a_correction_of_a_published_figure_is_a_revision_of_it(database: Database) -> None:
    tallies = Tallies(database)
    await tallies.record(report(tanks=3700), verdict(tanks=accept(3700)), article=None, now=NOW)
    held = await hold(database, 3783, source="ivaniuk", origin="ivaniuk")
    await tallies.decide(held, Action.ACCEPT, None, who="anna", why="the site says so", now=LATER)
    (correction,) = await tallies.corrections(LATER)
    assert (correction.before.total, correction.after.tally.total) == (3700, 3783)
    assert correction.after.decided_by == "anna"


async def test_a_figure_that_two_origins_give_is_confirmed_when_it_is_accepted(database: Database) -> None:
    tallies = Tallies(database)
    held = await hold(database, 3783)
    await hold(database, 3783, source="ivaniuk", origin="ivaniuk")
    await tallies.decide(held, Action.ACCEPT, None, who="anna", why=None, now=LATER)
    assert (await tallies.day(DAY))["tanks"].standing is Standing.CONFIRMED


async def test_a_figure_that_is_not_there_is_none(database: Database) -> None:
    assert await Tallies(database).decide(7, Action.ACCEPT, None, who="anna", why=None, now=LATER) is None


@pytest.mark.parametrize("value", [None, -1])
async def test_a_correction_needs_a_figure(database: Database, value: int | None) -> None:
    held = await hold(database)
    with pytest.raises(ValueError, match="zero or more"):
        await Tallies(database).decide(held, Action.CORRECT, value, who="anna", why=None, now=LATER)
    assert len(await Tallies(database).held()) == 1
