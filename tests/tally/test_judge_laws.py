"""What holds of every verdict, whatever the report and whatever the history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from _ledger import Ledger
from hypothesis import given
from hypothesis import strategies as st

from tally.judge import Accept, Amend, Hold, Keep, judge
from tally.report import BULLETIN, Claim, Evidence, Kind, Report
from tally.tally import UKRAINE, History, Standing, Tally, Witness

DAY = date(2024, 5, 10)
CATEGORIES = ("personnel", "tanks", "uavs", "ships", "ground_robots", "fuel_tanks", "laser guns")
ORIGINS = (BULLETIN, "one", "other")

numbers = st.one_of(st.integers(-5, 40), st.integers(990, 1010), st.integers(0, 10**10))
days = st.one_of(st.integers(-150, 150), st.integers(-3, 3)).map(lambda each: DAY + timedelta(days=each))
claims = st.builds(
    Claim, st.sampled_from(CATEGORIES), st.sampled_from(Kind), numbers, st.just(Evidence("", 0, 0)), st.booleans()
)
reports = st.builds(
    Report,
    as_of=st.one_of(st.none(), days),
    side=st.sampled_from([None, "russia", "ukraine"]),
    claimed_by=st.none(),
    language=st.none(),
    claims=st.lists(claims, max_size=10).map(tuple),
    source=st.sampled_from(["a", "b"]),
    origin=st.sampled_from(ORIGINS),
)
tallies = st.builds(
    Tally,
    st.just(UKRAINE),
    days,
    st.just(""),
    st.one_of(st.none(), numbers),
    st.one_of(st.none(), numbers),
    st.sampled_from(Standing),
    settled=st.booleans(),
)


def in_order(found: Sequence[Tally]) -> list[Tally]:
    return sorted({each.day: each for each in found}.values(), key=lambda each: each.day)


series = st.lists(tallies, max_size=12).map(in_order)
witnesses = st.lists(
    st.builds(
        Witness,
        st.sampled_from("ab"),
        st.sampled_from(ORIGINS),
        st.one_of(st.none(), numbers),
        st.none(),
        st.booleans(),
    ),
    max_size=4,
)
histories = st.builds(
    History,
    st.dictionaries(st.sampled_from(CATEGORIES), series),
    st.dictionaries(st.sampled_from(CATEGORIES), witnesses),
    st.dictionaries(st.sampled_from(CATEGORIES), series),
)


@given(reports, histories, days)
def test_every_category_is_decided_and_nothing_raises(report, history, today):
    found = judge(report, history, today).decisions
    assert set(found) == {claim.category for claim in report.claims}
    assert all(isinstance(each, Accept | Amend | Hold | Keep) for each in found.values())


@given(reports, histories)
def test_verdict_does_not_depend_on_anything_else(report, history):
    assert judge(report, history, DAY) == judge(report, history, DAY)


@given(reports, histories)
def test_no_total_is_published_that_nobody_gave(report, history):
    for category, found in judge(report, history, DAY).decisions.items():
        if isinstance(found, Accept | Amend) and found.total is not None:
            claimed = {
                claim.value for claim in report.claims if claim.category == category and claim.kind is Kind.TOTAL
            }
            kept = {each.total for each in history.tallies.get(category, ()) if each.day == report.as_of}
            said = {each.total for each in history.witnesses.get(category, ())}
            assert found.total in claimed | kept | said


@given(reports, histories)
def test_no_gain_is_published_that_nobody_printed(report, history):
    for category, found in judge(report, history, DAY).decisions.items():
        if isinstance(found, Accept | Amend) and found.gain is not None:
            claimed = {claim.value for claim in report.claims if claim.category == category and claim.kind is Kind.GAIN}
            kept = {each.gain for each in history.tallies.get(category, ()) if each.day == report.as_of}
            assert found.gain in claimed | kept


@given(reports, histories)
def test_nothing_is_newly_confirmed_by_fewer_than_two_origins(report, history):
    for category, found in judge(report, history, DAY).decisions.items():
        kept = [each for each in history.tallies.get(category, ()) if each.day == report.as_of]
        if isinstance(found, Accept | Amend) and found.standing is Standing.CONFIRMED:
            before = any(each.standing is Standing.CONFIRMED for each in kept)
            backing = {each.origin for each in history.witnesses.get(category, ()) if each.total == found.total}
            assert before or len(backing | {report.origin}) >= 2


@given(reports, histories)
def test_settled_total_is_never_moved(report, history):
    for category, found in judge(report, history, DAY).decisions.items():
        kept = [each for each in history.tallies.get(category, ()) if each.day == report.as_of and each.settled]
        if kept and kept[0].total is not None and isinstance(found, Accept | Amend):
            assert found.total == kept[0].total


@given(reports, histories)
def test_losses_of_the_other_side_change_nothing(report, history):
    found = judge(replace(report, side="ukraine"), history, DAY).decisions
    assert all(isinstance(each, Hold | Keep) for each in found.values())


@given(st.lists(reports, max_size=4), reports.filter(lambda report: report.side != "ukraine"))
def test_what_was_accepted_is_kept_when_it_is_heard_again(earlier, report):
    ledger = Ledger()
    for each in [*earlier, report]:
        ledger.learn(replace(each, as_of=each.as_of or DAY), DAY + timedelta(days=400))
    told = replace(report, as_of=report.as_of or DAY)
    history = ledger.history(told.as_of, {claim.category for claim in told.claims})
    for category, found in judge(told, history, DAY + timedelta(days=400)).decisions.items():
        tally = ledger.tally(told.as_of, category)
        totals = {claim.value for claim in told.claims if claim.category == category and claim.kind is Kind.TOTAL}
        if tally is not None and totals == {tally.total}:
            assert isinstance(found, Keep | Amend)
            assert isinstance(found, Keep) or found.total == tally.total


def test_exact_repeat_of_what_is_known_is_kept():
    ledger = Ledger()
    told = Report(
        DAY,
        "russia",
        "General Staff",
        "en",
        tuple(
            Claim(each, Kind.TOTAL, 7000 + at, Evidence("", 0, 0)) for at, each in enumerate(("tanks", "uavs", "mlrs"))
        ),
        source="a",
    )
    ledger.learn(told)
    assert set(ledger.learn(told).decisions.values()) == {Keep()}


@given(st.permutations([("a", BULLETIN, 7001), ("b", "b", 7002), ("c", "c", 7001), ("d", BULLETIN, 7001)]))
def test_order_in_which_sources_speak_does_not_matter_where_most_agree(order):
    ledger = Ledger()
    for each in range(60, 0, -1):
        day = DAY - timedelta(days=each)
        ledger.series["tanks"].append(Tally(UKRAINE, day, "tanks", 7000 - 10 * each, None, Standing.CONFIRMED))
    for source, origin, total in order:
        claim = Claim("tanks", Kind.TOTAL, total, Evidence("", 0, 0))
        ledger.learn(Report(DAY, "russia", None, None, (claim,), source=source, origin=origin))
    tally = ledger.tally(DAY, "tanks")
    assert tally is not None
    assert (tally.total, tally.standing) == (7001, Standing.CONFIRMED)
