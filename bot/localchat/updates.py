"""The queue of updates: numbering, confirmation, expiry, and which kinds a bot asked for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Json = dict[str, Any]

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_LIVES = {"callback_query": timedelta(seconds=150), "inline_query": timedelta(seconds=30)}
_DAY = timedelta(hours=24)
_AGAIN_TOO_SOON = timedelta(seconds=0.5)
FIRST_ID = 100_000_001


@dataclass(frozen=True, slots=True)
class Update:
    """An update on its way. Updates of one `lane` are delivered to a webhook one after another."""

    id: int
    kind: str
    payload: Json
    lane: str
    expires: datetime

    def json(self) -> Json:
        """An `Update`."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Updates:
    """Updates that nobody confirmed yet, oldest first."""

    waiting: list[Update] = field(default_factory=list)
    last_id: int = FIRST_ID - 1
    asked: frozenset[str] | None = None
    _last_offset: int | None = None
    _last_finished: datetime | None = None

    def wanted(self, kind: str) -> bool:
        """Whether the bot gets this kind of update."""
        return kind not in ONLY_WHEN_ASKED if self.asked is None else kind in self.asked

    def ask_for(self, kinds: list[Any] | None) -> None:
        """Remember `allowed_updates`: None changes nothing, an empty list means the usual ones."""
        if kinds is not None:
            known = frozenset(each for each in kinds if isinstance(each, str) and each in KINDS)
            self.asked = known or None

    def add(self, kind: str, payload: Json, lane: str, now: datetime) -> Update | None:
        """Queue an update; None when the bot did not ask for its kind."""
        if not self.wanted(kind):
            return None
        self.last_id += 1
        update = Update(self.last_id, kind, payload, lane, now + _LIVES.get(kind, _DAY))
        self.waiting.append(update)
        return update

    def take(self, offset: int, limit: int, now: datetime) -> list[Update]:
        """Confirm what lies before `offset` and return the next updates. A negative offset keeps only the last ones."""
        self.expire(now)
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            self.waiting = [each for each in self.waiting if each.id >= offset]
        hasty = self._last_finished is not None and now - self._last_finished < _AGAIN_TOO_SOON
        if self._last_offset == offset and hasty:
            limit = 1
        taken = self.waiting[:limit]
        if taken:
            self._last_offset, self._last_finished = offset, now
        return taken

    def expire(self, now: datetime) -> None:
        """Forget what is too old to be delivered."""
        self.waiting = [each for each in self.waiting if each.expires > now]

    def confirm(self, update_id: int) -> None:
        """A webhook took this update."""
        self.waiting = [each for each in self.waiting if each.id != update_id]

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self.waiting = []
