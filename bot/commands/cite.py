"""`/cite <category> [day]`: one figure in a sentence that can be quoted, with a button that copies it."""

from answers.citation import citation, sentence
from answers.page import Heading, Line, Paragraph, render
from answers.pages.notes import nothing_yet_page, which_category_page
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.rows import around, categories, category_row


async def cite(ask: Ask, house: House) -> Reply:
    """The last figure known on or before the day; without a category it offers all of them."""
    said = words(ask.language)
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "cite")
    if question.category is None:
        known = await house.tallies.categories()
        page = which_category_page(said) if known else nothing_yet_page(said)
        return Reply(render(page), (*categories(said, known, "cite", question.since), around(said, "latest", "help")))
    on = question.since.start(ask.today) if question.since else ask.today
    tally = await house.tallies.last_known(question.category, on)
    text = sentence(said, await citation(house.tallies, tally)) if tally else None
    rest = category_row(said, question.category, "total", "source")
    if text is None:
        return Reply(render([Line(said.say("no-figure"))]), rest, edits=False)
    copy = (Button(said.say("button-copy"), copy=text),)
    return Reply(render([Heading(said.say("cite-heading")), Paragraph(text)]), (copy, *rest))
