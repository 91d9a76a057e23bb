"""From what was fetched, found in a file or pasted to an `Article`."""

import re
from datetime import date
from html import unescape
from itertools import islice
from pathlib import Path

from lxml.html import HtmlElement

from news.address import canonical, host_of
from news.dating import published
from news.decoding import decode, looks_binary
from news.extraction import text_of, tidy
from news.language import language_of
from news.markup import BREAK, parse
from news.masthead import address_of, outlet_of, title_of
from storage.article import Article
from tally.errors import InputError

LARGEST = 5 * 1024 * 1024
"""Bytes: nothing that is an article is larger."""

MOST_ELEMENTS = 20_000
"""Elements of a page: news pages have a few thousand, and an extractor's time grows faster than their number."""

_MARKUP = re.compile(
    # Possessive: comments could be cut in two to the power of their number of ways.
    r"\s*+(?:<!--.*?-->\s*+|<\?xml[^>]*+>\s*+)*+<(?:!doctype\s+html|html|head|body|article|main|section|div|p|ul|ol|table|h1)\b",
    re.I | re.S,
)
_DATA = re.compile(r"\s*(?:(?:<\?xml[^>]*>\s*)?(<(?:rss|feed|rdf:RDF)\b)|[\[{]\s*[\"{\[])")
_GUARDED = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|you are a bot|checking (?:if the site|your browser)|just a moment"
    r"|attention required|enable javascript and cookies|verify(?:ing)? you are (?:a )?human|access denied|ddos-guard"
    r"|unusual traffic|pardon our interruption|request unsuccessful"
    r"|перевірка (?:вашого )?браузера|проверка (?:вашего )?браузера|ви не робот|вы не робот",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\W*(?:error )?404\b|page (?:was )?not found|nothing found"
    r"|сторінк[уа] не знайдено|сторінку не існує|страница не найдена",
    re.IGNORECASE,
)
_SHORT = 600
"""A guard's page is short; an article about captchas is not."""


def article_from_html(body: bytes, *, url: str | None, content_type: str | None = None) -> Article:
    """The article that a page holds.

    *content_type* is the header the page came with. Raises InputError when *body* is larger than `LARGEST`, no page at
    all, a page of a guard (captcha) or of an error answered as a success, another article than *url* names, or empty.
    """
    where = url or "the page"
    _refuse_unreadable(body, where)
    markup = decode(body, content_type)
    if (content_type or "").startswith("text/plain"):
        return article_from_text(markup, url=url)
    if data := _DATA.match(markup):
        raise InputError(where, f"is {'a feed' if data[1] else 'JSON'}, not an article")
    tree = parse(markup)
    if tree is None:
        raise InputError(where, "the page is empty")
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise InputError(where, "has too many elements to be an article")
    title = title_of(tree)
    text = text_of(tree)
    _refuse_guards(tree, title, text, where)
    if not text:
        raise InputError(where, "the page has no text")
    address = address_of(tree, url)
    at = published(tree, address)
    return Article(
        text=text,
        title=title,
        url=address,
        outlet=outlet_of(tree, address),
        published=at.day if at else None,
        published_at=at.at if at else None,
        language=language_of(text),
    )


def article_from_text(
    text: str, *, url: str | None = None, title: str | None = None, published: date | None = None
) -> Article:
    """A pasted or forwarded text as an article. Raises InputError when it is empty or larger than `LARGEST`."""
    where = url or "the text"
    if len(text) > LARGEST:
        raise InputError(where, _too_large())
    tidied = tidy(unescape(text).replace(BREAK, " "))
    if not tidied:
        raise InputError(where, "there is no text")
    address = canonical(url) if url else None
    return Article(
        text=tidied,
        title=title or None,
        url=address,
        outlet=host_of(address),
        published=published,
        language=language_of(tidied),
    )


def article_from_file(path: Path, *, published: date | None = None) -> Article:
    """The article in a file, HTML or plain text by its content; *published* overrides what a page says of itself.

    Raises InputError when the file is not there, cannot be read, is too large, or holds no readable text.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise InputError(where, "is a folder, not a file")
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(where, (error.strerror or "cannot be read").lower()) from None
    _refuse_unreadable(body, where)
    try:
        return _from_content(body, published)
    except InputError as error:
        raise InputError(where, error.problem) from None


def _from_content(body: bytes, published: date | None) -> Article:
    text = decode(body)
    if not _MARKUP.match(text[:4000]):
        return article_from_text(text, published=published)
    article = article_from_html(body, url=None)
    if published is None:
        return article
    return Article(
        text=article.text,
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        published=published,
        language=article.language,
    )


def _refuse_unreadable(body: bytes, where: str) -> None:
    if len(body) > LARGEST:
        raise InputError(where, _too_large())
    if not body.strip():
        raise InputError(where, "is empty")
    kind = looks_binary(body)
    if kind:
        raise InputError(where, f"is {kind}, not text or a page")


def _too_large() -> str:
    return f"is larger than {LARGEST // 1024 // 1024} MB"


def _refuse_guards(tree: HtmlElement, title: str | None, text: str, where: str) -> None:
    if len(text) < _SHORT:
        shown = f"{title or ''}\n{text or ' '.join(tree.text_content().split())[:2000]}"
        if _GUARDED.search(shown) or tree.xpath("//form[contains(@id, 'captcha') or contains(@id, 'challenge')]"):
            raise InputError(where, "the site shows a captcha or a browser check instead of the article")
        if _MISSING.search(title or "") or _MISSING.search(text[:80]):
            raise InputError(where, "the site says that there is no such page")
    if _home_of_posts(tree):
        raise InputError(where, "is a channel with many posts; give the address of one post")


def _home_of_posts(tree: HtmlElement) -> bool:
    return len(tree.xpath("//*[@data-post]")) > 1
