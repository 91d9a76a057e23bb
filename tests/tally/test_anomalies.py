"""Everything that is known to be odd in four years of published tallies, replayed morning by morning."""

from datetime import date

import pytest
from _anomalies import Outcome, outcomes
from _faults import KINDS, plant
from _ledger import Ledger, Source, bulletin, ivaniuk, orc_losses, restatements, russian_warship, truth
from judging import Clean, Replay, replay, suffer

from tally.tally import Standing

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def everybody() -> list[Source]:
    return [bulletin(), restatements(), russian_warship(), ivaniuk(), orc_losses()]


@pytest.fixture(scope="module")
def heard(everybody: list[Source]) -> tuple[Replay, Ledger]:
    return replay("everybody", everybody, date(2022, 2, 24))


@pytest.fixture(scope="module")
def found(heard: tuple[Replay, Ledger], everybody: list[Source]) -> list[Outcome]:
    return outcomes(heard[1], everybody)


@pytest.fixture(scope="module")
def clean() -> Clean:
    return Clean(truth())


def test_no_wrong_figure_is_ever_confirmed(heard):
    assert heard[0].confirmed_wrong == 0


def test_no_wrong_figure_stands_as_if_nobody_had_contradicted(heard):
    assert heard[0].single_wrong == 0


def test_fewer_than_one_good_cell_in_five_hundred_is_held(heard):
    assert heard[0].good_cells > 20_000
    assert heard[0].false_holds * 500 < heard[0].good_cells


@pytest.mark.parametrize(
    "kind",
    [
        "typo",
        "decrease",
        "restatement",
        "leap or birth",
        "copied row",
        "restated part named",
        "gain that never matched",
    ],
)
def test_every_known_anomaly_comes_out_right(found, kind):
    of_kind = [each for each in found if each.kind == kind]
    assert of_kind
    assert [each for each in of_kind if not each.right] == []


@pytest.mark.parametrize(
    ("day", "category", "total"),
    [
        (date(2022, 6, 3), "artillery", 675),
        (date(2023, 10, 23), "personnel", 294700),
        (date(2023, 11, 13), "personnel", 312550),
    ],
)
def test_official_typo_is_not_what_stands(heard, day, category, total):
    tally = heard[1].tally(day, category)
    assert tally is not None
    assert tally.total == total


def test_no_line_of_the_merged_ones_is_published_after_the_merge(heard):
    for category in ("automobiles", "fuel_tanks", "srbm"):
        assert max(each.day for each in heard[1].series[category]) < date(2022, 5, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_planted_fault_is_never_confirmed_and_never_alone_beside_an_honest_report(clean, kind):
    days = sorted(clean.clean)
    faults = [each for each in plant(clean.clean, days[len(days) // 2 : -1], 140, seed=7) if each.kind == kind]
    stood = [suffer(clean, each, "beside another", honest_first) for each in faults for honest_first in (True, False)]
    assert all(each <= {Standing.DIFFERS} for each in stood)


@pytest.mark.parametrize(
    "kind", ["dropped digit", "doubled digit", "thousands slip", "copied day", "neighbour's column"]
)
def test_planted_fault_is_held_even_in_the_only_report(clean, kind):
    days = sorted(clean.clean)
    faults = [each for each in plant(clean.clean, days[len(days) // 2 : -1], 140, seed=11) if each.kind == kind]
    assert not any(suffer(clean, each, "alone", True) for each in faults)
