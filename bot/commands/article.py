"""`/article [words|address] [page]`: the latest articles, those that hold some words, or one that is read now."""

import re

from answers.library import found
from answers.page import Line, render
from answers.pages.library import found_page
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.reading import address_in, read_address
from bot.commands.rows import Rows, around, turns
from bot.press import fits, press
from storage.alphabet import spelt

PAGE = 5
"""Articles on a page: with their summaries they fit one message."""

_TURNED = re.compile(r"(\d{1,4})\|(.*)", re.DOTALL)
"""What a button carries: a page and the words that were sought."""


async def article(ask: Ask, house: House) -> Reply:
    """Five articles a page; a page past the end is the last one."""
    said = words(ask.language)
    if url := address_in(ask.argument):
        return await read_address(url, ask, house)
    turned = _TURNED.fullmatch(ask.argument)
    if turned or any(each.isalpha() for each in ask.argument):
        number, query = (max(1, int(turned[1])), turned[2]) if turned else (1, ask.argument)
        facts = await found(house.articles, " ".join(query.split())[:200], number, PAGE, said.language)
    else:
        page = _page(ask.argument)
        if page is None:
            sentence = Line(said.say("trouble-article-page"))
            return Reply(render([sentence]), (around(said, "article", "latest"),), edits=False)
        facts = await found(house.articles, None, page, PAGE, said.language)
    rows = turns(said, facts.number, facts.pages, lambda number: _press(facts.query, number))
    after: Rows = (around(said, "news", "latest", "help"),)
    return Reply(render(found_page(said, facts)), (*rows, *after), edits=ask.pressed or facts.query is None)


def _press(query: str | None, number: int) -> str | None:
    """What a button that leads to page *number* carries; in Latin letters where Cyrillic ones are too long."""
    if query is None:
        return press("article", str(number))
    shown = (f"{number}|{each}" for each in (query, " ".join(spelt(query))))
    return next((press("article", each) for each in shown if fits("article", each)), None)


def _page(argument: str) -> int | None:
    """The page asked for: 1 when none is named, None when what stands there is no page."""
    numbers = re.findall(r"\d+", argument[:100])
    if not argument.strip():
        return 1
    if len(numbers) != 1 or "-" in argument or len(numbers[0]) > 9:
        return None
    return int(numbers[0]) or None
