"""Messages that are no command, commands that nobody knows, and buttons that nobody remembers."""

import re
from dataclasses import replace

from answers.page import Line, clean, render
from answers.question import FILLERS, Trouble, fold
from answers.typed import one_of
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.about import about
from bot.commands.asking import troubled, understood
from bot.commands.history import about_the_past
from bot.commands.latest import latest
from bot.commands.rows import Rows, around, picks
from tally.category import CATEGORIES

_THANKS = re.compile(rf"(?:{one_of('talk', 'thanks')})\W*", re.IGNORECASE)
_MEANING = re.compile(
    rf"\s*(?:{one_of('talk', 'meaning')})\s+(?:(?:{one_of('talk', 'article')})\s+)?([^?]+)", re.IGNORECASE
)


async def plain_words(ask: Ask, house: House) -> Reply:
    """A category, a day or a period is answered like `/latest`; what cannot be a question gets help, not a guess."""
    said = words(ask.language)
    if _THANKS.fullmatch(ask.argument.strip()):
        return _offer(ask, said.say("you-are-welcome"))
    if (reply := await about_the_past(ask, house)) is not None:
        return reply
    question = await understood(ask, house)
    if question.category and not question.trouble and _asks_for_a_meaning(ask.argument):
        return await about(replace(ask, argument=question.category), house)
    if (
        not ask.argument.strip()
        or question.trouble is Trouble.UNKNOWN_CATEGORY
        or (question.trouble is Trouble.UNKNOWN_PERIOD and not question.category)
    ):
        return _offer(ask, said.say("not-understood"))
    if question.trouble:
        return troubled(ask, question, "latest")
    return await latest(ask, house)


def _asks_for_a_meaning(text: str) -> bool:
    """`what is APV?`, but not `what are the latest losses of tanks?`."""
    match = _MEANING.match(text)
    return match is not None and not set(fold(match[1]).split()) & FILLERS


async def unknown_command(name: str, ask: Ask, house: House) -> Reply:
    """`/tanks 7d` is as good as `tanks 7d`; anything else is answered with what there is."""
    as_words = replace(ask, argument=f"{name} {ask.argument}".strip())
    question = await understood(as_words, house)
    if question.category:
        return await plain_words(as_words, house)
    said = words(ask.language)
    known_shape = re.fullmatch(r"\w{1,32}", name)
    return _offer(ask, said.say("unknown-command", said=clean(name, 32)) if known_shape else said.say("not-understood"))


async def old_button(ask: Ask, house: House) -> Reply:
    """A button of another version or another bot."""
    said = words(ask.language)
    reply = _offer(ask, said.say("old-button"))
    return replace(reply, notice=said.say("old-button-notice"))


def operators_only(ask: Ask) -> Reply:
    """A command for those who run this bot, asked for by somebody else or in a group."""
    said = words(ask.language)
    sentence = said.say("operators-in-private" if ask.operator else "operators-only")
    return Reply(render([Line(sentence)]), (around(said, "status", "latest", "help"),), edits=False, notice=sentence)


def admins_only(ask: Ask) -> Reply:
    """A choice for the whole group, made by somebody who is not one of its admins."""
    said = words(ask.language)
    sentence = said.say("settings-admins-only")
    if ask.pressed:
        return Reply("", notice=sentence)
    return Reply(render([Line(sentence)]), (around(said, "latest", "help"),), edits=False)


def _offer(ask: Ask, sentence: str) -> Reply:
    said = words(ask.language)
    buttons: Rows = (*picks(said, CATEGORIES), around(said, "latest", "article", "help"))
    return Reply(render([Line(sentence)]), buttons, edits=False)
