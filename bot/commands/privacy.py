"""`/privacy`, `/mydata`, `/forget`: what is kept of this chat, and how to have it deleted."""

from answers.chart.style import DARK, LIGHT
from answers.page import Block, Heading, Line, Note, Paragraph, render
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.picturing import style_name
from bot.commands.rows import around
from bot.press import press

_YES = "yes"

_STYLES = {LIGHT: "mydata-pictures-light", DARK: "mydata-pictures-dark"}


async def privacy(ask: Ask, house: House) -> Reply:
    """What is kept, why, and for how long."""
    said = words(ask.language)
    page: list[Block] = [
        Heading(said.say("privacy-heading")),
        Paragraph(said.say("privacy-what")),
        Paragraph(said.say("privacy-not")),
        Paragraph(said.say("privacy-how-long")),
    ]
    return Reply(render(page), (around(said, "mydata", "forget"), around(said, "latest", "help")))


async def mydata(ask: Ask, house: House) -> Reply:
    """Everything that is kept of this chat."""
    said = words(ask.language)
    kept = await house.privacy.kept(ask.chat)
    chosen = said.say(f"language-{kept.language}") if kept.language else said.say("mydata-not-chosen")
    style = await house.state.get(style_name(ask.chat)) or ""
    looks = "mydata-not-chosen" if kept.tables is None else f"tables-{'on' if kept.tables else 'off'}"
    page: list[Block] = [
        Heading(said.say("mydata-heading")),
        Line(said.say("mydata-chat", chat=str(ask.chat))),
        Line(said.say("mydata-language", language=chosen)),
        Line(said.say("mydata-tables", tables=said.say(looks))),
        *([Line(said.say(_STYLES[style]))] if style in _STYLES else []),
        Line(said.say("mydata-subscriptions", subscriptions=kept.subscriptions, alerts=kept.alerts)),
        Line(said.say("mydata-deliveries", n=kept.deliveries)),
        Note(said.say("mydata-all")),
    ]
    return Reply(render(page), (around(said, "forget", "privacy"), around(said, "latest", "help")))


async def forget(ask: Ask, house: House) -> Reply:
    """Asks once, then deletes everything of this chat."""
    said = words(ask.language)
    if ask.argument.strip().casefold() != _YES:
        sure = (Button(said.say("button-forget-all"), press("forget", _YES)),)
        page: list[Block] = [Heading(said.say("forget-ask")), Line(said.say("forget-ask-help"))]
        return Reply(render(page), (sure, around(said, "mydata", "latest")))
    await house.privacy.forget(ask.chat)
    done = said.say("forget-done")
    return Reply(render([Line(done)]), (around(said, "latest", "help"),), notice=done)
