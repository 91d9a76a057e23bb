"""Commands that are asked in a private chat and carried out for a channel: `/subscribe @channel`.

The command itself knows nothing of it: it is given the channel for its chat, and its buttons are made to carry the
channel along. Whether the person may is asked anew for every message and every press.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from answers.page import Heading, Line, Note, Page, clean, render
from answers.words import words
from bot.command import Ask, Barrier, Button, Channel, Closed, Command, House, Reply
from bot.commands.rows import Rows, around, picks
from bot.press import fits, press, pressed
from tally.category import CATEGORIES

_NAMED = re.compile(
    r"(?<!\S)(?:(?P<id>-100\d{4,13})|@(?P<name>[a-z]\w{3,31})"
    r"|(?:https?://)?t\.me/(?:c/(?P<inside>\d{4,13})|(?P<linked>[a-z]\w{3,31}))(?:/\d+)?/?)(?!\S)",
    re.IGNORECASE | re.ASCII,
)
_REFUSALS = {
    Barrier.UNSEEN: "channel-unseen",
    Barrier.NO_CHANNEL: "channel-no-channel",
    Barrier.SILENT: "channel-silent",
    Barrier.NOT_ADMIN: "channel-not-admin",
}
_TYPING = ("subscribe", "settings")
"""Commands whose pages say what can be typed."""


def channel_in(argument: str) -> tuple[int | str | None, str]:
    """The channel that *argument* names, by Telegram's id, `@name` or a link, and the rest of it."""
    found = _NAMED.search(argument)
    if found is None:
        return None, argument
    rest = " ".join(f"{argument[: found.start()]} {argument[found.end() :]}".split())
    if found["id"]:
        return int(found["id"]), rest
    if found["inside"]:
        return int(f"-100{found['inside']}"), rest
    return f"@{found['name'] or found['linked']}", rest


async def carried_out(command: Command, ask: Ask, house: House, named: int | str, remote: Collection[str]) -> Reply:
    """Run *command* for the channel *named*, if whoever asks may; *remote* names the commands that can be."""
    if not ask.private:
        return _said(ask, "channel-in-private")
    found = await ask.channel(named)
    if isinstance(found, Closed):
        return _refused(ask, found)
    reply = await command.run(replace(ask, chat=found.chat, topic=None), house)
    return _marked(ask, reply, found, remote, typed=command.name in _TYPING)


async def offered(ask: Ask, channel: int) -> Reply | None:
    """What to say to somebody who forwarded a post of a channel that is not theirs to set up; None where it is."""
    found = await ask.channel(channel)
    if not isinstance(found, Closed):
        return None
    if found.why is Barrier.NOT_ADMIN:
        return _refused(ask, found)
    said = words(ask.language)
    rows = (*picks(said, CATEGORIES), *_invitation(ask, found), around(said, "latest", "help"))
    return Reply(render([Line(said.say("channel-forwarded"))]), rows, edits=False)


def picking(ask: Ask) -> Reply:
    """How a channel is set up, with the key that picks one."""
    said = words(ask.language)
    page: Page = [Heading(said.say("channel-pick")), Line(said.say("channel-pick-help"))]
    return Reply(render(page), edits=False, picker=said.say("button-pick-channel"))


def for_another(ask: Ask) -> bool:
    """Whether what is asked in private is for another chat: a channel."""
    return ask.private and ask.chat != ask.user


def channel_row(ask: Ask, channel: int | None = None) -> Rows:
    """In a private chat, for itself: a button that leads to *channel*, or to picking one."""
    if not ask.private or for_another(ask):
        return ()
    said = words(ask.language)
    if channel is None:
        return ((Button(said.say("button-channel"), press("subscribe", "channel")),),)
    return ((Button(said.say("button-this-channel"), press("subscribe", str(channel))),),)


def _marked(ask: Ask, reply: Reply, channel: Channel, remote: Collection[str], *, typed: bool) -> Reply:
    """*reply* under the channel's title, with buttons that mean the channel."""
    said = words(ask.language)
    html = "\n\n".join(filter(None, (render([Heading(_titled(ask, channel))]), reply.html)))
    if typed:
        name = f"@{channel.name}" if channel.name else str(channel.chat)
        note = render([Note(said.say("channel-typed", name=name))])
        html = f"{html}\n\n{note}"
    rows = tuple(tuple(_meaning(each, channel, remote) for each in row) for row in reply.buttons)
    return replace(reply, html=html, buttons=rows)


def _titled(ask: Ask, channel: Channel) -> str:
    return words(ask.language).say("channel-heading", title=clean(channel.title, 60) or f"@{channel.name}")


def _meaning(button: Button, channel: Channel, remote: Collection[str]) -> Button:
    asked = pressed(button.press) if button.press else None
    if asked is None or asked.name not in remote:
        return button
    argument = f"{channel.chat} {asked.argument}".strip()
    return replace(button, press=press(asked.name, argument)) if fits(asked.name, argument) else button


def _refused(ask: Ask, closed: Closed) -> Reply:
    reply = _said(ask, _REFUSALS[closed.why])
    return reply if ask.pressed else replace(reply, buttons=(*_invitation(ask, closed), *reply.buttons))


def _invitation(ask: Ask, closed: Closed) -> Rows:
    if closed.invite is None:
        return ()
    return ((Button(words(ask.language).say("button-add-channel"), url=closed.invite),),)


def _said(ask: Ask, message: str) -> Reply:
    said = words(ask.language)
    sentence = said.say(message)
    if ask.pressed:
        return Reply("", notice=sentence)
    return Reply(render([Line(sentence)]), (around(said, "latest", "help"),), edits=False)
