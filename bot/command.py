"""What a command is: a function from an `Ask` to a `Reply`. Nothing here knows Telegram."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2s
from typing import Self
from zoneinfo import ZoneInfo

from bot.kept import Kept
from bot.lessons import Forwarded, Lessons
from news.web import Web
from storage.articles import Articles
from storage.chats import Chats
from storage.database import Database
from storage.export import Export
from storage.mail import Mail
from storage.privacy import Privacy
from storage.quota import Quota
from storage.reviews import Reviews
from storage.state import State
from storage.tallies import Tallies

_KYIV = ZoneInfo("Europe/Kyiv")

_OFFERS = 1_024
"""Inline queries whose offers are kept: people ask with every letter they type."""


async def _anybody() -> bool:
    return True


class Barrier(StrEnum):
    """Why somebody may set nothing up in a channel."""

    UNSEEN = "unseen"
    """There is no such channel, or the bot is not in it: Telegram does not always say which."""
    NO_CHANNEL = "no-channel"
    """A group, or a person."""
    SILENT = "silent"
    """The bot may not post there."""
    NOT_ADMIN = "not-admin"
    """Whoever asks is no administrator there who may post."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that whoever asks may set up: Telegram's chat id, its title, and its name without @ if it has one."""

    chat: int
    title: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A channel that whoever asks may not set up, and the address at which Telegram adds the bot to one."""

    why: Barrier
    invite: str | None = None


async def _unseen(_named: int | str) -> Channel | Closed:
    return Closed(Barrier.UNSEEN)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: what a person sent, who and where they are, and when it is.

    `argument` is what follows the command, stripped; for a pressed button, what the button carries. `language` is the
    chat's chosen language or the one Telegram named, always one we speak. `now` is aware, UTC. `admin` asks
    whether they may change what a group has chosen; `channel` looks at a channel by its id or `@name`, and says whether
    they may set it up. `forwarded` is where a forwarded message comes from.
    """

    argument: str
    language: str
    now: datetime
    chat: int = 0
    user: int = 0
    topic: int | None = None
    private: bool = True
    operator: bool = False
    pressed: bool = False
    forwarded: Forwarded | None = None
    admin: Callable[[], Awaitable[bool]] = _anybody
    channel: Callable[[int | str], Awaitable[Channel | Closed]] = _unseen

    @property
    def today(self) -> date:
        """The day it is in Kyiv, where the bulletin's day begins."""
        return self.now.astimezone(_KYIV).date()


@dataclass(frozen=True, slots=True)
class House:
    """What a command may reach for. `pace` is how many messages a second go out in bulk, `paid` whether for Stars.

    `tables` says whether chats that have chosen nothing are shown rich messages (`bot.looks`).
    """

    tallies: Tallies
    articles: Articles
    chats: Chats
    mail: Mail
    reviews: Reviews
    state: State
    lessons: Lessons
    quota: Quota
    privacy: Privacy
    files: Export
    pace: float = 28.0
    paid: bool = False
    tables: bool = True
    kept: "Kept[Reply]" = field(default_factory=Kept)
    offers: "Kept[tuple[Offer, ...]]" = field(default_factory=lambda: Kept(_OFFERS))

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        pace: float = 28.0,
        paid: bool = False,
        tables: bool = True,
        web: Web | None = None,
    ) -> Self:
        """The house that stands on *database*; without *web*, no address can be opened."""
        return cls(
            Tallies(database),
            Articles(database),
            Chats(database),
            Mail.over(database),
            Reviews(database),
            State(database),
            Lessons(database, web),
            Quota(database),
            Privacy(database),
            Export(database),
            pace,
            paid,
            tables,
        )


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: exactly one of a press (`bot.press`), an address to open, a text to copy (1 to 256
    characters), or an inline query to take to another chat.
    """

    label: str
    press: str | None = None
    url: str | None = None
    copy: str | None = None
    share: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture.

    `key` names what it shows, ASCII: equal keys are equal pictures, so that each is uploaded once; whatever changes the
    picture (a revision, the language, the style) changes the key. `caption_html` is Telegram HTML of at most 1024
    characters, and says what the picture shows to those who cannot see it. The key alone is enough once it was sent.
    """

    png: bytes
    key: str
    caption_html: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, what is in it, and a caption of Telegram HTML of at most 1024 characters."""

    name: str
    content: bytes
    caption_html: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: Telegram HTML, rows of buttons, and whether a press edits its own message or sends a new one.

    `notice` is the short text shown over the chat when a button was pressed (at most 200 characters). With a `picture`
    or a `document` that goes instead of `html`, which stays what a command line shows. `rich` is the same answer as
    HTML for a rich message (Bot API 10.1): shown where that can be, else `html`. `picker` labels a key below the text
    box that lets a person pick one of their channels, instead of `buttons`; the pick comes back as `/subscribe <id>`.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: bool = True
    notice: str | None = None
    picture: Picture | None = None
    document: Document | None = None
    rich: str | None = None
    picker: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that inline mode offers: how it is listed, and the Telegram HTML that choosing it sends."""

    title: str
    about: str
    html: str

    @property
    def id(self) -> str:
        """The same for the same offer, 32 characters."""
        return blake2s(f"{self.title}\n{self.html}".encode(), digest_size=16).hexdigest()


Run = Callable[[Ask, House], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the one table of commands (`bot.commands.COMMANDS`).

    `name` is what follows the slash; its description is the message `command-<name>` of the catalogue. A command that
    is not `listed` is answered but shown neither in `/help` nor in Telegram's menu; an `operators` command answers
    only them, and an `admins` command, in a group, only its admins. A `remote` command may name a channel, in private,
    and is then carried out there (`bot.commands.remote`). A `steady` command gives everybody the same reply to the same
    argument, in one language and on one day, until a figure changes.
    """

    name: str
    run: Run
    listed: bool = True
    operators: bool = False
    admins: bool = False
    remote: bool = False
    steady: bool = False
