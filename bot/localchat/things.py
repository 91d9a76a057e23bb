"""What there is in the local chat: people, chats, topics, messages, files. Each gives its Bot API JSON."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

ADMINISTRATOR_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_direct_messages",
    "can_manage_tags",
]
_CHANNEL_RIGHTS = {"can_post_messages", "can_edit_messages", "can_manage_direct_messages"}
_GROUP_RIGHTS = {"can_pin_messages", "can_manage_topics", "can_manage_tags"}

_SINCE_10_2 = "can_send_welcome_messages"
"""Newer than our list of documented parameters, but in every answer of today's servers."""


@dataclass(slots=True)
class User:
    """A person or the bot. `time_zone` is the page's own; Telegram tells bots no zone."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    time_zone: str = "Europe/Kyiv"

    def json(self) -> Json:
        """A `User`."""
        person: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if getattr(self, key):
                person[key] = getattr(self, key)
        return person


@dataclass(slots=True)
class Member:
    """Somebody's place in a chat: creator, administrator, member, left or kicked."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    custom_title: str | None = None

    @property
    def present(self) -> bool:
        """Whether the person is in the chat now."""
        return self.status not in {"left", "kicked"}

    @property
    def rules(self) -> bool:
        """Whether the person is an administrator."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether an administrator has `right`."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def json(self, *, channel: bool = False) -> Json:
        """A `ChatMember` of its status."""
        member: Json = {"status": self.status, "user": self.user.json()}
        if self.status == "kicked":
            member["until_date"] = 0
        if self.rules:
            member["is_anonymous"] = False
            if self.custom_title:
                member["custom_title"] = self.custom_title
        if self.status == "administrator":
            foreign = _GROUP_RIGHTS if channel else _CHANNEL_RIGHTS
            member |= {"can_be_edited": False, _SINCE_10_2: _SINCE_10_2 in self.rights}
            member |= {right: right in self.rights for right in ADMINISTRATOR_RIGHTS if right not in foreign}
        return member


@dataclass(slots=True)
class Topic:
    """A topic of a forum; the General one is number 1 and is not named to bots."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False

    def json(self) -> Json:
        """A `ForumTopic`."""
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}


@dataclass(slots=True)
class Message:
    """A message. `content` holds its own Bot API fields (text, photo, rich_message, service fields...)."""

    id: int
    chat: "Chat"
    date: int
    content: Json
    sender: User | None = None
    thread: int | None = None
    reply_to: "Message | None" = None
    markup: Json | None = None
    edited: int | None = None
    via_bot: User | None = None
    inline_id: str | None = None
    extras: Json = field(default_factory=dict)

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        """Rows of the buttons under the message."""
        return list((self.markup or {}).get("inline_keyboard", []))

    def json(self, *, deep: bool = True) -> Json:
        """A `Message`; `deep` also carries the message it replies to."""
        message: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.json()}
        if self.sender is not None:
            message["from"] = self.sender.json()
        if self.chat.kind == "channel":
            message["sender_chat"] = self.chat.json()
        if self.thread is not None:
            message |= {"message_thread_id": self.thread, "is_topic_message": True}
        if deep and self.reply_to is not None:
            message["reply_to_message"] = self.reply_to.json(deep=False)
        if self.via_bot is not None:
            message["via_bot"] = self.via_bot.json()
        if self.edited is not None:
            message["edit_date"] = self.edited
        if self.inline_keyboard:
            message["reply_markup"] = self.markup
        return message | self.extras | self.content


@dataclass(slots=True)
class Chat:
    """A private chat, group, supergroup or channel, with its people and messages."""

    id: int
    kind: str
    title: str | None = None
    username: str | None = None
    person: User | None = None
    is_forum: bool = False
    description: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    started: bool = True
    blocked: bool = False
    migrated_to: int | None = None
    deleted: bool = False
    pinned: list[int] = field(default_factory=list)
    slow_since: list[datetime] = field(default_factory=list)

    def json(self) -> Json:
        """A `Chat`."""
        chat: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            chat |= {key: value for key, value in self.person.json().items() if key in _PERSON_FIELDS}
        for key in ("title", "username"):
            if getattr(self, key):
                chat[key] = getattr(self, key)
        return chat | ({"is_forum": True} if self.is_forum else {})

    def next_id(self) -> int:
        """The number of the next message."""
        self.last_id += 1
        return self.last_id


_PERSON_FIELDS = {"first_name", "last_name", "username"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    body: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the server keeps. `meta` holds what `PhotoSize` or `Document` adds (width, height, file_name...)."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    body: bytes
    mime: str
    meta: Json

    def json(self) -> Json:
        """A `PhotoSize` or `Document`."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.body), **self.meta}
