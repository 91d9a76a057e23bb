"""Laws of agreement: origins are counted, not outlets."""

from hypothesis import given
from hypothesis import strategies as st

from tally.agreement import standing, voices
from tally.report import BULLETIN
from tally.tally import Standing, Witness


def witness(total: int | None, origin: str = BULLETIN, source: str = "an outlet", about: bool = False) -> Witness:
    return Witness(source, origin, total, None, about)


def test_one_origin_is_a_single_source():
    assert standing(100, [witness(100)]) is Standing.SINGLE


def test_a_hundred_outlets_of_one_bulletin_are_a_single_source():
    assert standing(100, [witness(100, source=str(each)) for each in range(100)]) is Standing.SINGLE


def test_two_origins_confirm():
    assert standing(100, [witness(100), witness(100, "a data set")]) is Standing.CONFIRMED


def test_two_origins_that_disagree_differ():
    assert standing(100, [witness(100), witness(101, "a data set")]) is Standing.DIFFERS


def test_two_against_one_confirm():
    told = [witness(100), witness(100, "a"), witness(101, "b")]
    assert standing(100, told) is Standing.CONFIRMED
    assert standing(101, told) is Standing.DIFFERS


def test_two_against_two_differ():
    told = [witness(100), witness(100, "a"), witness(101, "b"), witness(101, "c")]
    assert standing(100, told) is Standing.DIFFERS


def test_outlets_of_one_origin_that_disagree_differ():
    assert standing(100, [witness(100, source="a"), witness(101, source="b")]) is Standing.DIFFERS


def test_an_origin_speaks_for_what_most_of_its_outlets_print():
    told = [witness(100, source="a"), witness(100, source="b"), witness(101, source="c"), witness(101, "a data set")]
    assert voices(told)[101] == frozenset({"a data set"})


def test_the_last_word_of_a_source_counts():
    assert standing(101, [witness(100, "a", "a"), witness(101, "a", "a"), witness(101)]) is Standing.CONFIRMED


def test_a_witness_without_a_total_has_no_say():
    assert standing(100, [witness(100), witness(None, "a data set")]) is Standing.SINGLE


def test_a_round_figure_contradicts_nobody():
    assert standing(1180330, [witness(1180330), witness(1180000, "a", "a", about=True)]) is Standing.SINGLE


def test_round_figures_among_themselves_count():
    told = [witness(12000, about=True), witness(12000, "a", "a", about=True)]
    assert standing(12000, told) is Standing.CONFIRMED


told = st.lists(
    st.builds(
        Witness,
        st.sampled_from("abc"),
        st.sampled_from(["x", "y", BULLETIN]),
        st.one_of(st.none(), st.sampled_from([0, 100, 101, 3000])),
        st.none(),
        st.booleans(),
    ),
    max_size=8,
)


@given(told, st.sampled_from([0, 100, 101, 3000]))
def test_nothing_is_confirmed_by_fewer_than_two_origins(witnesses, total):
    origins = {each.origin for each in witnesses if each.total == total}
    assert standing(total, witnesses) is not Standing.CONFIRMED or len(origins) >= 2


@given(told)
def test_at_most_one_figure_is_confirmed(witnesses):
    confirmed = [each for each in (0, 100, 101, 3000) if standing(each, witnesses) is Standing.CONFIRMED]
    assert len(confirmed) <= 1


@given(told, st.randoms())
def test_the_order_of_different_sources_does_not_matter(witnesses, chance):
    once = list({(each.source, each.origin): each for each in witnesses}.values())
    mixed = list(once)
    chance.shuffle(mixed)
    assert voices(once) == voices(mixed)
