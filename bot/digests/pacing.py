"""How fast may be sent: a steady pace for all, a pace a chat, and a gate that Telegram's refusals close. Pure.

All times are seconds of one steady stopwatch (`time.monotonic`), never of a clock that can be set back.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

FREE_LIMIT = 30.0
"""Messages a second that Telegram allows a bot (core.telegram.org/bots/faq, broadcasting)."""

PAID_LIMIT = 1000.0
"""With `allow_paid_broadcast` (Bot API, sendMessage); each message above the free ones costs `STAR_A_MESSAGE`."""

STAR_A_MESSAGE = 0.1

TOLERANCE = 0.02
"""Seconds by which a send may catch up after the process was busy. In any second at most pace x 1.02 + 1 leave."""

_SLOWEST = 1.0
_SLOWER, _CALM, _FASTER = 0.7, 10.0, 1.1
"""A refusal slows the pace to 0.7 of itself; every 10 s without one make it a tenth faster, up to what was asked."""

_STUMBLES = 3
_LONGEST_STUMBLE = 60.0


class Pace:
    """A virtual schedule (the generic cell rate algorithm): every send has its own slot, idle time is not saved up."""

    def __init__(self, rate: float, tolerance: float = TOLERANCE, burst: int = 1) -> None:
        self.rate = rate
        self._tolerance = tolerance
        self._burst = burst
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next send may leave."""
        slack = self._tolerance + (self._burst - 1) / self.rate
        return max(0.0, self._next - slack - now)

    def take(self, now: float) -> None:
        """A send leaves at *now*."""
        self._next = max(self._next, now) + 1 / self.rate


@dataclass(slots=True)
class Gate:
    """Closed until a moment that only ever moves on; slows the pace behind it."""

    pace: Pace
    asked: float = field(init=False)
    opens_at: float = 0.0
    _changed_at: float = 0.0
    _stumbles: int = 0

    def __post_init__(self) -> None:
        self.asked = self.pace.rate

    def refused(self, now: float, retry_after: float) -> None:
        """Telegram asked for a pause (429)."""
        if now >= self.opens_at:  # what was under way together is refused together: that slows once
            self.pace.rate = max(_SLOWEST, self.pace.rate * _SLOWER)
        self._extend(now + retry_after)
        self._changed_at = max(self._changed_at, self.opens_at)

    def stumbled(self, now: float) -> None:
        """An outcome that nobody can know, or no connection. Several in a row are an outage, in which rows should
        wait and not be used up.
        """
        self._stumbles += 1
        if self._stumbles >= _STUMBLES:
            self._extend(now + min(_LONGEST_STUMBLE, 2.0 ** (self._stumbles - _STUMBLES)))

    def answered(self, now: float) -> None:
        """Telegram answered, whatever it said."""
        self._stumbles = 0
        if self.pace.rate < self.asked and now - self._changed_at >= _CALM:
            self.pace.rate = min(self.asked, self.pace.rate * _FASTER)
            self._changed_at = now

    @property
    def troubled(self) -> bool:
        """Whether the last outcomes were such that only one send at a time should try."""
        return self._stumbles >= _STUMBLES

    def wait(self, now: float) -> float:
        """Seconds until a send may leave, by gate and pace together."""
        return max(self.opens_at - now, self.pace.wait(now), 0.0)

    def _extend(self, until: float) -> None:
        self.opens_at = max(self.opens_at, until)


class ChatPaces:
    """The pace of each chat: one message a second, in a group or channel twenty a minute, three at once."""

    def __init__(self, remembered: int = 100_000) -> None:
        self._paces: OrderedDict[int, Pace] = OrderedDict()
        self._remembered = remembered

    def wait(self, chat: int, now: float) -> float:
        """Seconds until *chat* may get its next message."""
        pace = self._paces.get(chat)
        return 0.0 if pace is None else pace.wait(now)

    def take(self, chat: int, now: float) -> None:
        """*chat* gets a message at *now*."""
        pace = self._paces.pop(chat, None)
        if pace is None:
            pace = Pace(17 / 60, 0.0, burst=3) if chat < 0 else Pace(1.0, 0.0)
        pace.take(now)
        self._paces[chat] = pace
        while len(self._paces) > self._remembered:
            self._paces.popitem(last=False)


def duration(messages: int, pace: float) -> float:
    """Seconds that *messages* take."""
    return messages / pace


def stars(messages: int, pace: float) -> int:
    """What a paid broadcast of *messages* costs: those that leave beyond the free ones of each second."""
    above = messages * max(0.0, 1 - FREE_LIMIT / pace)
    return round(above * STAR_A_MESSAGE)
