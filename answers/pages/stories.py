"""The latest articles as short summaries, each with its source, day and address."""

from answers.answer import Shelf
from answers.page import Block, Heading, Line, Note, Page, Story, clean
from answers.words import Words
from storage.articles import StoredArticle


def stories_page(words: Words, facts: Shelf) -> Page:
    """A page of articles; says so when there is none."""
    if not facts.articles:
        return [Heading(words.say("articles-none")), Line(words.say("articles-none-help"))]
    blocks: list[Block] = [Heading(words.say("articles-heading"))]
    blocks += [_story(words, each) for each in facts.articles]
    if facts.pages > 1:
        blocks.append(Note(words.say("articles-page", page=facts.number, pages=facts.pages)))
    return blocks


def _story(words: Words, stored: StoredArticle) -> Story:
    article = stored.article
    title = article.headline or article.title or ""
    if not title.strip():
        title = words.say("article-untitled")
    outlet = clean(article.outlet, 60) or words.say("article-no-outlet")
    message = "article-foot" if article.published else "article-foot-undated"
    values = {"published": article.published} if article.published else {}
    return Story(title, article.url, article.summary or "", words.say(message, outlet=outlet, **values))
