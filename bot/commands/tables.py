"""`/tables [on|off]`: whether this chat gets real tables or plain text."""

from answers.page import Line, render
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import around
from bot.looks import choose_tables
from bot.press import press

_TYPED = {"on": True, "yes": True, "так": True, "увімкнути": True, "таблиці": True}
_TYPED |= {"off": False, "no": False, "plain": False, "ні": False, "вимкнути": False, "текст": False}


async def tables(ask: Ask, house: House) -> Reply:
    """Sets it; without a word that says which, it explains the choice."""
    said = words(ask.language)
    on = _TYPED.get(ask.argument.strip().casefold())
    if on is None:
        return Reply(render([Line(said.say("tables-ask"))]), (choice(said), around(said, "latest", "help")))
    await choose_tables(house, ask.chat, on=on, now=ask.now)
    done = said.say("tables-on" if on else "tables-off")
    return Reply(render([Line(done)]), (choice(said), around(said, "latest", "help")), notice=done)


def choice(said: Words) -> tuple[Button, ...]:
    """The two looks as buttons."""
    return tuple(Button(said.say(f"button-tables-{each}"), press("tables", each)) for each in ("on", "off"))
