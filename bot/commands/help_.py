"""`/help`: every command with examples, out of the one table of commands."""

from collections.abc import Sequence

from answers.page import Block, Heading, Paragraph, render
from answers.words import Words, words
from bot.command import Ask, Command, Reply
from bot.commands.rows import around


async def help_(ask: Ask, commands: Sequence[Command]) -> Reply:
    """The commands that this person may use, with how to ask for periods and in plain words."""
    said = words(ask.language)
    blocks: list[Block] = [Heading(said.say("help-heading"))]
    for each in commands:
        if not each.listed or (each.operators and not ask.operator):
            continue
        blocks.append(Paragraph(_line(said, each.name)))
    blocks += [Paragraph(said.say("help-periods")), Paragraph(said.say("help-plain"))]
    return Reply(render(blocks), (around(said, "latest", "article"), around(said, "about", "language")))


def _line(said: Words, name: str) -> str:
    description = said.say(f"command-{name}")
    if not said.knows(f"example-{name}"):
        return said.say("help-line", name=name, description=description)
    return said.say("help-line-example", name=name, description=description, example=said.say(f"example-{name}"))
