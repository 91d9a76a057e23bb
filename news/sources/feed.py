"""RSS and Atom feeds of outlets, from a list that operators may replace (`feeds.toml` beside this file is the default).

A feed mostly carries a summary, so the articles that matter are opened; one that carries the whole text is believed.
Feeds that answer and have stood still for years exist: the newest item's time is handed on.
"""

import calendar
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from time import struct_time
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from news.address import canonical
from news.dating import KYIV
from news.extraction import text_of_fragment
from news.language import language_of
from news.sources.source import Found, Link, Request, Rhythm
from news.web import Page
from storage.article import Article
from tally.errors import InputError, SettingError
from tally.report import BULLETIN

MOST_ITEMS = 100
_WHOLE = 600
"""Characters from which a feed's own text is taken for the article."""
_MOST_TAGS = 50_000
"""Beyond that the feed parser takes seconds; no feed of a hundred items has so many."""
_LOSSES = (
    r"втрат|загин|знищен|ліквідован|потер[ия]|уничтожен|\bloss(?:es)?\b|\blost\b|casualt|personnel|\btroops\b"
    r"|verlust|verluste|straty"
)
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    outlet: Annotated[str, Field(min_length=1, max_length=60)]
    url: Annotated[str, Field(pattern=r"^https?://")]
    wanted: str = _LOSSES
    on: bool = True


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid")

    feed: list[_Entry] = []


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. `wanted` matches the title or summary of items that are worth opening."""

    name: str
    outlet: str
    url: str
    wanted: re.Pattern[str]
    rhythm: Rhythm
    origin: str = BULLETIN

    def requests(self) -> Sequence[Request]:
        """The feed."""
        return (Request(self.url),)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """The wanted items: articles where the feed carries them whole, links where it does not."""
        articles: list[Article] = []
        links: list[Link] = []
        moments: list[datetime] = []
        for page in pages:
            for item in _items(page):
                at = _moment(item)
                moments += [at] if at else []
                link = str(item.get("link") or "")
                if not link.startswith(("http://", "https://")) or not self.wanted.search(_told(item)):
                    continue
                article = self._article(item, link, at)
                if article:
                    articles.append(article)
                else:
                    links.append(Link(link, str(item.get("title") or "") or None, at))
        return Found(tuple(articles), tuple(links), newest=max(moments, default=None))

    def _article(self, item: Any, link: str, at: datetime | None) -> Article | None:
        text = max(
            (text_of_fragment(str(each.get("value") or "")) for each in item.get("content", [])), key=len, default=""
        )
        if len(text) < _WHOLE:
            return None
        return Article(
            text=text,
            title=" ".join(str(item.get("title") or "").split()) or None,
            url=canonical(link),
            outlet=self.outlet,
            published=at.astimezone(KYIV).date() if at else None,
            published_at=at,
            language=language_of(text),
        )


def feeds(path: Path | None = None) -> tuple[Feed, ...]:
    """The feeds that are on in the list at *path*, or in our own list.

    Raises SettingError that names the place when the list cannot be used.
    """
    where = str(path or "feeds.toml")
    try:
        text = path.read_text("utf-8") if path else files(__package__).joinpath("feeds.toml").read_text("utf-8")
        listed = _List.model_validate(tomllib.loads(text)).feed
        rhythm = Rhythm()
        return tuple(
            Feed(each.name, each.outlet, each.url, re.compile(each.wanted, re.I), rhythm) for each in listed if each.on
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SettingError(where, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise SettingError(where, str(error)) from None


def _items(page: Page) -> Iterator[Any]:
    import feedparser  # a tenth of a second to import, and most commands never see a feed

    if _ENTITIES.search(page.body):
        raise InputError(page.url, "declares entities of its own, which no honest feed does")
    if page.body.count(b"<") > _MOST_TAGS:
        raise InputError(page.url, "has too many tags to be a feed")
    parsed = feedparser.parse(page.body, response_headers={"content-type": page.content_type or "application/xml"})
    if not parsed.entries and not parsed.get("version"):
        raise InputError(page.url, "is not a feed")
    if not parsed.entries:
        raise InputError(page.url, "is a feed without a single item")
    yield from parsed.entries[:MOST_ITEMS]


def _told(item: Any) -> str:
    return f"{item.get('title') or ''}\n{item.get('summary') or ''}"


def _moment(item: Any) -> datetime | None:
    stated = item.get("published_parsed") or item.get("updated_parsed")
    if not isinstance(stated, struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(stated), UTC)
    except (ValueError, OverflowError, OSError):
        return None
