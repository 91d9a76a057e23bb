"""Lanes: in one lane one thing after another, many lanes at once, and no lane can hold up the others.

The lane stands *before* the limit on how much runs at once, and at most one job of a lane waits there. The usual
recipe, a lock per chat behind a common semaphore, lets one chat's waiting messages hold every slot.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

Job = Callable[[], Awaitable[None]]
"""Does one thing. Must not raise: whoever queues it knows what a failure means."""


class _Lane:
    __slots__ = ("jobs", "task", "warned")

    def __init__(self) -> None:
        self.jobs: deque[Job] = deque()
        self.warned = False
        self.task: asyncio.Task[None] | None = None


class Lanes:
    """At most `at_once` jobs run together, at most `depth` wait in one lane."""

    def __init__(self, *, at_once: int = 128, depth: int = 20) -> None:
        self._slots = asyncio.Semaphore(at_once)  # first come, first served: lanes take turns
        self._depth = depth
        self._lanes: dict[Hashable, _Lane] = {}

    @property
    def busy(self) -> int:
        """How many lanes have something to do."""
        return len(self._lanes)

    def offer(self, key: Hashable, job: Job, when_full: Job) -> bool:
        """Queue `job` in the lane `key`, and say whether there was room.

        The first time there is none, `when_full` is queued in its place, once until the lane has run empty.
        """
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane()
            lane.task = asyncio.create_task(self._run(key, lane))
        if len(lane.jobs) < self._depth:
            lane.jobs.append(job)
            return True
        if not lane.warned:
            lane.warned = True
            lane.jobs.append(when_full)
        return False

    async def settle(self) -> None:
        """Wait until every lane is empty."""
        while tasks := [lane.task for lane in self._lanes.values() if lane.task]:
            await asyncio.wait(tasks)

    async def abandon(self) -> None:
        """Cancel what runs and forget what waits."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()

    async def _run(self, key: Hashable, lane: _Lane) -> None:
        try:
            while lane.jobs:
                async with self._slots:
                    # Taken out only now, so that what waits for a slot still counts as waiting.
                    await lane.jobs.popleft()()
        finally:
            if self._lanes.get(key) is lane:
                del self._lanes[key]
