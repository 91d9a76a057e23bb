"""How much one person, and one chat, may ask: a bucket of tokens each, judged by when things were sent.

By when they were sent, not handled, so that a backlog after an outage is no flood. In memory only: after a restart
everybody begins with a full bucket, and that is no harm.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum, auto

_MOST = 4_096
"""Buckets that are kept; a full one says nothing, so the oldest can go."""


class Word(Enum):
    """What the budget says of one more request."""

    YES = auto()
    FIRST_NO = auto()
    NO = auto()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    warned: bool = False


class Budget:
    """At most `burst` requests at once, and one more every `seconds`."""

    def __init__(self, *, burst: int, seconds: float) -> None:
        self._burst, self._seconds = burst, seconds
        self._buckets: dict[Hashable, _Bucket] = {}

    def spend(self, key: Hashable, sent: float) -> Word:
        """Take one token of `key` for a request sent at `sent`, in seconds. The first refusal is told apart, once
        until the bucket is half full again.
        """
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, sent)
        while len(self._buckets) >= _MOST:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[key] = bucket
        bucket.tokens = min(self._burst, bucket.tokens + max(0.0, sent - bucket.at) / self._seconds)
        bucket.at = max(bucket.at, sent)
        if bucket.tokens >= self._burst / 2:
            bucket.warned = False
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return Word.YES
        first, bucket.warned = not bucket.warned, True
        return Word.FIRST_NO if first else Word.NO
