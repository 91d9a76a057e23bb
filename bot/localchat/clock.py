"""The local chat's clock: the real time, moved as far as a person has travelled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
"""Anything that tells the time: aware, UTC."""


def real_time() -> datetime:
    """The computer's own time, UTC."""
    return datetime.now(UTC)


class Clock:
    """A clock that runs like `source` and can be moved forward or back."""

    def __init__(self, source: Now = real_time) -> None:
        self._source = source
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._source() + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock is from its source."""
        return self._ahead

    def travel(self, to: datetime) -> None:
        """Make it `to` now (aware)."""
        self._ahead = to - self._source()

    def come_home(self) -> None:
        """Show the source's time again."""
        self._ahead = timedelta(0)


class StillClock:
    """A clock for tests that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, seconds: float) -> None:
        """Let `seconds` go by."""
        self.at += timedelta(seconds=seconds)
