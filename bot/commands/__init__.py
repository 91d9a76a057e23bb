"""The one table of commands, and how a message or a pressed button finds its command.

The table makes Telegram's handlers and menu, `/help`, and the command line's `sitrep say`. To add a command: a
function in a module of its own here, a row in `COMMANDS`, and its `command-<name>` (and `example-<name>`) in every
catalogue. What else a command is called, in any language, stands in `answers/typed.toml`.
"""

import re
from dataclasses import replace

from answers.typed import meanings
from bot.command import Ask, Command, House, Reply
from bot.commands.about import about
from bot.commands.article import article
from bot.commands.asof import asof
from bot.commands.broadcast import broadcast
from bot.commands.card import card
from bot.commands.chart import chart
from bot.commands.cite import cite
from bot.commands.compare import compare
from bot.commands.corrections import corrections
from bot.commands.delta import delta
from bot.commands.export import export
from bot.commands.help_ import help_
from bot.commands.history import history_, on, records_
from bot.commands.language import language, language_named
from bot.commands.latest import latest
from bot.commands.news import news
from bot.commands.pause import pause
from bot.commands.plain import admins_only, old_button, operators_only, plain_words, unknown_command
from bot.commands.privacy import forget, mydata, privacy
from bot.commands.reading import is_report, read_report
from bot.commands.remote import carried_out, channel_in, channel_row, offered
from bot.commands.review import review, typed
from bot.commands.settings import settings
from bot.commands.source import source
from bot.commands.start import start
from bot.commands.status import status
from bot.commands.subscribe import subscribe
from bot.commands.tables import tables
from bot.commands.today import today
from bot.commands.total import total
from bot.commands.unsubscribe import unsubscribe
from bot.press import pressed


async def _help(ask: Ask, house: House) -> Reply:
    return await help_(ask, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command("latest", latest, steady=True),
    Command("delta", delta, steady=True),
    Command("total", total, steady=True),
    Command("on", on, steady=True),
    Command("history", history_),
    Command("export", export),
    Command("records", records_),
    Command("chart", chart),
    Command("compare", compare),
    Command("card", card),
    Command("article", article),
    Command("news", news),
    Command("source", source),
    Command("cite", cite),
    Command("corrections", corrections),
    Command("asof", asof),
    Command("today", today, remote=True),
    Command("subscribe", subscribe, admins=True, remote=True),
    Command("settings", settings, admins=True, remote=True),
    Command("pause", pause, admins=True, remote=True),
    Command("unsubscribe", unsubscribe, admins=True, remote=True),
    Command("about", about),
    Command("language", language, admins=True, remote=True),
    Command("tables", tables, admins=True),
    Command("privacy", privacy),
    Command("mydata", mydata, admins=True, remote=True),
    Command("forget", forget, admins=True, remote=True),
    Command("status", status),
    Command("review", review, operators=True),
    Command("help", _help),
    Command("broadcast", broadcast, operators=True),
    Command("start", start, listed=False),
)
"""Every command, in the order in which `/help` and Telegram's menu list them."""


_BY_NAME = {each.name: each for each in COMMANDS}
_CALLED = {form: _BY_NAME[name] for form, name in meanings("commands").items()} | _BY_NAME

NAMES = tuple(_CALLED)
"""What follows the slash: the commands' names, and what else they are called in any language."""


def find(name: str) -> Command | None:
    """The command of that name, or of another that it is called by, whatever its case."""
    return _CALLED.get(name.casefold())


_MENTION = re.compile(r"\A@\w+[,:]?\s*")


async def respond(text: str, ask: Ask, house: House) -> Reply:
    """Answer a whole message: `/latest@bot tanks`, or plain words."""
    text = _MENTION.sub("", text.strip())
    if ask.forwarded and ask.private:
        return await _forwarded(replace(ask, argument=text), house)
    if not text.startswith("/"):
        return await plain(replace(ask, argument=text), house)
    name, argument = [*text[1:].split(maxsplit=1), "", ""][:2]
    name = name.partition("@")[0]
    asked = replace(ask, argument=argument)
    command = find(name)
    if ask.operator:
        await house.reviews.cancel(ask.user)  # whoever asks for something else has left the question
    if command is None:
        return await unknown_command(name, asked, house)
    return await _run(command, asked, house)


async def respond_press(data: str, ask: Ask, house: House) -> Reply:
    """Answer a pressed button; one that nobody understands any more gets a kind word and fresh buttons."""
    press = pressed(data)
    command = find(press.name) if press else None
    if press is None or command is None:
        return await old_button(ask, house)
    return await _run(command, replace(ask, argument=press.argument, pressed=True), house)


_REMOTE = frozenset(each.name for each in COMMANDS if each.remote)


async def _run(command: Command, ask: Ask, house: House) -> Reply:
    named, rest = channel_in(ask.argument) if command.remote else (None, "")
    if named is not None:
        return await carried_out(command, replace(ask, argument=rest), house, named, _REMOTE)
    return await _closed(command, ask) or await _answer(command, ask, house)


async def _answer(command: Command, ask: Ask, house: House) -> Reply:
    if not command.steady:
        return await command.run(ask, house)
    key = (command.name, ask.argument, ask.language, ask.today)
    return await house.kept.get(key, await house.tallies.version(), lambda: command.run(ask, house))


async def _forwarded(ask: Ask, house: House) -> Reply:
    """A forwarded message: an operator's is read, and a post of a channel may be how its digest is set up."""
    channel = ask.forwarded.channel if ask.forwarded else None
    if is_report(ask):
        reply = await read_report(ask, house)
        theirs = channel is not None and await offered(ask, channel) is None
        return replace(reply, buttons=(*reply.buttons, *channel_row(ask, channel))) if theirs else reply
    if channel is None:
        return await plain(ask, house)
    asked = replace(ask, argument="")
    return await offered(asked, channel) or await carried_out(_BY_NAME["subscribe"], asked, house, channel, _REMOTE)


async def _closed(command: Command, ask: Ask) -> Reply | None:
    """What to say where the command is not for whoever asks, or not for where they ask; None where it is."""
    if command.operators and not (ask.operator and ask.private):
        return operators_only(ask)
    if command.admins and not ask.private and not await ask.admin():
        return admins_only(ask)
    return None


async def plain(ask: Ask, house: House) -> Reply:
    """Answer plain words: the argument is the whole message. An operator's may answer what `/review` asked."""
    if ask.operator and ask.private and (reply := await typed(ask, house)):
        return reply
    if is_report(ask):
        return await read_report(ask, house)
    first = ask.argument.casefold().strip(" .!?…") if len(ask.argument) < 40 else ""
    if command := find(first):
        return await _run(command, replace(ask, argument=""), house)
    if language_named(first):
        return await _run(_BY_NAME["language"], replace(ask, argument=first), house)
    if spoken_of := _spoken_of(ask.argument):
        command, rest = spoken_of
        return await _run(command, replace(ask, argument=rest), house)
    return await plain_words(ask, house)


_SPOKEN_OF = frozenset(["chart", "compare", "card", "export", "cite"])
"""Commands that are asked for in the middle of a sentence: `show me a graph of tanks`."""


def _spoken_of(text: str) -> tuple[Command, str] | None:
    """The one such command that *text* speaks of, and the rest of it."""
    found: dict[str, str] = {}
    for word in re.findall(r"[\w'’]+", text[:200]):
        command = find(word)
        if command and command.name in _SPOKEN_OF:
            found.setdefault(command.name, word)
    if len(found) != 1:
        return None
    ((name, word),) = found.items()
    return _BY_NAME[name], re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text, count=1)
