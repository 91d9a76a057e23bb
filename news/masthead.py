"""What stands over an article: its title, its outlet and its one address."""

import re

from lxml.html import HtmlElement

from news.address import canonical, host_of, same_site
from tally.errors import InputError


def _meta(tree: HtmlElement, *names: str) -> str:
    for name in names:
        for meta in tree.xpath("//meta[@property=$name or @name=$name]", name=name):
            content = " ".join((meta.get("content") or "").split())
            if content:
                return content
    return ""


def title_of(tree: HtmlElement) -> str | None:
    """The headline: the page's own heading before what it tells search engines."""
    headings = [text for text in (" ".join(each.text_content().split()) for each in tree.iter("h1")) if text]
    shared = _meta(tree, "og:title", "twitter:title")
    own = " ".join("".join(tree.xpath("//head/title[1]//text()")).split())
    known = tree.xpath("string(//*[contains(@class,'page_title-text')])").strip()  # kmu.gov.ua has no <h1>
    headings = headings or ([known] if known else [])
    for heading in headings:
        if len(headings) == 1 or heading.lower() in f"{shared} {own}".lower():
            return heading
    return _without_site(shared or own, tree) or None


def _without_site(title: str, tree: HtmlElement) -> str:
    """A `<title>` often carries the site's name after a bar."""
    site = _meta(tree, "og:site_name")
    head, _, tail = title.rpartition(" | ")
    if head and (not site or site.lower() in tail.lower() or len(tail) < len(head) / 2):
        return head
    if site and title.lower().endswith(site.lower()):
        return title[: -len(site)].rstrip(" -–—|") or title
    return title


def outlet_of(tree: HtmlElement, address: str | None) -> str:
    """The outlet's name as the page gives it, or its host."""
    name = _meta(tree, "og:site_name")
    return name if name and len(name) <= 40 and name != title_of(tree) else host_of(address)


def address_of(tree: HtmlElement, url: str | None) -> str | None:
    """The page's own canonical address where it can be believed, else *url* folded.

    Some sites name their front page as every page's canonical address, and some answer one address with another page.
    """
    stated = [each.get("href") or "" for each in tree.xpath("//link[@rel='canonical']")] + [_meta(tree, "og:url")]
    own = next((canonical(each) for each in stated if each.startswith(("http://", "https://"))), None)
    if url is None:
        return own if own and len(_slug(own)) > 1 else None
    asked = canonical(url)
    if own is None or not same_site(own, asked) or len(_slug(own)) < 2 or own == asked:
        return asked
    if len(_slug(asked)) >= 4 and len(_slug(own)) >= 3 and not set(_slug(asked)) & set(_slug(own)):
        raise InputError(url, f"the site answers with another page, {own}")
    return own


def _slug(address: str) -> list[str]:
    """The words of the last part of an address's path."""
    path = re.sub(r"^\w+://[^/]+", "", address).split("?")[0]
    return [word for word in re.split(r"[\W_]+", path.rstrip("/").rpartition("/")[2].lower()) if len(word) > 1]
