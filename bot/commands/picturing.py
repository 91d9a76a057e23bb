"""What `/chart`, `/compare` and `/card` share: a figure becomes a reply, in the colouring that the chat chose."""

from answers.chart.figure import Figure
from answers.chart.studio import picture
from answers.chart.style import DARK, LIGHT
from answers.page import Heading, Note, Paragraph, render, shortened
from answers.words import Words
from bot.command import Ask, Button, House, Picture, Reply
from bot.commands.rows import Rows
from bot.press import fits, press

_CAPTION = 1024
"""Characters of a caption (Bot API, sendPhoto)."""


def style_name(chat: int) -> str:
    """The name under which the colouring that *chat* chose is kept."""
    return f"chat:{chat}:pictures"


async def style_of(ask: Ask, house: House, said: str | None) -> str:
    """The colouring: the one just *said*, which a private chat keeps, or the one it chose before, or light."""
    name = style_name(ask.chat)
    if said is None:
        return DARK if await house.state.get(name) == DARK else LIGHT
    if ask.private and ask.pressed:
        await house.state.put(name, said, ask.now)
    return said


async def pictured(figure: Figure, title: str, style: str, buttons: Rows) -> Reply:
    """The reply that shows *figure*, described in words under it."""
    key, png = await picture(figure, style)
    caption = _caption(title, figure)
    return Reply(caption, buttons, picture=Picture(png, key, caption))


def _caption(title: str, figure: Figure) -> str:
    room = _CAPTION - len(title) - len(figure.frame.source) - 8
    return render([Heading(title), Paragraph(shortened(figure.frame.alt, room)), Note(figure.frame.source)])


def chosen(words: Words, label: str, argument: str, command: str, *, now: bool) -> list[Button]:
    """A button of a choice, marked where it is what is shown *now*; none where a button cannot carry it."""
    if not fits(command, argument):
        return []
    said = words.say(label)
    return [Button(words.say("button-chosen", label=said) if now else said, press(command, argument))]


def colouring(words: Words, style: str, argument: str, command: str) -> list[Button]:
    """A button for the other colouring."""
    other, label = (LIGHT, "button-light") if style == DARK else (DARK, "button-dark")
    return chosen(words, label, f"{argument} {other}".strip(), command, now=False)
