"""A public Telegram channel, read from the preview page that needs no account (https://t.me/s/NAME).

Most posts of the General Staff's channel are reports from the front; only those that speak of losses are taken. Posts
of photographs alone carry no text, and quoted posts are not the channel's own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml.html import HtmlElement

from news.dating import KYIV, read_time
from news.decoding import decode
from news.extraction import tidy
from news.language import language_of
from news.markup import lines_of, parse, prepare
from news.sources.source import USUAL, Found, Request, Rhythm
from news.web import Page
from storage.article import Article
from tally.errors import InputError
from tally.report import BULLETIN

_LOSSES = re.compile(r"втрат|\bloss(?:es)?\b|\bпотер", re.IGNORECASE)
_TEXT = (
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' js-message_text ')]"
    "[not(ancestor::*[contains(@class, 'tgme_widget_message_reply')])]"
)


@dataclass(frozen=True, slots=True)
class Channel:
    """The newest posts of a channel; *site* is another address in tests."""

    channel: str = "GeneralStaffZSU"
    site: str = "https://t.me"
    name: str = "general-staff"
    origin: str = BULLETIN
    rhythm: Rhythm = USUAL

    def requests(self) -> Sequence[Request]:
        """The preview page."""
        return (Request(f"{self.site}/s/{self.channel}"),)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        """The posts about losses, each an article."""
        articles: list[Article] = []
        moments: list[datetime] = []
        for page in pages:
            tree = parse(decode(page.body, page.content_type))
            posts = [] if tree is None else prepare(tree).xpath("//*[@data-post]")
            if not posts:
                raise InputError(page.url, "shows no posts; the preview may be closed or its layout changed")
            for post in posts:
                at = _moment(post)
                moments += [at] if at else []
                article = self._article(post, at)
                articles += [article] if article else []
        return Found(tuple(articles), newest=max(moments, default=None))

    def _article(self, post: HtmlElement, at: datetime | None) -> Article | None:
        text = tidy("\n".join(line for element in post.xpath(_TEXT) for line in lines_of(element)))
        if not _LOSSES.search(text):
            return None
        number = post.get("data-post").rpartition("/")[2]
        return Article(
            text=text,
            url=f"https://t.me/{self.channel}/{number}" if number.isdigit() else None,
            outlet=f"t.me/{self.channel}",
            published=at.astimezone(KYIV).date() if at else None,
            published_at=at,
            language=language_of(text),
        )


def _moment(post: HtmlElement) -> datetime | None:
    for stated in post.xpath(".//time/@datetime"):
        found = read_time(stated)
        if found and found.at:
            return found.at
    return None
