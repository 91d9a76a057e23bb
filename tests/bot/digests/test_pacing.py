"""The pace, the pace of a chat, and the gate."""

from hypothesis import given
from hypothesis import strategies as st

from bot.digests.pacing import ChatPaces, Gate, Pace, stars


def sends(pace: Pace, until: float, wake: float = 0.0) -> list[float]:
    """When sends leave one after the other; each waiting ends *wake* seconds late."""
    now, left = 100.0, []
    while now < 100.0 + until:
        wait = pace.wait(now)
        if wait > 0:
            now += wait + wake
            continue
        pace.take(now)
        left.append(now)
    return left


def most_in_a_second(left: list[float]) -> int:
    return max(sum(1 for other in left if moment <= other < moment + 1) for moment in left)


@given(rate=st.floats(1, 200), wake=st.floats(0, 0.05))
def test_no_second_holds_more_than_the_pace_and_its_tolerance(rate: float, wake: float) -> None:
    assert most_in_a_second(sends(Pace(rate), 4, wake)) <= rate * 1.02 + 1 + 1e-6


def test_the_default_pace_stays_under_thirty_in_every_second() -> None:
    left = sends(Pace(28), 60)
    assert most_in_a_second(left) <= 29
    assert len(left) >= 28 * 60


def test_idle_time_is_not_saved_up() -> None:
    pace = Pace(10)
    pace.take(0)
    assert sum(1 for moment in sends(pace, 1) if moment < 100.05) <= 1


def test_a_busy_process_catches_up_at_a_high_pace() -> None:
    assert len(sends(Pace(1000), 5, wake=0.003)) > 4_500


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 60)), min_size=1))
def test_the_gate_only_ever_extends(refusals: list[tuple[float, float]]) -> None:
    gate, moment, opens = Gate(Pace(28)), 0.0, 0.0
    for later, retry_after in refusals:
        moment += later
        gate.refused(moment, retry_after)
        assert gate.opens_at >= opens
        opens = gate.opens_at


def test_refusals_slow_the_pace_and_calm_restores_it() -> None:
    gate = Gate(Pace(28))
    gate.refused(0, 5)
    gate.refused(1, 3)  # was under way with the first
    slowed = gate.pace.rate
    assert slowed == 28 * 0.7
    assert gate.opens_at == 5
    for second in range(6, 200):
        gate.answered(second)
    assert gate.pace.rate == 28


def test_an_outage_closes_the_gate_longer_each_time() -> None:
    gate = Gate(Pace(28))
    for _ in range(2):
        gate.stumbled(0)
    assert gate.wait(0) == 0
    waits = []
    for _ in range(8):
        gate.stumbled(0)
        waits.append(gate.opens_at)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    gate.answered(60)
    assert not gate.troubled


def test_a_chat_gets_one_message_a_second() -> None:
    chats = ChatPaces()
    chats.take(7, 0.0)
    assert chats.wait(7, 0.4) == 0.6
    assert chats.wait(8, 0.4) == 0
    assert chats.wait(7, 1.0) == 0


def test_a_group_gets_at_most_twenty_messages_in_any_minute() -> None:
    chats, now, left = ChatPaces(), 0.0, []
    while now < 300:
        wait = chats.wait(-7, now)
        if wait > 1e-6:
            now += wait
            continue
        chats.take(-7, now)
        left.append(now)
    assert max(sum(1 for other in left if moment <= other < moment + 60) for moment in left) <= 20


def test_a_million_paid_messages_cost_what_the_documentation_says() -> None:
    assert stars(1_000_000, 1000) == 97_000
    assert stars(1_000_000, 28) == 0
