"""`/help`: every command with examples, out of the one table of commands."""

from collections.abc import Sequence

from answers.page import Block, Heading, Line, render
from answers.words import words
from bot.command import Ask, Command, Reply
from bot.commands.rows import around


async def help_(ask: Ask, commands: Sequence[Command]) -> Reply:
    """The commands that this person may use, with how to ask for periods and in plain words."""
    said = words(ask.language)
    blocks: list[Block] = [Heading(said.say("help-heading"))]
    for each in commands:
        if not each.listed or (each.operators and not ask.operator):
            continue
        description = said.say(f"command-{each.name}")
        blocks.append(Line(said.say("help-line", name=each.name, description=description)))
        if said.knows(f"example-{each.name}"):
            blocks.append(Line(said.say(f"example-{each.name}")))
    blocks += [Line(said.say("help-periods")), Line(said.say("help-plain"))]
    return Reply(render(blocks), (around(said, "latest", "article"), around(said, "about", "language")))
