"""Replies that are the same for everybody until a figure changes: made once, given to all who ask.

Nothing here matters after a crash, and nothing is given out on trust: whoever asks has asked the database for the
version of the figures first, so that a correction is in the next answer, whichever process made it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

_MOST = 256
"""Replies that are kept, the last that were asked for; each is a few thousand characters."""


class Kept(Generic[T]):
    """What was made, by what was asked. Keys must say all that the answer depends on, beside the version."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, tuple[int, T]] = OrderedDict()
        self._making: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    async def get(self, key: Hashable, version: int, make: Callable[[], Awaitable[T]]) -> T:
        """What was made for *key* under *version*; else it is made now, by one of those who ask, for all of them."""
        found = self._find(key, version)
        if found is not None:
            return found[1]
        lock = self._making.get(key)
        if lock is None:
            lock = self._making[key] = asyncio.Lock()
        async with lock:
            found = self._find(key, version)
            if found is not None:
                return found[1]
            made = await make()
            self._made[key] = version, made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return made

    def _find(self, key: Hashable, version: int) -> tuple[int, T] | None:
        found = self._made.get(key)
        if found is None or found[0] != version:
            return None
        self._made.move_to_end(key)
        return found
