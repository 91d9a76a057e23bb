"""`/news [page]`: today's stories, what several outlets tell as one."""

from answers.library import news as told
from answers.page import render
from answers.pages.library import news_page
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.rows import around, turns
from bot.press import press

PAGE = 5
"""Stories on a page."""


async def news(ask: Ask, house: House) -> Reply:
    """Five stories a page, the newest first; whatever is no page is the first."""
    said = words(ask.language)
    argument = ask.argument.strip()
    number = int(argument) if argument.isdecimal() and len(argument) < 5 else 1
    facts = await told(house.articles, ask.today, ask.now, number, PAGE, said.language)
    rows = turns(said, facts.number, facts.pages, lambda number: press("news", str(number)))
    return Reply(render(news_page(said, facts)), (*rows, around(said, "article", "latest", "help")))
