"""Messages that are no command, commands that nobody knows, and buttons that nobody remembers."""

from dataclasses import replace

from answers.page import Line, clean, render
from answers.question import Trouble
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.latest import latest
from bot.commands.rows import Rows, around, picks
from tally.category import CATEGORIES


async def plain_words(ask: Ask, house: House) -> Reply:
    """A category, a day or a period is answered like `/latest`; what cannot be a question gets help, not a guess."""
    question = await understood(ask, house)
    if question.trouble is Trouble.UNKNOWN_CATEGORY or (
        question.trouble is Trouble.UNKNOWN_PERIOD and not question.category
    ):
        return _offer(ask, words(ask.language).say("not-understood"))
    if question.trouble:
        return troubled(ask, question, "latest")
    return await latest(ask, house)


async def unknown_command(name: str, ask: Ask, house: House) -> Reply:
    """`/tanks 7d` is as good as `tanks 7d`; anything else is answered with what there is."""
    as_words = replace(ask, argument=f"{name} {ask.argument}".strip())
    question = await understood(as_words, house)
    if question.category:
        return await plain_words(as_words, house)
    return _offer(ask, words(ask.language).say("unknown-command", said=clean(name, 32)))


async def old_button(ask: Ask, house: House) -> Reply:
    """A button of another version or another bot."""
    said = words(ask.language)
    reply = _offer(ask, said.say("old-button"))
    return replace(reply, notice=said.say("old-button-notice"))


def _offer(ask: Ask, sentence: str) -> Reply:
    said = words(ask.language)
    buttons: Rows = (*picks(said, CATEGORIES), around(said, "latest", "article", "help"))
    return Reply(render([Line(sentence)]), buttons, edits=False)
