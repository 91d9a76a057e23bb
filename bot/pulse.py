"""Signs of life of the way updates come in: when its loop last went round, and when Telegram last answered."""

import time
from collections.abc import Callable


class Pulse:
    """Two moments on a stopwatch, so that no clock that is set can make the living look dead."""

    __slots__ = ("_answered_at", "_stopwatch", "_turned_at")

    def __init__(self, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._stopwatch = stopwatch
        self._turned_at = stopwatch()
        self._answered_at: float | None = None

    def turned(self) -> None:
        """The loop went round, whatever came of it."""
        self._turned_at = self._stopwatch()

    def answered(self) -> None:
        """Telegram answered."""
        self._answered_at = self._stopwatch()

    @property
    def still(self) -> float:
        """Seconds since the loop last went round, or since it was made."""
        return self._stopwatch() - self._turned_at

    @property
    def silent(self) -> float | None:
        """Seconds since Telegram last answered; None before the first time."""
        return None if self._answered_at is None else self._stopwatch() - self._answered_at
