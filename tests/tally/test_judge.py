"""Laws of judging, each in a small series of its own."""

from dataclasses import replace
from datetime import date, timedelta

from tally.judge import Accept, Amend, Decision, Hold, Keep, Reason, judge
from tally.report import BULLETIN, Claim, Evidence, Kind, Report
from tally.tally import UKRAINE, History, Standing, Tally, Witness

DAY = date(2024, 5, 10)
WORDS = Evidence("", 0, 0)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def report(
    totals: dict[str, int],
    gains: dict[str, int] | None = None,
    *,
    day: date | None = DAY,
    source: str = "an outlet",
    origin: str = BULLETIN,
    about: tuple[str, ...] = (),
) -> Report:
    claims = [Claim(name, Kind.TOTAL, value, WORDS, name in about) for name, value in totals.items()]
    claims += [Claim(name, Kind.GAIN, value, WORDS) for name, value in (gains or {}).items()]
    return Report(day, "russia", "General Staff", "en", tuple(claims), source=source, origin=origin)


def tally(days: int, total: int | None, gain: int | None = None, standing: Standing = Standing.SINGLE) -> Tally:
    return Tally(UKRAINE, after(days), "tanks", total, gain, standing)


def steady(until: int = -1, days: int = 60) -> list[Tally]:
    """A series of *days* days that gains 8 to 12 a day and stands at 7000 + 10 a day."""
    return [tally(each, 7000 + 10 * each + (each * 7) % 3) for each in range(until - days + 1, until + 1)]


def decide(total: int, gain: int | None = None, *, series: list[Tally] | None = None, **kind: object) -> Decision:
    history = History({"tanks": steady() if series is None else series})
    asked = report({"tanks": total}, {} if gain is None else {"tanks": gain})
    return judge(asked, history, DAY).decisions["tanks"]


def test_figure_like_its_series_is_accepted_from_a_single_source():
    assert decide(7000) == Accept(7000, None, Standing.SINGLE)


def test_first_report_ever_is_accepted():
    found = judge(report({"tanks": 7000, "personnel": 450000}, {"tanks": 9}), History(), DAY).decisions
    assert found["tanks"] == Accept(7000, 9, Standing.SINGLE)
    assert found["personnel"] == Accept(450000, None, Standing.SINGLE)


def test_leap_that_the_series_never_made_is_held():
    found = decide(7600)
    assert isinstance(found, Hold)
    assert Reason.TOO_HIGH in found.reasons


def test_leap_is_accepted_when_the_printed_gain_makes_it():
    assert decide(steady()[-1].total + 600, 600) == Accept(steady()[-1].total + 600, 600, Standing.SINGLE)


def test_decrease_is_held_when_nothing_supports_it():
    found = decide(6980)
    assert isinstance(found, Hold)
    assert Reason.DECREASE in found.reasons


def test_decrease_is_accepted_when_an_independent_origin_gives_it():
    history = History({"tanks": steady()}, {"tanks": [Witness("a data set", "a data set", 6985, None)]})
    assert judge(report({"tanks": 6985}), history, DAY).decisions["tanks"] == Accept(
        6985, None, Standing.CONFIRMED, reasons=(Reason.RESTATED,)
    )


def test_day_in_the_future_is_held():
    assert judge(report({"tanks": 7000}, day=after(1)), History(), DAY).decisions["tanks"] == Hold(
        7000, None, (Reason.FUTURE_DAY,)
    )


def test_day_before_the_war_is_held():
    assert judge(report({"tanks": 70}, day=date(2022, 2, 23)), History(), DAY).decisions["tanks"] == Hold(
        70, None, (Reason.BEFORE_WAR,)
    )


def test_report_without_a_day_is_held():
    assert judge(report({"tanks": 70}, day=None), History(), DAY).decisions["tanks"] == Hold(70, None, (Reason.NO_DAY,))


def test_losses_of_the_other_side_are_held():
    other = replace(report({"tanks": 7000}), side="ukraine")
    assert judge(other, History(), DAY).decisions["tanks"] == Hold(7000, None, (Reason.OTHER_SIDE,))


def test_second_independent_origin_confirms():
    series = [*steady(), tally(0, 7000)]
    history = History({"tanks": series}, {"tanks": [Witness("a", BULLETIN, 7000, None)]})
    found = judge(report({"tanks": 7000}, source="b", origin="b"), history, DAY).decisions["tanks"]
    assert found == Amend(7000, None, Standing.CONFIRMED, Reason.CONFIRMED)


def test_second_outlet_with_the_same_bulletin_confirms_nothing():
    series = [*steady(), tally(0, 7000)]
    history = History({"tanks": series}, {"tanks": [Witness("a", BULLETIN, 7000, None)]})
    assert judge(report({"tanks": 7000}, source="b"), history, DAY).decisions["tanks"] == Keep()


def test_outlet_that_differs_from_another_of_its_origin_is_shown_as_differing():
    series = [*steady(), tally(0, 7000)]
    history = History({"tanks": series}, {"tanks": [Witness("a", BULLETIN, 7000, None)]})
    found = judge(report({"tanks": 7001}, source="b"), history, DAY).decisions["tanks"]
    assert found == Amend(7000, None, Standing.DIFFERS, Reason.SOURCES_DIFFER)
