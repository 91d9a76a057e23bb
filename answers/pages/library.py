"""Articles as they are found, as they were read just now, and as the day's stories."""

from collections.abc import Sequence

from answers.category_names import inside, name
from answers.library import Found, News, Read, Shelved
from answers.page import Block, Heading, Line, Note, Page, Paragraph, Story, clean
from answers.pages.phrases import reason
from answers.provenance import in_kyiv
from answers.words import Words, number, signed
from storage.articles import StoredArticle

_FEW = 4
"""Figures that a line under an article names."""


def found_page(words: Words, facts: Found) -> Page:
    """A page of articles, each with its outlet, time, address and figures; says so when there is none."""
    query = clean(facts.query or "", 60)
    if not facts.articles and facts.query is None:
        return [Heading(words.say("articles-none")), Line(words.say("articles-none-help"))]
    if not facts.articles:
        return [Heading(words.say("found-none", query=query)), Line(words.say("found-none-help"))]
    heading = words.say("found-heading", query=query, n=facts.count) if facts.query else words.say("articles-heading")
    blocks: list[Block] = [Heading(heading), *(_story(words, each) for each in facts.articles)]
    if facts.pages > 1:
        blocks.append(Note(words.say("articles-page", page=facts.number, pages=facts.pages)))
    return blocks


def reading_page(words: Words, facts: Shelved, became: str) -> Page:
    """An article that was read just now: what became of it (a message), and each figure in its words."""
    article = facts.stored.article
    blocks: list[Block] = [
        Story(
            _title(words, facts.stored),
            article.url,
            "" if facts.figures else article.summary or "",
            _foot(words, facts.stored),
        ),
        Paragraph(words.say(became)),
    ]
    if facts.figures and facts.day:
        blocks.append(Line(words.say("read-day", day=facts.day)))
    return [*blocks, *(_figure(words, each) for each in facts.figures)]


def news_page(words: Words, facts: News) -> Page:
    """The stories, each with everybody who told it."""
    day = in_kyiv(facts.since).date()
    if not facts.stories:
        return [Heading(words.say("news-none"))]
    blocks: list[Block] = [Heading(words.say("news-heading", day=day))]
    for story in facts.stories:
        title, summary = _title(words, story.told), story.told.article.summary or ""
        blocks.append(Story(title, story.told.article.url, summary, _foot(words, story.told, story.outlets)))
    if facts.pages > 1:
        blocks.append(Note(words.say("articles-page", page=facts.number, pages=facts.pages)))
    return blocks


def _story(words: Words, shelved: Shelved) -> Story:
    foot = _foot(words, shelved.stored)
    if shelved.figures:
        foot = f"{foot}\n{_read(words, shelved.figures)}"
    article = shelved.stored.article
    return Story(_title(words, shelved.stored), article.url, article.summary or "", foot)


def _read(words: Words, figures: Sequence[Read]) -> str:
    few = tuple(f"{inside(words, each.category)} {_value(words, each)}" for each in figures[:_FEW])
    if len(figures) <= _FEW:
        return words.say("article-figures", figures=few)
    return words.say("article-figures-more", figures=", ".join(few), n=len(figures) - _FEW)


def _figure(words: Words, read: Read) -> Story:
    title = words.say("read-figure", name=name(words, read.category), figure=_value(words, read))
    why = reason(words, read.doubts) or words.say("reason-not-told") if read.doubts else ""
    return Story(title, None, read.words, words.say("read-doubted", reason=why) if why else "", quoted=True)


def _value(words: Words, read: Read) -> str:
    gain = None if read.gain is None else signed(read.gain, words.language)
    if read.total is None:
        return gain or "—"
    total = number(read.total, words.language)
    total = f"≈{total}" if read.approximate else total
    return total if gain is None else f"{total} ({gain})"


def _title(words: Words, stored: StoredArticle) -> str:
    title = stored.article.headline or stored.article.title or ""
    return title if title.strip() else words.say("article-untitled")


def _foot(words: Words, stored: StoredArticle, outlets: Sequence[str] = ()) -> str:
    article = stored.article
    named = tuple(clean(each, 60) for each in outlets[:6]) or (clean(article.outlet, 60),)
    outlet: object = named if any(named) else words.say("article-no-outlet")
    if article.published_at:
        return words.say("article-foot-time", outlet=outlet, at=in_kyiv(article.published_at))
    if article.published:
        return words.say("article-foot", outlet=outlet, published=article.published)
    return words.say("article-foot-undated", outlet=outlet)
