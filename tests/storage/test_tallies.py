"""What we say, what we said, who claims it and in which words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from storage.tallies import Tallies
from tally.judge import Accept, Amend, Hold, Keep, Reason, Verdict
from tally.report import Claim, Evidence, Kind
from tally.tally import Standing, Tally, Witness
from tests.storage.reporting import DAY, NOW, accept, report, verdict

SINGLE, CONFIRMED = Standing.SINGLE, Standing.CONFIRMED


async def record(database: Database, day: date = DAY, **totals: int) -> None:
    decisions = verdict(**{category: accept(total) for category, total in totals.items()})
    await Tallies(database).record(report(day, **totals), decisions, article=None, now=NOW)


async def test_an_accepted_figure_is_what_we_say(database: Database) -> None:
    await Tallies(database).record(report(tanks=3783), verdict(tanks=accept(3783, 2)), article=None, now=NOW)
    tally = Tally("ukraine", DAY, "tanks", 3783, 2, SINGLE, claimed_by="General Staff")
    assert await Tallies(database).day(DAY) == {"tanks": tally}


async def test_a_day_is_in_the_order_of_the_bulletin(database: Database) -> None:
    await record(database, ships=18, mystery=1, tanks=3783, personnel=203160)
    assert list(await Tallies(database).day(DAY)) == ["personnel", "tanks", "ships", "mystery"]


async def test_nothing_is_known_at_first(database: Database) -> None:
    tallies = Tallies(database)
    assert await tallies.latest_day() is None
    assert await tallies.first_day() is None
    assert await tallies.day(DAY) == {}
    assert await tallies.last_known("tanks", DAY) is None
    assert await tallies.categories() == []


async def test_days_are_found_from_either_end(database: Database) -> None:
    for shift in (0, 3, 1):
        await record(database, DAY + timedelta(days=shift), tanks=1 + shift)
    tallies = Tallies(database)
    assert await tallies.first_day() == DAY
    assert await tallies.latest_day() == DAY + timedelta(days=3)
    assert await tallies.latest_day(on_or_before=DAY + timedelta(days=2)) == DAY + timedelta(days=1)


async def test_a_series_ascends_and_keeps_its_gaps(database: Database) -> None:
    for shift in (3, 0, 1):
        await record(database, DAY + timedelta(days=shift), tanks=10 + shift, ships=1)
    series = await Tallies(database).series("tanks", DAY, DAY + timedelta(days=3))
    assert [(each.day - DAY).days for each in series] == [0, 1, 3]


async def test_the_last_known_may_be_days_before(database: Database) -> None:
    await record(database, tanks=10)
    last = await Tallies(database).last_known("tanks", DAY + timedelta(days=30))
    assert last is not None
    assert last.day == DAY


async def test_categories_are_those_that_ever_had_a_tally(database: Database) -> None:
    await record(database, fuel_tanks=76, tanks=1)
    await record(database, DAY + timedelta(days=1), tanks=2, mystery=1)
    assert await Tallies(database).categories() == ["tanks", "fuel_tanks", "mystery"]


async def test_another_claimant_is_another_series(database: Database) -> None:
    await Tallies(database).record(
        report(tanks=5), verdict(tanks=accept(5)), article=None, now=NOW, claimant="somebody"
    )
    assert await Tallies(database).day(DAY) == {}
    assert (await Tallies(database).day(DAY, "somebody"))["tanks"].total == 5


async def test_an_amendment_is_a_new_revision_beside_the_old(database: Database) -> None:
    tallies = Tallies(database)
    await record(database, tanks=3873)
    amended = Amend(3783, 2, SINGLE, Reason.CORRECTED)
    await tallies.record(report(tanks=3783), verdict(tanks=amended), article=None, now=NOW + timedelta(hours=1))
    revisions = await tallies.revisions(DAY, "tanks")
    assert [(each.tally.revision, each.tally.total, each.reasons) for each in revisions] == [
        (1, 3873, ()),
        (2, 3783, (Reason.CORRECTED,)),
    ]
    assert (await tallies.day(DAY))["tanks"] == revisions[-1].tally


async def test_what_we_said_at_a_moment_can_be_asked_again(database: Database) -> None:
    tallies = Tallies(database)
    await record(database, tanks=3873)
    amended = Amend(3783, 2, SINGLE, Reason.CORRECTED)
    await tallies.record(report(tanks=3783), verdict(tanks=amended), article=None, now=NOW + timedelta(hours=1))
    moments = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(minutes=59), NOW + timedelta(hours=1)]
    said = [(await tallies.as_of(moment, DAY)).get("tanks") for moment in moments]
    assert [each and each.total for each in said] == [None, 3873, 3873, 3783]


async def test_a_correction_shows_the_old_figure_and_the_new(database: Database) -> None:
    tallies = Tallies(database)
    await record(database, tanks=3873, ships=18)
    later = NOW + timedelta(hours=1)
    decisions = verdict(
        tanks=Amend(3783, None, SINGLE, Reason.CORRECTED), ships=Amend(18, None, CONFIRMED, Reason.CONFIRMED)
    )
    await tallies.record(report(tanks=3783, ships=18), decisions, article=None, now=later)
    corrections = await tallies.corrections(NOW)
    assert [(each.before.total, each.after.tally.total, each.after.decided_at) for each in corrections] == [
        (3873, 3783, later)
    ]
    assert await tallies.corrections(later + timedelta(seconds=1)) == []


async def test_the_same_decision_again_adds_nothing(database: Database) -> None:
    await record(database, tanks=3783)
    await record(database, tanks=3783)
    assert len(await Tallies(database).revisions(DAY, "tanks")) == 1


async def test_every_figure_leads_to_its_words(database: Database) -> None:
    article = Article(text="In all, 3783 tanks (+2).", url="https://example.org/a", outlet="Example")
    kept = await Articles(database).keep(article, NOW)
    claims = (
        Claim("tanks", Kind.TOTAL, 3783, Evidence("3783 tanks", 8, 18)),
        Claim("tanks", Kind.GAIN, 2, Evidence("+2", 20, 22)),
    )
    read = replace(report(), claims=claims, source="Example")
    await Tallies(database).record(read, verdict(tanks=accept(3783, 2)), article=kept.id, now=NOW)
    (source,) = await Tallies(database).source(DAY, "tanks")
    assert source.witness == Witness("Example", "bulletin", 3783, 2)
    assert source.article is not None
    assert source.evidence is not None
    assert source.article.article.text[source.evidence.start : source.evidence.end] == source.evidence.text
    (revision,) = await Tallies(database).revisions(DAY, "tanks")
    assert (revision.evidence, revision.url, revision.source) == (source.evidence, article.url, "Example")


async def test_a_source_that_speaks_again_is_heard_once_and_remembered_twice(database: Database) -> None:
    tallies = Tallies(database)
    for total in (3873, 3783, 3783):
        await tallies.record(report(tanks=total), verdict(tanks=Keep()), article=None, now=NOW)
    assert [each.total for each in (await tallies.heard(DAY, DAY))[DAY]["tanks"]] == [3783]
    assert [each.witness.total for each in await tallies.source(DAY, "tanks")] == [3873, 3783]


async def test_a_held_figure_is_not_published_and_waits_with_its_reasons(database: Database) -> None:
    tallies = Tallies(database)
    decisions = verdict(tanks=Hold(37830, 2, (Reason.TOO_HIGH, Reason.DOUBLED_DIGIT)), ships=accept(18))
    await tallies.record(report(tanks=37830, ships=18), decisions, article=None, now=NOW)
    assert list(await tallies.day(DAY)) == ["ships"]
    (held,) = await tallies.held()
    assert (held.category, held.total, held.gain, held.reasons) == ("tanks", 37830, 2, ("too_high", "doubled_digit"))
    assert held.evidence == Evidence("tanks 37830", 0, 11)


async def test_the_same_figure_waits_once(database: Database) -> None:
    for source in ("one", "two"):
        decisions = verdict(tanks=Hold(37830, None, (Reason.TOO_HIGH,)))
        await Tallies(database).record(report(source=source, tanks=37830), decisions, article=None, now=NOW)
    assert len(await Tallies(database).held()) == 1


async def test_a_held_figure_that_is_accepted_later_waits_no_more(database: Database) -> None:
    decisions = verdict(tanks=Hold(3783, None, (Reason.TOO_HIGH,)))
    await Tallies(database).record(report(tanks=3783), decisions, article=None, now=NOW)
    await record(database, tanks=3783)
    assert await Tallies(database).held() == []


async def test_a_report_without_a_day_is_refused(database: Database) -> None:
    undated = replace(report(tanks=1), as_of=None)
    with pytest.raises(ValueError, match="without a day"):
        await Tallies(database).record(undated, verdict(tanks=accept(1)), article=None, now=NOW)


async def test_the_judge_is_shown_a_window_and_what_waits_in_it(database: Database) -> None:
    for shift in (-121, -120, -1, 0, 7, 8):
        await record(database, DAY + timedelta(days=shift), tanks=1000 + shift, ships=1)
    waiting = DAY - timedelta(days=2)
    await Tallies(database).record(
        report(waiting, tanks=7), verdict(tanks=Hold(7, None, (Reason.TOO_LOW,))), article=None, now=NOW
    )
    history = await Tallies(database).history(DAY, ["tanks", "mystery"])
    assert [(each.day - DAY).days for each in history.tallies["tanks"]] == [-120, -1, 0, 7]
    assert [each.total for each in history.witnesses["tanks"]] == [1000]
    assert [(each.day, each.standing) for each in history.held["tanks"]] == [(waiting, Standing.UNDER_CHECK)]
    assert "ships" not in history.tallies


@pytest.mark.parametrize("day", [date.min, date.max])
async def test_any_day_can_be_asked_for(database: Database, day: date) -> None:
    await record(database, tanks=1)
    tallies = Tallies(database)
    await tallies.history(day, ["tanks"])
    assert await tallies.day(day) == {}
    assert await tallies.latest_day(on_or_before=day) == (DAY if day == date.max else None)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([None, 1, 5]), st.sampled_from(list(Standing))), max_size=8)
)
async def test_what_we_say_is_always_the_newest_revision(steps: list[tuple[int, int | None, Standing]]) -> None:
    async with await open_database("sqlite:///:memory:") as database:
        tallies = Tallies(database)
        for at, (total, gain, standing) in enumerate(steps):
            decisions = Verdict({"tanks": Accept(total, gain, standing)})
            await tallies.record(report(tanks=total), decisions, article=None, now=NOW + timedelta(hours=at))
        revisions = await tallies.revisions(DAY, "tanks")
        assert [each.tally.revision for each in revisions] == list(range(1, len(revisions) + 1))
        known = (await tallies.known(DAY, DAY)).get(DAY, {})
        assert list(known.values()) == [each.tally for each in revisions[-1:]]
