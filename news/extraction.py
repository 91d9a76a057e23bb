"""The text of a page: by selector where the site is known, else by trafilatura, with every line and figure kept."""

import re
from typing import Any

from lxml.html import HtmlElement

from news.linked_data import stated
from news.markup import BREAK, lines_of, parse, prepare

_KNOWN_BODIES = (
    # Each selector is exact on its own site and matches nothing elsewhere: (site's mark, where the text lies).
    ("//span[contains(@class,'aticle-date')]", "//*[@id='aticle-content']"),  # mil.gov.ua, its own spelling
    ("//div[contains(@class,'page_title-desc')]", "//div[contains(@class,'editor-content')]"),  # kmu.gov.ua
    (
        "//*[@data-post]",
        "//*[contains(@class,'js-message_text')][not(ancestor::*[contains(@class,'tgme_widget_message_reply')])]",
    ),  # Telegram's public preview
)


def text_of(tree: HtmlElement) -> str:
    """The article's text, tidy; empty when the page has none."""
    return tidy(_text(tree))


def _text(tree: HtmlElement) -> str:
    ready = prepare(tree)
    for mark, place in _KNOWN_BODIES:
        if tree.xpath(mark):
            lines = [line for element in ready.xpath(place) for line in lines_of(element)]
            if sum(map(len, lines)) > 80:
                return "\n".join(lines)
    found = _extracted(ready)
    found = _restored(ready, found) if found else "\n".join(_lines_of_body(ready))
    # Pages that scripts fill carry their text for search engines alone.
    told = max(stated(tree, "articleBody"), key=len, default="")
    return told if len(told) > 2 * len(found) + 100 else found


def _extracted(ready: HtmlElement) -> str:
    from trafilatura import bare_extraction  # a third of a second to import, and known pages and texts do without

    document: Any = bare_extraction(ready, fast=True, include_comments=False, include_tables=True)
    return (document.text or "") if document is not None else ""


_ASIDE = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header or ancestor::form"


def _restored(ready: HtmlElement, found: str) -> str:
    """*found* with the lists and tables of figures back in their place if the extractor has left them out."""
    paragraphs = found.split("\n")
    places = {paragraph: place for place, paragraph in enumerate(paragraphs)}
    missing: dict[int, list[str]] = {}
    place = -1
    inside = ready.xpath("//article | //main") or [ready]
    for paragraph in inside[0].xpath(f".//p[not({_ASIDE})]"):
        text = " ".join(paragraph.text_content().split())
        if text in places:
            place = places[text]
        elif place >= 0 and _is_list_of_figures(text) and text not in found:
            missing.setdefault(place, []).append(text)
    return "\n".join(line for at, paragraph in enumerate(paragraphs) for line in (paragraph, *missing.get(at, ())))


def _is_list_of_figures(text: str) -> bool:
    lines = text.split(BREAK)
    return len(lines) >= 3 and sum(1 for line in lines if re.search(r"\d", line) and len(line) < 120) * 2 > len(lines)


def _lines_of_body(ready: HtmlElement) -> list[str]:
    """All lines of a page too bare for the extractor, menus and the like left out."""
    for element in ready.xpath("//nav | //footer | //aside | //form | //head"):
        if element.getparent() is not None:
            element.drop_tree()
    return lines_of(ready)


_GAP = re.compile(r"[^\S\n]+")
_HARD_SPACE = re.compile("[\u00a0\u2007\u2009\u202f]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


def tidy(text: str) -> str:
    """Lines with single spaces, no empty ones doubled, hard spaces only where they part thousands."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = _BETWEEN_DIGITS.sub("\x01", text)
    lines = (_GAP.sub(" ", line).strip() for line in _HARD_SPACE.sub(" ", kept).replace(BREAK, "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().replace("\x01", "\u00a0")


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML that is nothing but article, line by line."""
    tree = parse(f"<html><body><div>{markup}</div></body></html>") if markup.strip() else None
    return tidy("\n".join(lines_of(prepare(tree)))) if tree is not None else ""
