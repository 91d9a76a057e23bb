"""What a source is: which pages to ask for, and what to make of the answers. The asking itself is `news.gathering`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from news.web import Page
from storage.article import Article
from storage.ledger import Heard


@dataclass(frozen=True, slots=True)
class Request:
    """A page to ask for; with *body*, JSON to send along (a POST)."""

    url: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a source only announces: its page is still to be opened."""

    url: str
    title: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the pages of a source hold: whole articles, links to articles, rows of a data set.

    `newest` is the time of the newest thing of a kind that comes every few days: it shows whether the source still
    lives.
    """

    articles: tuple[Article, ...] = ()
    links: tuple[Link, ...] = ()
    rows: tuple[Heard, ...] = ()
    newest: datetime | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When to look, by the clock of Kyiv.

    `often` between `opens` and `closes` until the day's bulletin is known, else at `rest`. A source whose newest thing
    is older than `stale` has stopped.
    """

    opens: time = time(6, 30)
    closes: time = time(12, 0)
    often: timedelta = timedelta(minutes=12)
    rest: timedelta = timedelta(hours=2)
    stale: timedelta = timedelta(days=3)


USUAL = Rhythm()
"""The morning watch: the bulletin is mostly out between 06:40 and 09:30 in Kyiv."""


class Source(Protocol):
    """A place that is looked at again and again. `origin` is the independent witness it repeats (`tally.report`)."""

    @property
    def name(self) -> str:
        """What operators call it; also the source of what has no article."""
        ...

    @property
    def origin(self) -> str:
        """Whose word it is."""
        ...

    @property
    def rhythm(self) -> Rhythm:
        """When to look."""
        ...

    def requests(self) -> Sequence[Request]:
        """The pages to ask for."""
        ...

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """What the answers hold (those that changed since the last look). Pure; may take tens of milliseconds.

        Raises InputError when a page is not what this source's pages look like: a captcha, an error, another layout.
        """
        ...
