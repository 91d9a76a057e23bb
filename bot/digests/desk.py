"""What a sender works with, and how it behaves."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.digests.leadership import Leadership
from bot.digests.pacing import ChatPaces, Gate
from bot.digests.wire import Wire
from storage.editions import Edition, Editions
from storage.outbox import Outbox

Alarm = Callable[[Edition, str], Awaitable[None]]
"""Told of an edition that was refused and of the refusal's words."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """How delivery behaves; times in seconds.

    `rate` is messages a second. `window` is how much is claimed at once: after a crash about twice so much may be
    unknown. `flush` is how often outcomes are written. `flying` is how many calls may be under way. `idle` is the pause
    when nothing is due, `grace` the wait for calls under way at the end.
    """

    rate: float = 28.0
    window: float = 0.1
    flush: float = 0.25
    flying: int = 128
    idle: float = 1.0
    grace: float = 4.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What a sender works with."""

    outbox: Outbox
    editions: Editions
    wire: Wire
    leadership: Leadership
    gate: Gate
    chats: ChatPaces
    tuning: Tuning
    alarm: Alarm
    now: Callable[[], datetime]
    stopwatch: Callable[[], float]
    settled: Counter[str]
    """Outcomes that were written down since the start, by state."""
