"""What the Bot API's answer to one message means for its row. Pure.

The refusals are worded as in tdlib/telegram-bot-api (`Client.cpp`) and tdlib/td; an unknown one is taken for a mistake
of ours, because nothing else may be sent until somebody has looked.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_FIRST_RETRY, _LONGEST_RETRY = 2.0, 600.0

_CHAT_IS_GONE = (
    "chat not found",
    "user not found",
    "group chat was deactivated",
    "need administrator rights in the channel",
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
)
"""400s that are no mistake of ours: the bot may not write there, and will not be able to."""

_TOPIC_IS_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")

_NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Meaning(StrEnum):
    """What became of a call."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    """Provably; the row may be tried again."""
    FLOOD = "flood"
    """Not sent, and nothing may be for a while."""
    GONE = "gone"
    """Nobody is there, or we may not write there."""
    TOPIC_GONE = "topic_gone"
    MOVED = "moved"
    NOTHING_TO_EDIT = "nothing_to_edit"
    REFUSED = "refused"
    """The words themselves were refused."""
    LOCKED_OUT = "locked_out"
    """Our token or method was refused: nothing at all can be sent."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A meaning with what belongs to it: the new message's id, the seconds to wait, the chat that took over, or why."""

    meaning: Meaning
    message: int | None = None
    retry_after: float = 0.0
    moved_to: int | None = None
    why: str | None = None


def verdict(payload: bytes) -> Verdict:
    """What an answer of the Bot API means; one that is no such answer leaves the outcome unknown."""
    try:
        answer = json.loads(payload)
    except ValueError:
        return Verdict(Meaning.UNKNOWN, why="the answer is not JSON")
    match answer:
        case {"ok": True, "result": {"message_id": int(message)}}:
            return Verdict(Meaning.SENT, message=message)
        case {"ok": True}:
            return Verdict(Meaning.SENT)
        case {"ok": False, "error_code": int(code)}:
            return _refusal(code, str(answer.get("description", "")), answer.get("parameters") or {})
    return Verdict(Meaning.UNKNOWN, why="the answer is not one of the Bot API")


def _refusal(code: int, why: str, parameters: dict[str, Any]) -> Verdict:
    reason = why.lower()
    if code == 429:
        return Verdict(Meaning.FLOOD, retry_after=float(parameters.get("retry_after", 5)), why=why)
    if code == 403:
        return Verdict(Meaning.GONE, why=why)
    if code in (401, 404):
        return Verdict(Meaning.LOCKED_OUT, why=why)
    if code == 400:
        return _bad_request(why, reason, parameters)
    # Whatever else it is (409, 5xx), nobody promises that nothing was done.
    return Verdict(Meaning.UNKNOWN, why=why)


def _bad_request(why: str, reason: str, parameters: dict[str, Any]) -> Verdict:
    if isinstance(parameters.get("migrate_to_chat_id"), int):
        return Verdict(Meaning.MOVED, moved_to=parameters["migrate_to_chat_id"], why=why)
    if "message is not modified" in reason:
        return Verdict(Meaning.SENT)
    for fragments, meaning in (
        (_TOPIC_IS_GONE, Meaning.TOPIC_GONE),
        (_CHAT_IS_GONE, Meaning.GONE),
        (_NOTHING_TO_EDIT, Meaning.NOTHING_TO_EDIT),
    ):
        if any(fragment in reason for fragment in fragments):
            return Verdict(meaning, why=why)
    return Verdict(Meaning.REFUSED, why=why)


def backoff(attempts: int) -> float:
    """Seconds until a row that was provably not sent is tried again, after *attempts* before this one."""
    return float(min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(attempts, 16)))
