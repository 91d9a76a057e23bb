"""`/article [page]`: the latest articles as short summaries."""

import re

from answers.answer import shelf
from answers.page import Line, render
from answers.pages.stories import stories_page
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import around
from bot.press import press

PAGE = 5
"""Articles on a page: with their summaries they fit one message."""


async def article(ask: Ask, house: House) -> Reply:
    """Five articles a page; a page past the end is the last one."""
    said = words(ask.language)
    number = _page(ask.argument)
    if number is None:
        return Reply(
            render([Line(said.say("trouble-article-page"))]), (around(said, "article", "latest"),), edits=False
        )
    facts = await shelf(house.articles, number, PAGE)
    turns = []
    if facts.number > 1:
        turns.append(Button(said.say("button-newer"), press("article", str(facts.number - 1))))
    if facts.number < facts.pages:
        turns.append(Button(said.say("button-older"), press("article", str(facts.number + 1))))
    rows = (tuple(turns),) if turns else ()
    return Reply(render(stories_page(said, facts)), (*rows, around(said, "latest", "help")))


def _page(argument: str) -> int | None:
    """The page asked for: 1 when none is named, None when what stands there is no page."""
    numbers = re.findall(r"\d+", argument[:100])
    if not argument.strip():
        return 1
    if len(numbers) != 1 or "-" in argument or len(numbers[0]) > 9:
        return None
    return int(numbers[0]) or None
