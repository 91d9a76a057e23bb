"""The state of the local chat. It changes only when a method is called or a person acts."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.localchat.clock import Now
from bot.localchat.faults import Faults
from bot.localchat.refusals import bad_request, forbidden, migrated
from bot.localchat.things import Chat, Member, Message, StoredFile, User
from bot.localchat.updates import Update, Updates

Json = dict[str, Any]
Listener = Callable[[str, Json], None]

BOT_ID = 7_000_000_001
_KICKED = "bot was kicked from the {} chat"
_NOT_MEMBER = "bot is not a member of the {} chat"


@dataclass(slots=True)
class Callback:
    """A press that waits for its answer."""

    id: str
    user: User
    asked_at: datetime
    answer: Json | None = None


@dataclass(slots=True)
class InlineQuery:
    """Something typed after the bot's name, and what the bot offered."""

    id: str
    user: User
    query: str
    asked_at: datetime
    chat: Chat
    offset: str = ""
    results: list[Json] | None = None
    extras: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot, for the panel: numbers, method, what came in, what went out. The token is not in it."""

    number: int
    at: datetime
    method: str
    arguments: Json
    status: int
    answer: Json


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bool = False
    last_error_at: datetime | None = None
    last_error: str = ""


@dataclass(slots=True)
class World:
    """Everything there is. `listeners` are told of each event: its name and a JSON object."""

    token: str
    now: Now
    bot: User
    chats: dict[int, Chat] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    webhook: Webhook = field(default_factory=Webhook)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=500))
    listeners: list[Listener] = field(default_factory=list)
    _numbers: int = 0

    @property
    def unix(self) -> int:
        """Now, in whole seconds."""
        return int(self.now().timestamp())

    def number(self) -> int:
        """A number nobody had before."""
        self._numbers += 1
        return self._numbers

    def tell(self, event: str, about: Json) -> None:
        """Tell the listeners what happened."""
        for listener in tuple(self.listeners):
            listener(event, about)

    def push(self, kind: str, payload: Json, lane: str) -> Update | None:
        """Queue an update for the bot."""
        update = self.updates.add(kind, payload, lane, self.now())
        if update is not None:
            self.tell("update", {"update_id": update.id, "kind": kind})
        return update

    def chat(self, reference: Any) -> Chat:
        """The chat of an id or an @name. Raises `RefusedError` when there is none, or it moved."""
        found = self._find(reference)
        if found is None or found.deleted:
            raise bad_request("chat not found") if found is None else forbidden("the group chat was deleted")
        if found.migrated_to is not None:
            raise migrated(found.migrated_to)
        return found

    def _find(self, reference: Any) -> Chat | None:
        if isinstance(reference, int):
            return self.chats.get(reference)
        name = str(reference).removeprefix("@").lower()
        named = (
            each for each in self.chats.values() if each.kind != "private" and (each.username or "").lower() == name
        )
        return next(named, None) if str(reference).startswith("@") else None

    def reachable(self, reference: Any) -> Chat:
        """A chat that the bot may write to now. Raises `RefusedError` as Telegram would."""
        chat = self.chat(reference)
        if chat.kind == "private":
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        me = self.member(chat, self.bot.id)
        if not me.present:
            raise forbidden((_KICKED if me.status == "kicked" else _NOT_MEMBER).format(chat.kind))
        if chat.kind == "channel" and not me.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def member(self, chat: Chat, user_id: int) -> Member:
        """Somebody's place in a chat; a stranger has left."""
        known = chat.members.get(user_id)
        if known is not None:
            return known
        user = self.users.get(user_id) or (self.bot if user_id == self.bot.id else None)
        if user is None:
            raise bad_request("user not found")
        return Member(user, "left")

    def message(self, chat: Chat, message_id: int, otherwise: str) -> Message:
        """A message of the chat. Raises `RefusedError` with `otherwise`."""
        found = chat.messages.get(message_id)
        if found is None:
            raise bad_request(otherwise)
        return found
