"""`/tables [on|off]`: whether this chat gets real tables or plain text."""

from answers.page import Line, render
from answers.typed import forms
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import around
from bot.looks import choose_tables
from bot.press import press

_ON = (*forms("choices", "on"), *forms("choices", "real"))
_OFF = (*forms("choices", "off"), *forms("choices", "plain"))


async def tables(ask: Ask, house: House) -> Reply:
    """Sets it; without a word that says which, it explains the choice."""
    said = words(ask.language)
    typed = ask.argument.strip().casefold()
    on = True if typed in _ON else False if typed in _OFF else None
    if on is None:
        return Reply(render([Line(said.say("tables-ask"))]), (choice(said), around(said, "latest", "help")))
    await choose_tables(house, ask.chat, on=on, now=ask.now)
    done = said.say("tables-on" if on else "tables-off")
    return Reply(render([Line(done)]), (choice(said), around(said, "latest", "help")), notice=done)


def choice(said: Words) -> tuple[Button, ...]:
    """The two looks as buttons."""
    return tuple(Button(said.say(f"button-tables-{each}"), press("tables", each)) for each in ("on", "off"))
