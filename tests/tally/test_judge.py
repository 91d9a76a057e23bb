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


def held(found: Decision, reason: Reason) -> bool:
    return isinstance(found, Hold) and reason in found.reasons


def lines(until: int = -1, days: int = 60) -> dict[str, list[Tally]]:
    """Four lines that move at paces of their own, and one that rests."""
    found: dict[str, list[Tally]] = {}
    for name, level, pace in (
        ("personnel", 480000, 1000),
        ("tanks", 7000, 12),
        ("artillery", 12000, 40),
        ("uavs", 9000, 55),
        ("ships", 26, 0),
    ):
        wave = [(each * 7) % 5 - 2 for each in range(-days, until + 1)]
        step = 10 if name == "personnel" else 1
        found[name] = [
            replace(tally(each, level + pace * each + step * wave[at] * bool(pace)), category=name)
            for at, each in enumerate(range(-days, until + 1))
        ]
    return found


def figures(days: int) -> dict[str, int]:
    return {name: series[-1].total or 0 for name, series in lines(days, 70).items()}


def test_line_that_fits_is_accepted_beside_one_that_is_held():
    found = judge(report({**figures(0), "tanks": 700}), History(lines()), DAY).decisions
    assert isinstance(found["tanks"], Hold)
    assert all(isinstance(found[each], Accept) for each in ("personnel", "artillery", "uavs", "ships"))


def test_dropped_digit_is_held_and_named():
    assert held(decide(700), Reason.DROPPED_DIGIT)


def test_doubled_digit_is_held_and_named():
    assert held(decide(70003), Reason.DOUBLED_DIGIT)


def test_swapped_digits_are_held_and_named():
    series = [replace(each, total=each.total + 589) for each in steady()]
    assert held(decide(5789, series=series), Reason.SWAPPED_DIGITS)


def test_thousands_slip_is_held_and_named():
    assert held(decide(7), Reason.THOUSANDS_SLIP)


def test_absurd_figure_is_held_even_when_two_origins_agree():
    history = History({"tanks": steady()}, {"tanks": [Witness("a data set", "a data set", 70001, None)]})
    assert isinstance(judge(report({"tanks": 70001}), history, DAY).decisions["tanks"], Hold)


def test_copied_day_is_held_whole():
    found = judge(report(figures(-1)), History(lines()), DAY).decisions
    assert all(held(each, Reason.COPIED_DAY) for each in found.values())


def test_copy_of_an_older_day_is_held_whole():
    found = judge(report(figures(-5)), History(lines()), DAY).decisions
    assert all(held(each, Reason.COPIED_DAY) for each in found.values())


def test_figures_of_a_later_day_are_held_whole():
    series = {name: [each for each in known if each.day != DAY] for name, known in lines(1).items()}
    found = judge(report(figures(1)), History(series), after(1)).decisions
    assert all(held(each, Reason.LATER_DAY) for each in found.values())


def test_day_dated_too_early_is_held():
    found = judge(report(figures(1)), History(lines()), DAY).decisions
    assert not any(isinstance(found[each], Accept) for each in ("personnel", "tanks", "artillery", "uavs"))


def test_day_dated_too_early_is_told_by_its_gains():
    gains = {name: total - figures(0)[name] for name, total in figures(1).items()}
    found = judge(report(figures(1), gains), History(lines()), DAY).decisions
    assert all(held(each, Reason.SKIPPED_DAY) for each in found.values())


def test_quiet_line_may_rest():
    assert judge(report({"ships": 26}), History(lines()), DAY).decisions["ships"] == Accept(26, None, Standing.SINGLE)


def test_line_that_never_rests_is_held_when_it_does():
    assert held(
        judge(report({"uavs": figures(-1)["uavs"]}), History(lines(days=90)), DAY).decisions["uavs"], Reason.STALE
    )


def test_rest_is_accepted_when_the_gain_is_printed_as_none():
    found = judge(report({"uavs": figures(-1)["uavs"]}, {"uavs": 0}), History(lines(days=90)), DAY).decisions
    assert isinstance(found["uavs"], Accept)


def test_figure_of_another_line_is_held_and_named():
    found = judge(report({**figures(0), "tanks": figures(0)["uavs"]}), History(lines()), DAY).decisions
    assert held(found["tanks"], Reason.OTHER_COLUMN)
    assert isinstance(found["uavs"], Accept)


def test_figures_that_changed_places_are_both_held():
    now = figures(0)
    close = {**lines(), "tanks": [replace(each, total=each.total - 1500) for each in lines()["uavs"]]}
    told = {**now, "tanks": now["uavs"], "uavs": now["uavs"] - 1500}
    found = judge(report(told), History(close), DAY).decisions
    assert held(found["uavs"], Reason.DECREASE)
    assert isinstance(found["tanks"], Hold)


def test_total_that_misses_the_printed_gain_is_held():
    assert held(decide(7003, 40), Reason.GAIN_MISMATCH)


def test_total_and_gain_that_hardly_miss_are_kept_apart():
    series = steady()
    assert decide(series[-1].total + 12, 11) == Accept(series[-1].total + 12, 11, Standing.SINGLE)


def test_gain_of_another_order_is_not_kept_with_a_total_that_is_confirmed():
    history = History({"tanks": steady()}, {"tanks": [Witness("a data set", "a data set", 7001, None)]})
    found = judge(report({"tanks": 7001}, {"tanks": 1100}), history, DAY).decisions["tanks"]
    assert found == Accept(7001, None, Standing.CONFIRMED, reasons=(Reason.UNLIKELY_GAIN,))


def test_several_lines_that_miss_their_gains_by_little_are_a_restatement():
    now = {name: total + 30 * (name != "ships") for name, total in figures(0).items()}
    gains = {name: total - figures(-1)[name] for name, total in figures(0).items()}
    now["tanks"], gains["tanks"] = figures(0)["tanks"], gains["tanks"]
    found = judge(report(now, gains), History(lines()), DAY).decisions
    assert found["artillery"] == Accept(
        now["artillery"], gains["artillery"], Standing.SINGLE, reasons=(Reason.RESTATED,)
    )


def test_several_lines_that_fall_by_little_are_a_restatement():
    now = {**figures(0), "tanks": figures(-1)["tanks"] - 4, "ships": 25}
    found = judge(report(now), History(lines()), DAY).decisions
    assert found["ships"] == Accept(25, None, Standing.SINGLE, reasons=(Reason.RESTATED,))


def test_printed_decrease_is_accepted():
    before = steady()[-1].total
    assert decide(before - 2, -2) == Accept(before - 2, -2, Standing.SINGLE)


def test_line_that_is_born_is_accepted():
    born = date(2026, 5, 3)
    shift = (born - DAY).days
    series = {
        name: [replace(each, day=each.day + timedelta(days=shift)) for each in known] for name, known in lines().items()
    }
    found = judge(report({**figures(0), "ground_robots": 1306}, day=born), History(series), born).decisions
    assert found["ground_robots"] == Accept(1306, None, Standing.SINGLE)


def test_line_that_is_not_born_yet_is_held():
    assert held(judge(report({"ground_robots": 5}), History(), DAY).decisions["ground_robots"], Reason.EARLY_CATEGORY)


def test_line_that_was_merged_into_another_is_held():
    assert held(judge(report({"fuel_tanks": 76}), History(), DAY).decisions["fuel_tanks"], Reason.RETIRED_CATEGORY)


def test_unknown_category_in_a_sound_report_is_accepted_and_told():
    found = judge(report({**figures(0), "laser guns": 12}), History(lines()), DAY).decisions["laser guns"]
    assert found == Accept(12, None, Standing.SINGLE, reasons=(Reason.UNKNOWN_CATEGORY,))


def test_unknown_category_on_its_own_is_held():
    assert held(
        judge(report({"laser guns": 12}), History(lines()), DAY).decisions["laser guns"], Reason.UNKNOWN_CATEGORY
    )


def test_two_totals_for_one_line_are_held():
    told = report({"tanks": 7000})
    told = replace(told, claims=(*told.claims, Claim("tanks", Kind.TOTAL, 7002, WORDS)))
    assert held(judge(told, History({"tanks": steady()}), DAY).decisions["tanks"], Reason.AMBIGUOUS)


def test_gain_alone_is_kept_as_a_gain():
    found = judge(report({}, {"tanks": 9}), History({"tanks": steady()}), DAY).decisions["tanks"]
    assert found == Accept(None, 9, Standing.SINGLE)


def test_gain_alone_completes_a_total():
    series = [*steady(), tally(0, steady()[-1].total + 9)]
    found = judge(report({}, {"tanks": 9}), History({"tanks": series}), DAY).decisions["tanks"]
    assert found == Amend(series[-1].total, 9, Standing.SINGLE, Reason.COMPLETED)


def test_total_completes_a_gain_alone():
    before = steady()[-1].total
    series = [*steady(), tally(0, None, 9)]
    found = judge(report({"tanks": before + 9}), History({"tanks": series}), DAY).decisions["tanks"]
    assert found == Amend(before + 9, 9, Standing.SINGLE, Reason.COMPLETED)


def test_gain_alone_never_replaces_another():
    series = [*steady(), tally(0, None, 9)]
    found = judge(report({}, {"tanks": 14}), History({"tanks": series}), DAY).decisions["tanks"]
    assert found == Hold(None, 14, (Reason.UNLIKELY_GAIN,))


def test_round_figure_that_agrees_is_a_witness_only():
    history = History(lines(0))
    assert judge(report({"personnel": 480000}, about=("personnel",)), history, DAY).decisions["personnel"] == Keep()


def test_round_figure_is_not_published_for_a_day_without_one():
    history = History(lines())
    assert judge(report({"personnel": 480000}, about=("personnel",)), history, DAY).decisions["personnel"] == Keep()


def test_round_figure_that_disagrees_is_held():
    found = judge(report({"personnel": 600000}, about=("personnel",)), History(lines(0)), DAY).decisions["personnel"]
    assert held(found, Reason.ROUNDED)


def test_about_alone_does_not_make_a_figure_round():
    now = figures(0)["personnel"] + 10
    found = judge(report({"personnel": now}, about=("personnel",)), History(lines()), DAY).decisions["personnel"]
    assert found == Accept(now, None, Standing.SINGLE, approximate=True)


def test_figure_finer_than_its_series_is_held():
    found = judge(report({"personnel": figures(0)["personnel"] + 3}), History(lines()), DAY).decisions["personnel"]
    assert held(found, Reason.FINER_THAN_USUAL)


def test_data_set_that_corrects_itself_moves_the_figure():
    history = History({"tanks": [*steady(), tally(0, 7004)]}, {"tanks": [Witness("a", "a", 7004, None)]})
    found = judge(report({"tanks": 7002}, source="a", origin="a"), history, DAY).decisions["tanks"]
    assert found == Amend(7002, None, Standing.SINGLE, Reason.CORRECTED)


def test_second_source_that_fits_the_next_day_takes_the_place_of_a_slip():
    series = [*steady(), tally(0, 7040), tally(1, 7010)]
    history = History({"tanks": series}, {"tanks": [Witness("a", BULLETIN, 7040, None)]})
    found = judge(report({"tanks": 7000}, source="b", origin="b"), history, after(1)).decisions["tanks"]
    assert found == Amend(7000, None, Standing.DIFFERS, Reason.BETTER_SUPPORTED)


def test_two_origins_outvote_one():
    history = History(
        {"tanks": [*steady(), tally(0, 7002, standing=Standing.DIFFERS)]},
        {"tanks": [Witness("a", BULLETIN, 7002, None), Witness("b", "b", 7001, None)]},
    )
    found = judge(report({"tanks": 7001}, source="c", origin="c"), history, DAY).decisions["tanks"]
    assert found == Amend(7001, None, Standing.CONFIRMED, Reason.BETTER_SUPPORTED)


def test_confirmed_figure_stands_against_one_that_differs():
    history = History(
        {"tanks": [*steady(), tally(0, 7002, standing=Standing.CONFIRMED)]},
        {"tanks": [Witness("a", BULLETIN, 7002, None), Witness("b", "b", 7002, None)]},
    )
    found = judge(report({"tanks": 7001}, source="c"), history, DAY).decisions["tanks"]
    assert found == Hold(7001, None, (Reason.SOURCES_DIFFER,))


def test_settled_figure_is_left_alone():
    history = History({"tanks": [*steady(), replace(tally(0, 7002), settled=True)]})
    found = judge(report({"tanks": 7001}), history, DAY).decisions["tanks"]
    assert found == Hold(7001, None, (Reason.SETTLED,))


def test_slip_accepted_for_the_day_before_does_not_block_the_next():
    series = [*(replace(each, total=each.total + 1) for each in steady(-2)), tally(-1, 6998)]
    found = decide(6997, 8, series=series)
    assert found == Accept(6997, 8, Standing.SINGLE, reasons=(Reason.PREVIOUS_DOUBTED,))


def test_level_that_was_held_for_two_days_is_believed():
    leap = [replace(tally(each, 7150 + 10 * each), standing=Standing.UNDER_CHECK) for each in (-2, -1)]
    history = History({"tanks": steady(-3)}, {}, {"tanks": leap})
    found = judge(report({"tanks": 7150}), history, DAY).decisions["tanks"]
    assert found == Accept(7150, None, Standing.SINGLE, reasons=(Reason.PERSISTS,))


def test_level_that_was_held_for_one_day_is_not():
    leap = [replace(tally(-1, 7140), standing=Standing.UNDER_CHECK)]
    found = judge(report({"tanks": 7150}), History({"tanks": steady(-2)}, {}, {"tanks": leap}), DAY).decisions["tanks"]
    assert held(found, Reason.TOO_HIGH)


def test_gap_leaves_room_for_every_day_in_it():
    assert decide(7000, series=steady(-11)) == Accept(7000, None, Standing.SINGLE)


def test_figure_for_an_older_day_is_vouched_for_by_the_gain_of_the_next():
    history = History({"tanks": [replace(each, day=each.day + timedelta(days=62)) for each in steady()]})
    first = history.tallies["tanks"][0]
    later = History({"tanks": [replace(first, gain=900), *history.tallies["tanks"][1:]]})
    told = report({"tanks": first.total - 900}, day=first.day - timedelta(days=1))
    assert isinstance(judge(told, history, after(90)).decisions["tanks"], Hold)
    assert isinstance(judge(told, later, after(90)).decisions["tanks"], Accept)


def test_figure_for_an_older_day_must_fit_the_later_ones():
    series = [*steady(-2), tally(1, 7010)]
    found = judge(report({"tanks": 7030}), History({"tanks": series}), after(1)).decisions["tanks"]
    assert held(found, Reason.CONTRADICTS_LATER)


def test_round_figure_in_a_table_of_exact_ones_is_taken_as_it_is():
    totals = {**figures(0), "personnel": 480000}
    found = judge(report(totals, about=("personnel",)), History(lines()), DAY).decisions["personnel"]
    assert found == Accept(480000, None, Standing.SINGLE, approximate=True)


def test_day_on_which_every_line_is_printed_to_rest_is_no_copy():
    still = {name: figures(-1)[name] for name in ("tanks", "ships", "artillery")}
    found = judge(report(still, dict.fromkeys(still, 0)), History(lines()), DAY).decisions
    assert all(isinstance(each, Accept) for each in found.values())
