"""Lanes: order within one, nobody held up by another. Measured by order and counts, not by the clock."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import Lanes


class Track:
    """Jobs that say when they begin, and end after so many turns of the loop."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.together = 0
        self.most_together = 0
        self.same_lane_together = False
        self._lanes: Counter[str] = Counter()

    def job(self, name: str, turns: int = 3) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            lane = name[0]
            self.begun.append(name)
            self.together += 1
            self._lanes[lane] += 1
            self.most_together = max(self.most_together, self.together)
            self.same_lane_together |= self._lanes[lane] > 1
            for _ in range(turns):
                await asyncio.sleep(0)
            self._lanes[lane] -= 1
            self.together -= 1
            self.ended.append(name)

        return run


async def test_one_flooder_delays_nobody() -> None:
    # The measured recipe, a lock per chat behind a semaphore of 16, kept others waiting for all 100 messages.
    track, lanes = Track(), Lanes(at_once=16, depth=200)
    for number in range(100):
        lanes.offer("f", track.job(f"f{number}"), track.job("x"))
    others = [chr(ord("A") + number) for number in range(15)]
    for name in others:
        lanes.offer(name, track.job(name), track.job("x"))
    await lanes.settle()
    before_the_last_other = track.begun[: max(track.begun.index(name) for name in others)]
    assert sum(name.startswith("f") for name in before_the_last_other) <= 1
    assert len(track.ended) == 115


async def test_with_fewer_slots_than_chats_the_chats_take_turns() -> None:
    track, lanes = Track(), Lanes(at_once=2, depth=50)
    for number in range(40):
        for lane in "fgh":
            lanes.offer(lane, track.job(f"{lane}{number}"), track.job("x"))
    lanes.offer("o", track.job("o"), track.job("x"))
    await lanes.settle()
    assert track.begun.index("o") <= 4


async def test_a_chat_is_answered_in_order() -> None:
    track, lanes = Track(), Lanes(at_once=8, depth=50)
    for number in range(30):
        lanes.offer("a", track.job(f"a{number}", turns=30 - number), track.job("x"))
    await lanes.settle()
    assert track.ended == [f"a{number}" for number in range(30)]
    assert not track.same_lane_together


async def test_a_full_lane_says_so_once_and_keeps_what_it_took() -> None:
    track, lanes = Track(), Lanes(at_once=4, depth=3)
    took = [lanes.offer("a", track.job(f"a{number}"), track.job("a-notice")) for number in range(10)]
    await lanes.settle()
    assert took == [True] * 3 + [False] * 7
    assert track.ended == ["a0", "a1", "a2", "a-notice"]


async def test_a_lane_that_ran_empty_says_so_again() -> None:
    track, lanes = Track(), Lanes(at_once=4, depth=1)
    for _ in range(2):
        for number in range(3):
            lanes.offer("a", track.job(f"a{number}"), track.job("a-notice"))
        await lanes.settle()
    assert track.ended == ["a0", "a-notice"] * 2


async def test_an_empty_lane_leaves_nothing_behind() -> None:
    track, lanes = Track(), Lanes()
    for name in "abc":
        lanes.offer(name, track.job(name), track.job("x"))
    assert lanes.busy == 3
    await lanes.settle()
    assert lanes.busy == 0


async def test_what_is_abandoned_neither_ends_nor_begins() -> None:
    track, lanes = Track(), Lanes(at_once=1)
    lanes.offer("a", track.job("a0", turns=10**9), track.job("x"))
    lanes.offer("a", track.job("a1"), track.job("x"))
    lanes.offer("b", track.job("b0"), track.job("x"))
    await asyncio.sleep(0.01)
    await lanes.abandon()
    assert (track.begun, track.ended, lanes.busy) == (["a0"], [], 0)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 4)), max_size=40), st.integers(1, 3))
def test_whatever_comes_in_each_lane_keeps_its_order_and_the_limit_holds(
    offers: list[tuple[str, int]], at_once: int
) -> None:
    async def whole() -> None:
        track, lanes = Track(), Lanes(at_once=at_once, depth=100)
        names = [f"{lane}{number}" for number, (lane, _) in enumerate(offers)]
        for name, (lane, turns) in zip(names, offers, strict=True):
            lanes.offer(lane, track.job(name, turns), track.job("x"))
        await lanes.settle()
        assert sorted(track.ended) == sorted(names)
        assert all(
            [each for each in track.begun if each[0] == lane] == [each for each in names if each[0] == lane]
            for lane in "abcd"
        )
        assert track.most_together <= at_once
        assert not track.same_lane_together

    asyncio.run(whole())
