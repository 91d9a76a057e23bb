"""What happens to rows before and after a call. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.digests.pacing import ChatPaces
from bot.digests.verdicts import Meaning, Verdict, backoff
from storage.editions import Edition
from storage.outbox import Choice, Outcome, Ready, State
from storage.subscriptions import ms_of

_LOCKED_OUT = 60.0
"""Seconds until a refused token or address is tried again; every row would meet the same."""


def choose(ready: Sequence[Ready], now: datetime, instant: float, chats: ChatPaces) -> Choice:
    """Which of the *ready* rows start, which are too late, and which must wait for their chat's own pace.

    *instant* is the stopwatch's time at *now*; chats that are chosen have their turn counted.
    """
    start, expire, postpone = [], [], []
    now_ms = ms_of(now)
    for row in ready:
        wait = chats.wait(row.chat, instant)
        if now_ms > row.until_ms:
            expire.append(row)
        elif wait > 0:
            postpone.append((row, now_ms + int(wait * 1000) + 1))
        else:
            chats.take(row.chat, instant)
            start.append(row)
    return Choice(start, expire, postpone)


def outcome(row: Ready, edition: Edition, verdict: Verdict, now: datetime) -> Outcome:
    """What becomes of *row* after *verdict*, and what follows for its chat and its edition."""
    why = verdict.why
    match verdict.meaning:
        case Meaning.SENT:
            return Outcome(row, State.SENT, message=verdict.message or row.message, shown=edition.revision)
        case Meaning.NOT_SENT:
            return _again(row, now, backoff(row.attempts), why)
        case Meaning.FLOOD:
            return _again(row, now, verdict.retry_after, why)
        case Meaning.LOCKED_OUT:
            return _again(row, now, _LOCKED_OUT, why)
        case Meaning.MOVED:
            return replace(_again(row, now, 0.0, why), moved_to=verdict.moved_to)
        case Meaning.UNKNOWN if row.edits:
            return _again(row, now, backoff(row.attempts), why)
        case Meaning.UNKNOWN:
            return Outcome(row, State.UNKNOWN, error=why)
        case Meaning.NOTHING_TO_EDIT:
            return Outcome(row, State.DEAD, error=why)
        case Meaning.GONE:
            return Outcome(replace(row, topic=0), State.DEAD, error=why, gone=True)
        case Meaning.TOPIC_GONE if row.topic:
            return Outcome(row, State.DEAD, error=why, gone=True)
        case Meaning.TOPIC_GONE | Meaning.REFUSED:
            return Outcome(row, State.STOPPED, error=why, stops=True)


def _again(row: Ready, now: datetime, seconds: float, why: str | None) -> Outcome:
    due_ms = ms_of(now) + int(seconds * 1000)
    if due_ms > row.until_ms:
        return Outcome(row, State.EXPIRED, error=why)
    return Outcome(row, State.RETRY, due_ms=due_ms, error=why)
